"""The library and the picker as an editor's hands use them."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image as Picture
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from columns import services
from columns.models import Draft, Image, Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories
from tests.browser.desk import sit_down
from tests.browser.test_accessibility import AXE, CORNERS, RULES

LIBRARY = "/admin/columns/image/"
HOLDER = (
    "async (kind) => { const { pick } = await import('/static/neican/js/images/picker.js');"
    " window.chosen = null; pick((image) => { window.chosen = image; }, { kind }); }"
)
DROP = """(bytes) => {
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array(bytes)], "街.jpg", { type: "image/jpeg" }));
  const text = document.querySelector(".cke_wysiwyg_div");
  const { left, top } = text.querySelector("p").getBoundingClientRect();
  const at = { clientX: left + 5, clientY: top + 5, bubbles: true, cancelable: true };
  text.querySelector("p").dispatchEvent(new DragEvent("drop", { dataTransfer: carried, ...at }));
}"""


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> None:
    """Where the files go."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def editor(live_server: LiveServer, sign_in: Callable[[User], None]) -> User:
    """Signed in."""
    user = factories.make_staff(Role.EDITOR)
    sign_in(user)
    return user


def photo(colour: str = "#a8301f", size: tuple[int, int] = (1600, 900)) -> bytes:
    target = BytesIO()
    Picture.new("RGB", size, colour).save(target, format="JPEG")
    return target.getvalue()


def make_image(colour: str = "#a8301f", **words: Any) -> Image:
    upload = BytesIO(photo(colour))
    return services.keep_image(upload=upload, by=None, at=timezone.now(), **words).image


def _file(name: str, content: bytes) -> Any:
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def test_several_pictures_come_in_at_once_each_with_its_outcome(page: Page, editor: User) -> None:
    page.goto(LIBRARY)
    files = [_file("a.jpg", photo()), _file("b.jpg", b"<svg/>"), _file("c.jpg", photo())]
    page.locator("[data-library-file]").set_input_files(files)
    rows = page.locator("[data-library-arrivals] li")
    expect(rows.nth(0)).to_contain_text("已进图库")
    expect(rows.nth(1)).to_contain_text("SVG 不能传")
    expect(rows.nth(2)).to_contain_text("图库里已有")
    assert Image.objects.count() == 1
    rows.nth(0).get_by_role("link").click()
    expect(page.get_by_label("替代文字")).to_be_visible()


def test_the_focus_is_pointed_at_or_moved_by_keys(page: Page, editor: User) -> None:
    image = make_image()
    page.goto(f"{LIBRARY}{image.pk}/change/")
    frame = page.locator("[data-focus-picture]").bounding_box()
    assert frame is not None
    page.mouse.click(frame["x"] + frame["width"] / 4, frame["y"] + frame["height"] / 2)
    expect(page.locator("[data-focal_x]")).to_have_value("25")
    mark = page.get_by_role("button", name="焦点")
    expect(mark).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    expect(page.locator("[data-focal_x]")).to_have_value("27")
    expect(page.locator("[data-focal_y]")).to_have_value("40")
    expect(page.locator("[data-focus-crop]").first).to_have_css("object-position", "27% 40%")
    mark.hover()
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 4)
    page.mouse.up()
    expect(page.locator("[data-focal_x]")).to_have_value("50")
    expect(page.locator("[data-focal_y]")).to_have_value("25")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (50, 25)


def test_a_head_image_needs_its_source(page: Page, editor: User) -> None:
    image = make_image(alt="一条河")
    page.goto(LIBRARY)
    page.evaluate(HOLDER, "head")
    dialog = page.get_by_role("dialog", name="选一张图")
    dialog.get_by_role("button", name="一条河").click()
    dialog.get_by_role("button", name="用这张图").click()
    expect(dialog.get_by_role("alert")).to_contain_text("请写图源")
    assert page.evaluate("window.chosen") is None
    dialog.get_by_label("图源").fill("A & B")
    dialog.get_by_role("button", name="用这张图").click()
    expect(dialog).not_to_be_visible()
    chosen = page.evaluate("window.chosen")
    assert (chosen["id"], chosen["alt"], chosen["credit"]) == (image.pk, "一条河", "A & B")
    image.refresh_from_db()
    assert image.credit == "A & B"


def test_a_picture_in_the_text_has_words_of_its_own(page: Page, editor: User) -> None:
    image = make_image(alt="一条河")
    page.goto(LIBRARY)
    page.evaluate(HOLDER, "body")
    dialog = page.get_by_role("dialog", name="选一张图")
    dialog.get_by_role("button", name="一条河").click()
    dialog.get_by_label("替代文字").fill("")
    dialog.get_by_role("button", name="用这张图").click()
    expect(dialog.get_by_role("alert")).to_contain_text("请写替代文字")
    dialog.get_by_label("替代文字").fill("涨水的河")
    dialog.get_by_label("图说").fill("七月")
    page.keyboard.press("Enter")
    expect(dialog).not_to_be_visible()
    chosen = page.evaluate("window.chosen")
    assert chosen["src"] == image.file.url
    assert (chosen["width"], chosen["height"]) == (1600, 900)
    assert (chosen["alt"], chosen["caption"]) == ("涨水的河", "七月")
    image.refresh_from_db()
    assert (image.alt, image.caption) == ("一条河", "七月")


