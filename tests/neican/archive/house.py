"""A house with a row in every table that travels; emptying it; forging archives by hand."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from PIL import Image as Picture

from columns import services as newsroom
from columns.audio.models import OwnScript, Pronunciation, ScriptLine, Spending
from columns.importing.services import import_page
from columns.models import Draft, EditingSession, Image, Issue, Notice, Term
from columns.search.models import Entry
from neican.accounts.models import User
from neican.accounts.roles import Role
from neican.archive import manifest as contents
from neican.archive.tables import travelling
from subscribers import services as wing
from subscribers.comments.models import Comment, Decision, Verdict
from tests import factories as make
from tests.conftest import REAL_PAGE
from tests.subscribers.reading_audio.sounds import narrate

NOW = datetime(2026, 5, 26, 9, 19, 0, 123456, tzinfo=UTC)


def furnish() -> Issue:
    """Something in every table, odd values among it; the public issue that has it all."""
    chief = make.make_staff(Role.CHIEF_EDITOR, password="只给测试用的口令")
    chief.user_permissions.add(Permission.objects.get(codename="view_plan"))
    EmailAddress.objects.create(user=chief, email=chief.email, verified=True, primary=True)
    season = make.make_season()
    Term.objects.create(column=season.column, wrong="Anthroic", right="Anthropic")
    issue = _public_issue(season)
    _unfinished_issue(season, chief)
    _readers(issue, chief)
    if REAL_PAGE.exists():
        text = REAL_PAGE.read_text()
        import_page(text=text, column_slug="", publish=True, by=None, at=NOW)
    LogEntry.objects.log_actions(chief.pk, Issue.objects.filter(pk=issue.pk), CHANGE, "改了标题")
    return issue


def picture() -> Image:
    """A picture in the library, wide enough for narrower ones beside it."""
    drawn = BytesIO()
    Picture.linear_gradient("L").resize((1800, 900)).convert("RGB").save(drawn, format="PNG")
    drawn.seek(0)
    return newsroom.keep_image(upload=drawn, by=None, at=NOW, alt="灰", credit="自摄").image


def _public_issue(season: Any) -> Issue:
    lone = "换行\n与 \u2028 和 𠮷、👩‍👩‍👧、\\ \" ' <b>&amp;</b>"
    topics = [{"label": "话题", "question": lone, "section": "第一节"}]
    issue = make.make_published_issue(
        season=season, head_image=picture().pk, topics=topics, standfirst=lone[:80]
    )
    make.republish(issue, make.BODY.replace("最后", "最末"), at=NOW, correction="改了一个字")
    issue.refresh_from_db()
    narrate(issue)
    ScriptLine.objects.create(issue=issue, sentence_id="s1", spoken="另读", changed_at=NOW)
    OwnScript.objects.create(issue=issue, text="自己写的稿子。", changed_at=NOW)
    Spending.objects.create(
        purpose="narration",
        issue=issue,
        engine="embedded",
        voice="v",
        sentences=1,
        characters=2,
        milliseconds=3,
        at=NOW,
    )
    Pronunciation.objects.create(term="重庆", kind="pinyin", reading="chong2 qing4")
    return issue


def _unfinished_issue(season: Any, chief: User) -> None:
    """Two windows, one with a text that clashed; remarks from inside and outside."""
    issue = make.make_issue(season=season, number=2)
    newsroom.submit_issue(issue_id=issue.pk, by=None, at=NOW, reviewer=chief)
    link = newsroom.make_review_link(
        issue_id=issue.pk, reviewer="外审", may_approve=False, lasts=timedelta(days=3), by=None,
        at=NOW,
    )  # fmt: skip
    said = newsroom.add_remark(issue_id=issue.pk, body="此处存疑", at=NOW, link=link)
    newsroom.add_remark(issue_id=issue.pk, body="已查证", at=NOW, by=chief, parent=said)
    window = newsroom.open_session(issue_id=issue.pk, key=UUID(int=7), by=chief, at=NOW)
    window.refused = {"body": "<p>没存上的字</p>", "facts": {"b": 1, "a": [None, True, 0.5]}}
    window.save(update_fields=["refused"])
    assert Notice.objects.exists()
    assert Draft.objects.count() == Issue.objects.count()
    assert EditingSession.objects.get().refused


def _readers(issue: Issue, chief: User) -> None:
    reader, plan = make.make_subscriber(), make.make_plan()
    [code] = wing.make_codes(plan=plan, count=1, batch="春", by=None)
    wing.redeem(reader=reader, code=code, now=NOW)
    wing.subscribe(reader=reader, plan=plan, source="order", reason="订单", now=NOW)
    first = reader.entitlements.order_by("pk").first()
    assert first is not None
    wing.revoke(entitlement_id=first.pk, reason="试", at=NOW, by=None)
    comment = make.make_comment(issue=issue, author=reader)
    Comment.objects.create(
        issue=issue, author=chief, parent=comment, body="谢谢", written_at=NOW,
        guidelines=comment.guidelines,
    )  # fmt: skip
    clause = comment.guidelines.clauses.get(number=1)
    words = {"check_name": "contacts", "check_version": 1, "outcome": "hold", "evidence": "好"}
    Verdict.objects.create(comment=comment, clause=clause, start=0, end=1, at=NOW, **words)
    states = {"from_state": "held", "to_state": "removed"}
    Decision.objects.create(comment=comment, by=chief, clause=clause, at=NOW, **states)


def empty() -> None:
    """As after `migrate`: no rows of ours, no files."""
    with transaction.atomic(), connection.cursor() as cursor:
        Entry._base_manager.all()._raw_delete("default")
        for model in travelling(sound=True):
            model._base_manager.all()._raw_delete("default")
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM search_words")
    for path in files():
        path.unlink()


def files() -> list[Path]:
    """Pictures and sound on the disk, hidden and unfinished ones too."""
    roots = (settings.MEDIA_ROOT, Path(settings.STORAGES["audio"]["OPTIONS"]["location"]))
    return sorted(path for root in roots for path in Path(root).rglob("*") if path.is_file())


def nothing_written() -> bool:
    """No row, no file."""
    tables = travelling(sound=True)
    return not files() and not any(model._base_manager.exists() for model in tables)


def forge(
    path: Path,
    *,
    rows: Mapping[str, list[Any]] | None = None,
    media: Mapping[str, bytes] | None = None,
    **manifest: Any,
) -> Path:
    """An archive as the format says, written without the exporter: true hashes, any content."""
    members: dict[str, bytes] = {}
    tables, kept = [], []
    for place, model in enumerate(travelling(sound=True), start=1):
        label = model._meta.label
        given = (rows or {}).get(label, [])
        lines = [one if isinstance(one, str) else line(one) for one in given]
        content = "".join(f"{line}\n" for line in lines).encode()
        name = f"tables/{place:02}-{label}.jsonl"
        members[name] = content
        tables.append(_entry(name, content, label, len(lines)))
    for name, content in (media or {}).items():
        members[name] = content
        kept.append(_entry(name, content, "", 0))
    values = {
        "format": 1,
        "version": "0.1.0",
        "written_at": NOW.isoformat(),
        "migrations": contents.migrations(),
        "key": contents.key_fingerprint(),
        "sound": True,
        "tables": tables,
        "files": kept,
        "missing": [],
        **manifest,
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(values))
    return path


def line(row: Mapping[str, Any]) -> str:
    """A row as the format wants it."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _entry(name: str, content: bytes, model: str, rows: int) -> dict[str, Any]:
    digest = sha256(content).hexdigest()
    return {"name": name, "size": len(content), "sha256": digest, "model": model, "rows": rows}
