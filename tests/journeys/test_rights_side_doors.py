"""Doors beside the doors: what an address, a filter, a list or an extra field might let through."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from columns.models import Issue
from neican.accounts.models import User
from subscribers.comments.models import Comment
from tests.factories import make_issue
from tests.journeys import rights_asking as asking
from tests.journeys import rights_house
from tests.journeys.rights_forms import payload
from tests.journeys.rights_house import ROLES, SECRET, House

pytestmark = pytest.mark.django_db

STAFF = ROLES[ROLES.index("author") :]


@pytest.fixture
def house() -> House:
    return rights_house.build()


def _lists(house: House, role: str) -> list[str]:
    """The lists that this person is shown."""
    names = [f"{one._meta.app_label}_{one._meta.model_name}" for one in admin.site._registry]
    where = [reverse(f"admin:{name}_changelist") for name in names]
    return [one for one in where if asking.ask(house, role, "GET", one).code == "200"]


# Pages of our own: of an address's fields they read those that they know.
OWN = frozenset({"/admin/columns/image/", "/admin/audio/engine/"})


# Ways from a list's rows to what its reader may not know. Most lead nowhere from most lists.
WAYS = (
    "draft__body__contains",
    "revisions__body__contains",
    "live__full_html__contains",
    "approved__full_html__contains",
    "remarks__body__contains",
    "issue__draft__body__contains",
    "issue__revisions__body__contains",
    "issues__draft__body__contains",
    "seasons__issues__draft__body__contains",
    "bylines__issue__draft__body__contains",
    "revision__body__contains",
    "revision__issue__draft__body__contains",
    "user__email__startswith",
    "user__password__startswith",
    "author__email__startswith",
    "author__password__startswith",
    "reader__password__startswith",
    "password__startswith",
    "by__password__startswith",
    "uploaded_by__email__startswith",
    "made_by__password__startswith",
)


@pytest.mark.parametrize("role", STAFF)
def test_no_filter_in_an_address_asks_about_what_is_hidden(house: House, role: str) -> None:
    """The answer to a guess that is right is the answer to one that is wrong."""
    lists = _lists(house, role)
    assert lists
    for where in sorted(set(lists) - OWN):
        for way in WAYS:
            right = "" if way.endswith("startswith") else SECRET
            answers = [
                asking.ask(house, role, "GET", f"{where}?{way}={guess}").code
                for guess in (right, "没有的字")
            ]
            assert answers in (["400", "400"], ["302", "302"]), f"{where}?{way}"


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("field", ["password", "email", "user__email", "draft__body"])
def test_no_popup_hands_out_another_field(house: House, role: str, field: str) -> None:
    for where in _lists(house, role):
        answer = asking.ask(house, role, "GET", f"{where}?_popup=1&_to_field={field}")
        # A page of our own looks at neither; Django's refuse the field.
        assert answer.code in ("400", "200"), where
        assert house.not_for(role, answer.told) == [], where
        assert "pbkdf2" not in answer.told
        assert "md5$" not in answer.told, where


def _completions() -> list[tuple[str, str, str]]:
    """Every field that is filled in by completion: application, model, field."""
    return [
        (model._meta.app_label, str(model._meta.model_name), name)
        for model, desk in admin.site._registry.items()
        for name in desk.autocomplete_fields
    ]


@pytest.mark.parametrize("role", STAFF)
def test_completion_tells_nobody_more_than_his_lists(house: House, role: str) -> None:
    """People to finance and operators alone; of issues to nobody those he may not know of."""
    assert ("subscribers", "entitlement", "reader") in _completions()
    assert ("audio", "pronunciation", "issue") in _completions()
    draft = house.issues["draft"].headline
    for application, model, name in _completions():
        asked = f"app_label={application}&model_name={model}&field_name={name}&term="
        answer = asking.ask(house, role, "GET", f"{reverse('admin:autocomplete')}?{asked}")
        assert house.not_for(role, answer.told) == []
        if name in ("user", "reader"):
            assert (answer.code == "200") == (role in ("finance", "operator"))
        if name == "issue" and answer.code == "200":
            may_know = ("author", "editor", "chief_editor", "operator")
            assert draft not in _unquoted(answer.told) or role in may_know


def _unquoted(told: str) -> str:
    return told.encode().decode("unicode_escape", errors="replace") if "\\u" in told else told


def test_completion_asks_only_about_fields_that_have_it(house: House) -> None:
    """Who has an issue in hand is a person: those who may look people up may be asked here too."""
    for field in ("draft", "live", "approved", "held_by", "nothing"):
        asked = f"app_label=columns&model_name=issue&field_name={field}&term="
        for role in set(STAFF) - ({"finance", "operator"} if field == "held_by" else set()):
            where = f"{reverse('admin:autocomplete')}?{asked}"
            assert asking.ask(house, role, "GET", where).code == "403"


@pytest.mark.parametrize("role", STAFF)
def test_the_search_of_the_desk_finds_no_more_than_its_lists(house: House, role: str) -> None:
    for words in (SECRET, house.issues["draft"].headline, "neican.example"):
        where = f"{reverse('admin:search')}?s={words}&extended=1"
        told = asking.ask(house, role, "GET", where).told
        assert house.not_for(role, told) == []
        assert house.issues["draft"].get_absolute_url() not in told


# Another's number behind one's own issue: remarks, links and revisions are found by both.
FOREIGN = {
    "columns_issue_reply": ["remark"],
    "columns_issue_resolve": ["remark"],
    "columns_issue_reopen": ["remark"],
    "columns_issue_revoke_link": ["link"],
}


@pytest.mark.parametrize("route", sorted(FOREIGN))
@pytest.mark.parametrize("role", ["other_author", "editor"])
def test_what_hangs_on_one_issue_is_not_reached_through_another(
    house: House, role: str, route: str
) -> None:
    own = Issue.objects.get(bylines__author__user=house.people["other_author"])
    numbers = {"remark": house.remark.pk, "link": house.link.pk}
    where = reverse(f"admin:{route}", args=[own.pk, *(numbers[one] for one in FOREIGN[route])])
    assert asking.ask(house, role, "POST", where, {"body": "不该到这里"}).code == "404"


def test_a_stolen_window_saves_for_nobody_else(house: House) -> None:
    """The author's key in the editor's hands: the desk knows whose window it is."""
    stolen = str(house.windows["author"])
    draft = house.issues["draft"]
    where = reverse("admin:columns_issue_desk_save", args=[draft.pk])
    message = f'{{"session": "{stolen}", "seq": 1, "body": "<p>别人写的</p>"}}'
    answer = asking.ask(house, "editor", "POST", where, {"message": message})
    assert answer.code == "410"
    own = asking.ask(house, "author", "POST", where, {"message": message})
    assert own.code == "200!"


POWERS = ("is_staff", "is_superuser")


def _powers() -> dict[str, Any]:
    """What nobody but the owner hands out."""
    return {
        **dict.fromkeys(POWERS, "on"),
        "groups": [str(pk) for pk in Group.objects.values_list("pk", flat=True)],
        "user_permissions": [str(pk) for pk in Permission.objects.values_list("pk", flat=True)],
    }


def _has_powers(user: User) -> bool:
    return user.is_staff or user.is_superuser or bool(user.get_all_permissions())


@pytest.mark.parametrize("role", ["operator", "owner"])
def test_an_account_gets_powers_from_its_owner_alone(house: House, role: str) -> None:
    """An operator makes and changes accounts; what he adds to the form is not taken."""
    reader = house.samples["accounts_user"]
    where = reverse("admin:accounts_user_change", args=[reader.pk])
    form = {"email": "changed@neican.example", "display_name": "改了", **_powers()}
    sent = {**form, "is_active": "on"}
    assert house.client(role).post(where, sent).status_code == 302
    changed = User.objects.get(pk=reader.pk)
    assert changed.email == "changed@neican.example"
    assert _has_powers(changed) == (role == "owner")


def test_a_new_account_has_no_powers(house: House) -> None:
    words = {"password1": "一句足够长的口令呀", "password2": "一句足够长的口令呀"}
    sent = {"email": "new@neican.example", "display_name": "新人", **words, **_powers()}
    for where in (reverse("admin:accounts_user_add"), reverse("account_signup")):
        User.objects.filter(email="new@neican.example").delete()
        role = "operator" if where.startswith("/admin/") else "anonymous"
        assert house.client(role).post(where, sent).status_code == 302, where
        assert not _has_powers(User.objects.get(email="new@neican.example"))


@pytest.mark.parametrize("role", ["chief_editor", "operator", "owner"])
def test_an_operator_takes_over_no_colleague(house: House, role: str) -> None:
    """A password or an address of a colleague's is his desk."""
    for victim in ("chief_editor", "owner", "finance"):
        user = house.people[victim]
        sent = {"email": "taken@neican.example", "display_name": "改了", "is_active": "on"}
        where = reverse("admin:accounts_user_change", args=[user.pk])
        assert asking.ask(house, "operator", "POST", where, sent).code == "403"
        where = reverse("admin:auth_user_password_change", args=[user.pk])
        words = {"password1": "一句足够长的口令呀", "password2": "一句足够长的口令呀"}
        sent = {**words, "set-password": "1"}
        assert asking.ask(house, "operator", "POST", where, sent).code == "403"
        assert asking.ask(house, "owner", "POST", where, sent).code == "302!"


