"""What is sent through each door: the page's own form, filled in so that it would be taken."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from lxml import html
from PIL import Image

from columns.audio.services.reading import script_of
from tests.journeys.rights_asking import WINDOW, Row
from tests.journeys.rights_house import LOCKING, House


def _of_a_sentence(stage: str) -> Callable[[House], dict[str, Any]]:
    """What the script desk sends of an issue's last sentence, to be left out or read otherwise."""

    def filled(house: House) -> dict[str, Any]:
        issue = house.issues[stage]
        text = issue.live or issue.revisions.get(number=1)
        line = script_of(text)[-1].sentence_id
        rule = {"term": "灯塔", "reading": "灯楼", "kind": "alias", "scope": "issue"}
        return {"sentence": line, "do": "skip", "seen": "", **rule}

    return filled


def payload(house: House, row: Row, where: str) -> dict[str, Any]:
    """What a person who may do it all would send: the page's own form, filled in."""
    filled = FILLED.get(row.key) or FILLED.get(row.route) or (lambda _house: {})
    return {**_form_of_the_page(house, where), **filled(house)}


def _form_of_the_page(house: House, where: str) -> dict[str, Any]:
    """The values of the largest form that the owner is shown there."""
    if not where.startswith("/admin/"):
        return {}
    response = house.client("owner").get(where)
    is_page = response.status_code == 200 and "html" in response.headers.get("Content-Type", "")
    if response.streaming:  # sound: nothing to fill in; read to its end, its file is let go
        list(response)
        return {}
    if not is_page or not response.content:
        return {}
    page: Any = html.fromstring(response.content.decode())
    shown = [form for form in page.forms if form.method == "POST"]
    if not shown:
        return {}
    return dict(max(shown, key=lambda form: len(form.form_values())).form_values())


def _step(name: str, stage: str = "draft", **given: Any) -> dict[str, Any]:
    def sent(house: House) -> dict[str, Any]:
        issue = house.issues[stage]
        newest = issue.revisions.first()
        assert newest is not None
        seen = {"stage": issue.stage, "revision": newest.number, "version": issue.draft.version}
        return {**seen, **given}

    suffix = f"@{stage}" if stage != "draft" else ""
    return {f"admin:columns_issue_step{suffix};name={name}": sent}


def _desk(name: str, stage: str = "draft", **message: Any) -> dict[str, Any]:
    """A message of a window, sent as a form sends it."""
    said = json.dumps({"session": WINDOW, **message})
    suffix = f"@{stage}" if stage != "draft" else ""
    return {f"admin:columns_issue_desk_{name}{suffix}": lambda _house: {"message": said}}


def _picture() -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (40, 20), "#a8301f").save(drawn, format="PNG")
    return SimpleUploadedFile("red.png", drawn.getvalue())


def _later(days: int) -> str:
    return f"{timezone.localtime(timezone.now() + timedelta(days=days)):%Y-%m-%dT%H:%M}"


