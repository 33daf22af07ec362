"""How a mail looks: every element carries its style itself, for mail clients drop style sheets."""

from collections.abc import Mapping
from dataclasses import dataclass

WIDTH = 600  # pixels; what mail clients agree on
INNER = 536  # without the paddings
SANS = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',Helvetica,Arial,sans-serif"
SERIF = "'Songti SC','Noto Serif CJK SC',STSong,SimSun,Georgia,serif"


@dataclass(frozen=True, slots=True)
class Look:
    """A style written into the element, and the class by which dark mode finds it."""

    style: str
    name: str = ""


LOOKS: Mapping[str, Look] = {
    # The letter's own parts.
    "page": Look("margin:0;padding:0;background-color:#f3efe8;", "page"),
    "sheet": Look("width:100%;max-width:600px;background-color:#fffdf9;", "sheet"),
    "hidden": Look("display:none;max-height:0;overflow:hidden;font-size:1px;line-height:1px;"),
    "kicker": Look(f"font:600 14px/1.6 {SANS};color:#a8301f;text-decoration:none;", "accent"),
    "title": Look(f"margin:12px 0 0;font:700 28px/1.4 {SERIF};color:#1d1a17;", "ink title"),
    "standfirst": Look(f"margin:12px 0 0;font:16px/1.8 {SANS};color:#57514a;", "soft"),
    "facts": Look(f"margin:14px 0 0;font:14px/1.7 {SANS};color:#6e675f;", "faint"),
    "button": Look(
        "display:inline-block;padding:12px 22px;border-radius:999px;background-color:#a8301f;"
        f"font:600 15px/1.4 {SANS};color:#ffffff;text-decoration:none;",
        "button",
    ),
    "quiet": Look(
        "display:inline-block;padding:10px 20px;border-radius:999px;border:1px solid #d6cec1;"
        f"font:600 15px/1.4 {SANS};color:#a8301f;text-decoration:none;",
        "quiet",
    ),
    "text": Look(f"font:17px/1.85 {SANS};color:#1d1a17;word-break:break-word;", "ink"),
    "topic": Look(
        f"padding:12px 0;border-top:1px solid #e6e0d6;font:16px/1.7 {SANS};color:#1d1a17;",
        "ink line",
    ),
    "number": Look(
        "padding:12px 14px 12px 0;border-top:1px solid #e6e0d6;"
        f"font:15px/1.8 {SANS};color:#a8301f;",
        "accent line",
    ),
    "card": Look("padding:24px;border-radius:14px;background-color:#f3efe8;", "card"),
    "card_title": Look(f"margin:0;font:700 20px/1.5 {SERIF};color:#1d1a17;", "ink"),
    "card_text": Look(f"margin:8px 0 0;font:15px/1.8 {SANS};color:#57514a;", "soft"),
    "foot": Look(f"margin:0 0 8px;font:13px/1.8 {SANS};color:#6e675f;", "faint"),
    "foot_link": Look("color:#57514a;text-decoration:underline;", "soft"),
    # Elements of the text.
    "p": Look("margin:0 0 20px;"),
    "h2": Look(f"margin:40px 0 16px;font:700 21px/1.5 {SERIF};color:#1d1a17;", "ink"),
    "h3": Look("margin:28px 0 12px;font-size:18px;font-weight:700;line-height:1.6;"),
    "h4": Look("margin:24px 0 10px;font-size:17px;font-weight:700;line-height:1.6;"),
    "ul": Look("margin:0 0 20px;padding:0 0 0 24px;"),
    "ol": Look("margin:0 0 20px;padding:0 0 0 26px;"),
    "li": Look("margin:0 0 8px;"),
    "blockquote": Look(
        "margin:0 0 20px;padding:2px 0 2px 16px;border-left:3px solid #d6cec1;color:#57514a;",
        "soft line",
    ),
    "div": Look("margin:0 0 20px;"),
    "cite": Look("margin-left:6px;font-size:13px;font-style:normal;color:#6e675f;", "faint"),
    "footer": Look("font-size:14px;color:#6e675f;", "faint"),
    "figcaption": Look("margin:8px 0 0;font-size:13px;line-height:1.7;color:#6e675f;", "faint"),
    "img": Look("display:block;width:100%;height:auto;border:0;border-radius:8px;"),
    "hr": Look("margin:32px 0;border:0;border-top:1px solid #e6e0d6;", "line"),
    "pre": Look(
        "margin:0 0 20px;padding:14px;border-radius:8px;background-color:#f3efe8;"
        "font:14px/1.7 Menlo,Consolas,monospace;white-space:pre-wrap;word-break:break-all;",
        "card",
    ),
    "code": Look("font-family:Menlo,Consolas,monospace;font-size:0.9em;"),
    "table": Look("width:100%;margin:0 0 20px;border-collapse:collapse;font-size:15px;"),
    "caption": Look("padding:0 0 8px;font-size:13px;text-align:left;color:#6e675f;", "faint"),
    "th": Look("padding:8px;border:1px solid #e6e0d6;text-align:left;font-weight:600;", "line"),
    "td": Look("padding:8px;border:1px solid #e6e0d6;text-align:left;", "line"),
    "a": Look("color:#a8301f;text-decoration:underline;", "accent"),
    "source": Look("margin:-8px 0 20px;font-size:14px;color:#6e675f;", "faint"),
    "notes": Look("margin:0 0 20px;padding:0 0 0 24px;font-size:14px;color:#57514a;", "soft"),
}
