"""Both catalogues are whole: nothing empty, nothing stale, and what is committed is what runs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib  # type: ignore[import-untyped]
import pytest
import unfold
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from neican.accounts.roles import Role
from tests import factories

BASE = Path(settings.BASE_DIR)
LOCALE = BASE / "neican" / "locale"
CATALOGUES = [LOCALE / name / "LC_MESSAGES" / "django.po" for name in ("en", "zh_Hans")]
ENGLISH = CATALOGUES[0]
# Parts of Unfold for packages that this house does not have.
STRANGERS = ("constance", "guardian", "import_export", "location_field", "simple_history")
PLACEHOLDER = re.compile(r"%%|%(?:\(\w+\))?[\d.]*[a-z]|\{\w*\}")
HAN = re.compile(r"[\u3400-\u9fff]+")
Key = tuple[str | None, str, str]

each_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=["en", "zh_Hans"])
needs_xgettext = pytest.mark.skipif(
    shutil.which("xgettext") is None, reason="xgettext is not installed (package gettext)"
)


def key(entry: polib.POEntry | polib.MOEntry) -> Key:
    return entry.msgctxt or None, entry.msgid, entry.msgid_plural or ""


def words(entry: polib.POEntry | polib.MOEntry) -> list[str]:
    """Its translations: one, or one for each plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def contents(file: polib.POFile | polib.MOFile) -> dict[Key, list[str]]:
    return {key(entry): words(entry) for entry in file}


def extracted(folder: Path, locale: str, *command: str, **environment: str) -> set[Key]:
    """What makemessages finds below the folder, whose own catalogue is missing or empty."""
    subprocess.run(
        [sys.executable, *command, "makemessages", "-l", locale, "--no-location", "--no-wrap"],
        cwd=folder,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    )
    (catalogue,) = folder.rglob("django.po")
    return {key(entry) for entry in polib.pofile(str(catalogue))}


@each_catalogue
def test_no_entry_is_empty_fuzzy_or_obsolete(path: Path) -> None:
    for entry in polib.pofile(str(path)):
        assert all(words(entry)), f"not translated: {entry.msgid!r}"
        assert not entry.fuzzy, f"fuzzy: {entry.msgid!r}"
        assert not entry.obsolete, f"no longer used: {entry.msgid!r}"


@each_catalogue
def test_placeholders_are_those_of_the_source(path: Path) -> None:
    for entry in polib.pofile(str(path)):
        expected = set(PLACEHOLDER.findall(entry.msgid))
        for text in words(entry):
            assert set(PLACEHOLDER.findall(text)) == expected, f"{entry.msgid!r} → {text!r}"


@each_catalogue
def test_the_compiled_catalogue_is_that_of_the_text(path: Path) -> None:
    text, compiled = polib.pofile(str(path)), polib.mofile(str(path.with_suffix(".mo")))
    assert contents(compiled) == contents(text)
    for name in ("Language", "Content-Type", "Plural-Forms"):
        assert compiled.metadata[name] == text.metadata[name]


@each_catalogue
def test_the_header_names_no_person_and_no_day_of_extraction(path: Path) -> None:
    metadata = polib.pofile(str(path)).metadata
    assert metadata["POT-Creation-Date"] == "2000-01-01 00:00+0000"
    assert (metadata["Last-Translator"], metadata["Language-Team"]) == ("", "")
    assert not [value for value in metadata.values() if "@" in value or str(BASE) in value]


@needs_xgettext
def test_the_english_catalogue_holds_exactly_the_words_of_the_source(tmp_path: Path) -> None:
    aside = shutil.ignore_patterns("__pycache__", "static", "locale")
    for name in ("columns", "subscribers", "neican", "templates"):
        shutil.copytree(BASE / name, tmp_path / name, ignore=aside)
    shutil.copy(BASE / "manage.py", tmp_path)
    (tmp_path / "neican" / "locale").mkdir()
    environment = {
        "DJANGO_SETTINGS_MODULE": "neican.settings.local",
        "NEICAN_DATA_DIR": str(tmp_path / "var"),
    }
    found = extracted(tmp_path, "en", "manage.py", **environment)
    kept = set(contents(polib.pofile(str(ENGLISH))))
    assert found - kept == set(), "in the source and not in the catalogue"
    assert kept - found == set(), "in the catalogue and no longer in the source"


@needs_xgettext
def test_every_word_of_unfold_has_its_chinese(tmp_path: Path) -> None:
    aside = shutil.ignore_patterns("__pycache__", "static", *STRANGERS)
    shutil.copytree(Path(unfold.__file__).parent, tmp_path / "unfold", ignore=aside)
    (tmp_path / "locale").mkdir()
    found = extracted(tmp_path, "zh_Hans", "-m", "django", DJANGO_SETTINGS_MODULE="")
    assert (None, "Type to search", "") in found
    with translation.override("zh-hans"):
        for _context, one, many in found:
            said = ngettext(one, many, 2) if many else gettext(one)
            is_word = bool(re.search(r"[A-Za-z]", PLACEHOLDER.sub("", one)))
            assert bool(HAN.search(said)) == is_word, f"still English: {one!r}"


@pytest.mark.django_db
def test_the_furniture_of_the_back_office_is_chinese(client: Client) -> None:
    client.force_login(factories.make_staff(Role.CHIEF_EDITOR))
    page = client.get(reverse("admin:columns_issue_changelist")).content.decode()
    for english, chinese in (
        ("Type to search", "输入以搜索"),
        ("Filters", "筛选"),
        ("Light", "浅色"),
        ("Dark", "深色"),
        ("System", "跟随系统"),
    ):
        assert chinese in page
        assert not re.search(rf'[>"]\s*{english}\s*[<"]', page), f"still English: {english!r}"


@pytest.mark.django_db
def test_the_home_page_in_english_holds_no_chinese_but_names(client: Client) -> None:
    column = factories.make_column(name="Ledger", tagline="Once a week")
    season = factories.make_season(column=column, title="Season One")
    author = factories.make_author(name="Ada")
    factories.make_published_issue(
        season=season, authors=(author,), headline="The Price of Memory", rubric="Notes"
    )
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    response = client.get(reverse("home"))
    page = response.content.decode()
    assert response.headers["Content-Language"] == "en"
    assert "The Price of Memory" in page
    assert "Community guidelines" in page
    assert set(HAN.findall(page)) == {settings.SITE_NAME, "简体中文"}
