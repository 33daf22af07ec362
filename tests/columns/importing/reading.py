"""Where the sample pages lie, and a short page to vary."""

from pathlib import Path

PAGES = Path(__file__).parent / "pages"

HEAD = """\
灯塔为什么还亮着?|海岸线
2024-06-01 09:30

文章所属专栏 海上的光·灯与人 第一季

作者 | 陆遥

"""


def page(name: str) -> str:
    """The text of a sample page."""
    return (PAGES / f"{name}.txt").read_text()


def with_head(*paragraphs: str) -> str:
    """A whole page with these paragraphs as its article."""
    return HEAD + "\n\n".join(paragraphs) + "\n"
