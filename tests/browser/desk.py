"""Hands at the writing desk."""

import re

from playwright.sync_api import Locator, Page, expect

from columns.models import Issue


def until(page: Page, script: str) -> None:
    """Ask again until it is true."""
    for _attempt in range(120):
        if page.evaluate(script):
            return
        page.wait_for_timeout(100)
    raise AssertionError(script)


def sit_down(page: Page, issue: Issue) -> None:
    """Open the issue's desk and wait until it saves."""
    page.goto(f"/admin/columns/issue/{issue.pk}/change/")
    ready(page)


def ready(page: Page) -> None:
    until(page, "document.documentElement.dataset.desk === 'ready'")


def text_of(page: Page) -> Locator:
    return page.locator(".cke_wysiwyg_div")


def write_at_end_of(page: Page, words: str, more: str) -> None:
    """Put the caret at the end of the block with these words, and type."""
    text_of(page).get_by_text(words).first.click()
    page.keyboard.press("End")
    page.keyboard.type(more)


def says(page: Page, words: str, *, within: float = 15) -> None:
    """The state line comes to say this, in so many seconds."""
    expect(page.locator("[data-desk-state]")).to_contain_text(words, timeout=within * 1000)


def saved(page: Page) -> None:
    """The state line says that all is saved, and since when."""
    expect(page.locator("[data-desk-state]")).to_have_text(
        re.compile(r"^已保存 \d\d:\d\d$"), timeout=15_000
    )