def test_one_uploads_finds_and_leaves_the_picker_by_keyboard(page: Page, editor: User) -> None:
    make_image(alt="一条河")
    make_image("#0000ff", alt="夜里的街")
    page.goto(LIBRARY)
    page.evaluate(HOLDER, "body")
    dialog = page.get_by_role("dialog", name="选一张图")
    expect(dialog.locator("[data-image]")).to_have_count(2)
    dialog.get_by_role("searchbox").fill("河")
    expect(dialog.locator("[data-image]")).to_have_count(1)
    dialog.locator("[data-picker-file]").set_input_files(_file("新.jpg", photo("#00ff00")))
    expect(dialog.get_by_role("status")).to_contain_text("已传好")
    expect(dialog.get_by_label("替代文字")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    assert page.evaluate("window.chosen") is None
    assert Image.objects.count() == 3


def test_without_a_network_one_is_told_so(page: Page, editor: User) -> None:
    page.goto(LIBRARY)
    page.wait_for_selector("[data-picker]", state="attached")
    page.context.set_offline(True)
    page.locator("[data-library-file]").set_input_files(_file("a.jpg", photo()))
    rows = page.locator("[data-library-arrivals] li")
    expect(rows.first).to_contain_text("网络断了")
    page.context.set_offline(False)
    assert not Image.objects.exists()


def _broken_rules(page: Page, within: str) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate("([part, rules]) => axe.run(part, {runOnly: rules})", [within, [*RULES]])
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]


@pytest.mark.parametrize("context", CORNERS, indirect=True)
def test_library_and_picker_break_no_rule(page: Page, editor: User) -> None:
    dark = "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else ""
    page.add_init_script(f"localStorage.setItem('_x_adminTheme', '\"{dark or 'light'}\"')")
    image = make_image(alt="一条河", credit="作者自摄")
    make_image("#00ff00")
    factories.make_issue(head_image=image.pk)
    for path in (LIBRARY, f"{LIBRARY}?part=mine", f"{LIBRARY}{image.pk}/change/"):
        page.goto(path)
        assert _broken_rules(page, ".nc-images") == [], path
    page.evaluate(HOLDER, "head")
    page.get_by_role("button", name="一条河").click()
    page.get_by_label("图源", exact=False).last.fill("")
    page.get_by_role("button", name="用这张图").click()
    assert _broken_rules(page, "[data-picker]") == []


def _once_it_holds(page: Page, issue: Issue, words: str) -> Draft:
    """The working copy, when the desk has saved these words by itself."""
    for _attempt in range(100):
        draft = Draft.objects.get(issue=issue)
        if words in draft.body:
            return draft
        page.wait_for_timeout(150)
    raise AssertionError(f"{words} is not in {draft.body}")


def test_the_desk_takes_a_head_image_and_a_picture_in_the_text(page: Page, editor: User) -> None:
    head = make_image(alt="一条河", credit="作者自摄")
    inside = make_image("#0000ff", alt="夜里的街", credit="视觉中国")
    issue = factories.make_issue()
    sit_down(page, issue)
    page.get_by_role("button", name="选头图").click()
    dialog = page.get_by_role("dialog", name="选一张图")
    dialog.get_by_role("button", name="一条河").click()
    dialog.get_by_role("button", name="用这张图").click()
    expect(page.locator("[data-head-alt]")).to_have_text("一条河")
    page.locator(".cke_button__neicanimage").click()
    dialog.get_by_role("button", name="夜里的街").click()
    dialog.get_by_label("图说").fill("灯还亮着")
    dialog.get_by_role("button", name="用这张图").click()
    expect(page.locator(".cke_wysiwyg_div figure img")).to_have_attribute("alt", "夜里的街")
    draft = _once_it_holds(page, issue, f'data-image="{inside.pk}"')
    assert draft.facts["head_image"] == head.pk
    assert "灯还亮着" in draft.body


def test_the_source_that_an_import_knew_goes_to_the_picture_that_comes(
    page: Page, editor: User
) -> None:
    issue = factories.make_issue(head_image=Image.objects.create(credit="A & B 图库").pk)
    sit_down(page, issue)
    expect(page.locator("[data-head-awaited]")).to_contain_text("A & B 图库")
    page.get_by_role("button", name="选头图").click()
    dialog = page.get_by_role("dialog", name="选一张图")
    dialog.locator("[data-picker-file]").set_input_files(_file("河.jpg", photo()))
    dialog.get_by_label("替代文字").fill("一条河")
    expect(dialog.get_by_label("图源")).to_have_value("A & B 图库")
    dialog.get_by_role("button", name="用这张图").click()
    # The source stood there before; the words beside it come with the picture.
    expect(page.locator("[data-head-alt]")).to_have_text("一条河")
    expect(page.locator("[data-head-credit]")).to_have_text("A & B 图库")
    assert Image.objects.exclude(file="").get().credit == "A & B 图库"


def test_a_picture_dropped_into_the_text_goes_through_the_library(page: Page, editor: User) -> None:
    issue = factories.make_issue()
    sit_down(page, issue)
    page.evaluate(DROP, list(photo("#00ff00", (600, 400))))
    shown = page.locator(".cke_wysiwyg_div figure img")
    expect(shown).to_have_attribute("width", "600")
    image = Image.objects.get()
    expect(shown).to_have_attribute("src", image.file.url)
    assert image.uploaded_by == editor