Filled = Callable[[House], dict[str, Any]]
FILLED: dict[str, Filled] = {
    **_step("submit"),
    "admin:columns_issue_step;name=assign": lambda house: {
        "stage": "draft",
        "person": house.people["author"].pk,
        "note": "请看",
    },
    **_step("approve"),
    **_step("release"),
    **_step("recall", "review"),
    **_step("reject", "review", reason="重写"),
    **_step("publish", "approved"),
    **_step("schedule", "approved", goes_out=_later(3)),
    **_step("unschedule", "scheduled"),
    **_step("withdraw", "public", reason="有误"),
    **_desk("save", seq=1, body="<p>又一段新写的。</p>"),
    **_desk("keep", note="存一版"),
    **_desk("forget"),
    **_desk("pulse"),
    **_desk("end"),
    **_desk("lock"),
    **_desk("unlock", "review", session=str(LOCKING)),
    **_desk("break", "review", session=str(LOCKING)),
    **_desk("punctuation", body="<p>他说,好.</p>"),
    **_desk("terms", body="<p>Anthroic</p>"),
    "admin:columns_issue_add": lambda house: {
        "season": house.samples["columns_season"].pk,
        "headline": "新的一期",
    },
    "admin:columns_issue_change": lambda _house: {
        "session": WINDOW,
        "seq": "1",
        "headline": "改了标题",
        "body": "<p>又一段新写的。</p>",
    },
    "admin:accounts_user_add": lambda _house: {
        "email": "new@neican.example",
        "display_name": "新人",
        "password1": "一句足够长的口令呀",
        "password2": "一句足够长的口令呀",
    },
    "admin:accounts_user_change": lambda _house: {"display_name": "改了"},
    "admin:auth_user_password_change": lambda _house: {
        "password1": "一句足够长的口令呀",
        "password2": "一句足够长的口令呀",
        "set-password": "1",
    },
    "admin:columns_column_add": lambda _house: {"name": "新专栏", "slug": "new-column"},
    "admin:columns_column_change": lambda _house: {"name": "改名"},
    "admin:columns_season_add": lambda house: {
        "column": house.samples["columns_column"].pk,
        "number": 9,
        "title": "第九季",
    },
    "admin:columns_season_change": lambda _house: {"title": "改名"},
    "admin:columns_author_add": lambda _house: {"name": "新作者", "slug": "new-author"},
    "admin:columns_author_change": lambda _house: {"title": "改了"},
    "admin:columns_image_change": lambda _house: {"alt": "改了"},
    "admin:columns_image_words": lambda _house: {"alt": "改了", "credit": "自摄"},
    "admin:audio_pronunciation_add": lambda _house: {
        "term": "长城",
        "kind": "pinyin",
        "reading": "chang2 cheng2",
    },
    "admin:audio_pronunciation_change": lambda _house: {"note": "改了"},
    "admin:subscribers_plan_add": lambda _house: {
        "code": "new",
        "name": "新方案",
        "scope": "all",
        "price_fen": 100,
    },
    "admin:subscribers_plan_change": lambda _house: {"name": "改了"},
    "admin:subscribers_redemptioncode_add": lambda house: {
        "plan": house.samples["subscribers_plan"].pk,
        "batch": "夏",
        "count": 1,
        "max_uses": 1,
    },
    "admin:subscribers_entitlement_add": lambda house: {
        "reader": house.samples["accounts_user"].pk,
        "reason": "试",
    },
    "admin:subscribers_entitlement_changelist": lambda house: {
        "action": "revoke",
        "_selected_action": house.samples["subscribers_entitlement"].pk,
    },
    "admin:comments_comment_change": lambda _house: {"to_state": "visible"},
    "admin:comments_guidelines_add": lambda _house: {
        "version": 999,
        "title": "新",
        "preamble": "新",
        "valid_from_0": "2099-01-01",
        "valid_from_1": "00:00",
        **{f"clauses-{place}-ladder": "delete" for place in range(12)},
    },
    "admin:audio_narration_changelist": lambda house: {
        "action": "retry",
        "_selected_action": house.samples["audio_narration"].pk,
    },
    "admin:audio_housevoice_add": lambda _house: {"name": "快一点", "speed": "1.2"},
    "admin:audio_housevoice_change": lambda _house: {"name": "换个名字"},
    "admin:audio_narrationsettings_add": lambda house: {
        "column": house.samples["columns_column"].pk,
        "voice": house.samples["audio_housevoice"].pk,
    },
    "admin:audio_own_script": lambda _house: {"do": "save", "text": "一句话。"},
    "admin:audio_pronunciation_import": lambda _house: {
        "file": SimpleUploadedFile("a.csv", "写作,读作\n甲,乙\n".encode())
    },
    **{
        f"admin:audio_{door}{at}": _of_a_sentence(stage)
        for door in ("script_line", "script_word", "sample_ask")
        for at, stage in (("", "draft"), ("@public", "public"))
    },
    "admin:account_emailaddress_change": lambda _house: {"verified": "on"},
    "admin:columns_issue_restore": lambda _house: {},
    "admin:columns_issue_remark": lambda _house: {"body": "此处存疑"},
    "admin:columns_issue_reply@review": lambda _house: {"body": "已查证"},
    "admin:columns_issue_link@review": lambda _house: {"reviewer": "外审", "days": "3"},
    "admin:columns_image_upload": lambda _house: {"file": _picture()},
    "admin:columns_term_add": lambda _house: {"wrong": "因该", "right": "应该"},
    "admin:columns_term_change": lambda _house: {"note": "改了"},
    "admin:importing_importjob_add": lambda house: {
        "file": SimpleUploadedFile("page.md", "# 灯塔\n\n一段话。\n".encode()),
        "column": house.samples["columns_column"].pk,
    },
    "review_remark": lambda _house: {"body": "此处存疑"},
    "review_reply": lambda _house: {"body": "补一句"},
    "review_approve": lambda house: {"revision": house.issues["review"].revisions.count()},
    "comment@public": lambda _house: {"body": "写得很好，受教了。"},
    "rename": lambda _house: {"display_name": "改了"},
}