def test_a_new_name_changes_nothing_but_the_name(house: House) -> None:
    reader = house.people["reader"]
    sent = {"display_name": "新名字", "email": "else@neican.example", **_powers()}
    assert house.client("reader").post(reverse("rename"), sent).status_code == 302
    changed = User.objects.get(pk=reader.pk)
    assert (changed.display_name, changed.email) == ("新名字", reader.email)
    assert not _has_powers(changed)


def test_an_author_changes_only_what_is_an_authors(house: House) -> None:
    """By-line, trial, season, state and what is live are not his, whatever he sends."""
    issue, other = house.issues["draft"], make_issue()
    foreign = {
        "authors": [str(other.bylines.get().author_id)],
        "is_trial": "on",
        "season": str(other.season_id),
        "status": "published",
        "update_stage": "approved",
        "published_at_0": "2026-01-01",
        "published_at_1": "00:00",
        "live": str(other.revisions.latest("pk").pk),
        "approved": str(other.revisions.latest("pk").pk),
        "number": "99",
        "held_by": str(house.people["author"].pk),
    }
    row = asking.Row("admin:columns_issue_change", "draft", {}, "POST", {})
    where = reverse(row.route, args=[issue.pk])
    given = payload(house, row, where)
    sent = {**given, **foreign, "session": str(house.windows["author"])}
    assert house.client("author").post(where, sent).status_code == 302
    changed = Issue.objects.select_related("draft").get(pk=issue.pk)
    assert changed.draft.facts["headline"] == "改了标题"
    for name in ("season_id", "status", "update_stage", "published_at", "live_id", "approved_id"):
        assert getattr(changed, name) == getattr(issue, name), name
    assert (changed.number, changed.held_by_id) == (issue.number, issue.held_by_id)
    assert changed.draft.facts["is_trial"] is False
    assert changed.draft.facts["authors"] == issue.draft.facts["authors"]


def test_a_comment_is_born_held_and_ones_own(house: House) -> None:
    issue, reader = house.issues["public"], house.people["subscriber"]
    forged = {"state": "visible", "author": house.people["editor"].pk, "judgement": "allow"}
    where = reverse("comment", args=[issue.pk])
    sent = {"body": "写得很好，受教了。", **forged}
    assert house.client("subscriber").post(where, sent).status_code == 302
    comment = Comment.objects.latest("pk")
    assert (comment.state, comment.author_id, comment.judgement) == ("held", reader.pk, "")


# As with looking: the desk opens a window, allauth notes an address that it did not know.
NOTED = frozenset({"admin:columns_issue_change", "account_email"})


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_other_method_changes_anything(house: House, method: str) -> None:
    """Not even in the owner's hands."""
    rows = {row.route: row for row in asking.rows(asking.TABLE.read_text())}
    wrong = {}
    for door in rights_house.doors():
        where = asking.address(house, door, rows[door.name])
        answer = asking.ask(house, "owner", method, where)
        if "!" in answer.code and door.name not in NOTED:
            wrong[door.name] = answer.code
    assert wrong == {}
