"""Signing up and in, in our own pages; who may do what behind the door."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "eine-lange-parole-42"
CODE = re.compile(r"^([A-Z0-9]{3,5}-[A-Z0-9]{3,5})$", re.MULTILINE)


def _code() -> str:
    found = CODE.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found.group(1)


def _sign_up(client: Client, email: str = "New@Neican.Example") -> Any:
    form = {"email": email, "display_name": "新读者", "password1": PASSWORD}
    return client.post(reverse("account_signup"), form)


def _is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_new_reader_gives_address_name_and_password_and_proves_the_address(
    client: Client,
) -> None:
    _sign_up(client)
    user = User.objects.get()
    assert (user.email, user.display_name, user.is_staff) == (
        "new@neican.example",
        "新读者",
        False,
    )
    assert not _is_signed_in(client)
    client.post(reverse("account_email_verification_sent"), {"code": _code()})
    assert _is_signed_in(client)


def test_the_mail_code_opens_the_door_and_a_wrong_one_does_not(client: Client) -> None:
    user = factories.make_user()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.post(reverse("account_request_login_code"), {"email": user.email})
    code = _code()
    client.post(reverse("account_confirm_login_code"), {"code": "WRNG-CODE"})
    assert not _is_signed_in(client)
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_an_unknown_address_gets_the_same_page_and_no_account(client: Client) -> None:
    known = factories.make_user()
    EmailAddress.objects.create(user=known, email=known.email, verified=True, primary=True)
    answers = [
        Client().post(reverse("account_request_login_code"), {"email": email})
        for email in (known.email, "nobody@neican.example")
    ]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (302, reverse("account_confirm_login_code"))
    }
    assert User.objects.count() == 1


def test_the_admin_sends_strangers_to_the_door_and_readers_away(client: Client) -> None:
    answer = client.get(reverse("admin:index"), follow=True)
    path, _status = answer.redirect_chain[-1]
    assert answer.status_code == 200
    assert path.startswith(reverse("account_login"))
    assert "next=" in path
    client.force_login(factories.make_user())
    assert client.get(reverse("admin:login")).status_code == 403


def test_mails_bear_the_publications_name(client: Client, settings: Any) -> None:
    _sign_up(client)
    assert settings.SITE_NAME in str(mail.outbox[-1].body)
    assert "testserver" not in str(mail.outbox[-1].body)


@pytest.mark.parametrize("name", ["\u202e内参编辑部", "内参\u200b编辑部\n", "  内参编辑部\u3164 "])
def test_a_name_holds_nothing_unseen(client: Client, name: str) -> None:
    reader = factories.make_user()
    client.force_login(reader)
    client.post(reverse("rename"), {"display_name": name})
    reader.refresh_from_db()
    assert reader.display_name == "内参编辑部"


def test_signing_in_leads_nowhere_else(client: Client) -> None:
    user = factories.make_user(password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    form = {"login": user.email, "password": PASSWORD, "next": "https://evil.example/"}
    answer = client.post(reverse("account_login"), form)
    assert answer.headers["Location"] == "/"


def test_one_address_is_one_account_however_it_is_written() -> None:
    factories.make_user(email="A@Neican.example")
    assert User.objects.get_by_natural_key(" a@NEICAN.example").email == "a@neican.example"
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="a@neican.EXAMPLE", display_name="别名")])


def test_a_form_cannot_make_anybody_staff(client: Client) -> None:
    form = {
        "email": "sly@neican.example",
        "display_name": "狡",
        "password1": PASSWORD,
        "is_staff": "on",
        "is_superuser": "on",
        "groups": "1",
    }
    client.post(reverse("account_signup"), form)
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.groups.count()) == (False, False, 0)


def test_the_roles_are_there_from_the_start() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)


MAY: dict[Role, set[str]] = {
    Role.AUTHOR: {"columns.view_issue"},
    Role.EDITOR: {"columns.view_issue", "columns.change_issue", "columns.publish_issue"},
    Role.CHIEF_EDITOR: {
        "columns.view_issue",
        "columns.change_issue",
        "columns.publish_issue",
        "comments.decide_comment",
        "comments.change_guidelines",
    },
    Role.MODERATOR: {"columns.view_issue", "comments.decide_comment"},
    Role.FINANCE: {"subscribers.add_entitlement", "accounts.view_user"},
    Role.OPERATOR: {"columns.view_issue", "accounts.view_user", "accounts.change_user"},
}
ALL = sorted(set().union(*MAY.values()))


@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_its_work_and_no_other(role: Role) -> None:
    person = factories.make_staff(role)
    assert {permission for permission in ALL if person.has_perm(permission)} == MAY[role]


DESKS = {
    "admin:columns_issue_changelist": {
        Role.AUTHOR, Role.EDITOR, Role.CHIEF_EDITOR, Role.MODERATOR, Role.OPERATOR,
    },
    "admin:comments_comment_changelist": {Role.MODERATOR, Role.CHIEF_EDITOR, Role.OPERATOR},
    "admin:subscribers_entitlement_changelist": {Role.FINANCE, Role.OPERATOR},
    "admin:subscribers_redemptioncode_add": {Role.FINANCE},
    "admin:accounts_user_changelist": {Role.FINANCE, Role.OPERATOR},
}  # fmt: skip


@pytest.mark.parametrize("desk", DESKS)
def test_each_desk_is_open_to_its_people_alone(desk: str) -> None:
    opened = set()
    for role in Role:
        client = Client()
        client.force_login(factories.make_staff(role))
        if client.get(reverse(desk)).status_code == 200:
            opened.add(role)
    assert opened == DESKS[desk]


@pytest.mark.parametrize("role", [Role.FINANCE, Role.CHIEF_EDITOR])
def test_an_operator_cannot_take_over_a_colleague(client: Client, role: Role) -> None:
    colleague = factories.make_staff(role)
    client.force_login(factories.make_staff(Role.OPERATOR))
    password = reverse("admin:auth_user_password_change", args=[colleague.pk])
    new = {"password1": "neue-parole-4242", "password2": "neue-parole-4242"}
    assert client.post(password, new).status_code == 403
    change = reverse("admin:accounts_user_change", args=[colleague.pk])
    assert client.post(change, {"email": "taken@neican.example"}).status_code == 403


def test_a_changed_address_is_the_only_key_and_unproved(client: Client) -> None:
    reader = factories.make_user()
    EmailAddress.objects.create(user=reader, email=reader.email, verified=True, primary=True)
    client.force_login(factories.make_staff(Role.OPERATOR))
    form = {"email": "moved@neican.example", "display_name": "搬家", "is_active": "on"}
    client.post(reverse("admin:accounts_user_change", args=[reader.pk]), form)
    row = EmailAddress.objects.get(user=reader)
    assert (row.email, row.verified, row.primary) == ("moved@neican.example", False, True)


def test_a_mail_server_that_is_away_costs_the_code_and_not_the_page(
    client: Client, settings: Any
) -> None:
    user = factories.make_user()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    answer = client.post(reverse("account_request_login_code"), {"email": user.email}, follow=True)
    assert answer.status_code == 200
    assert "邮件暂时发不出去" in answer.content.decode()


def test_an_operator_cannot_touch_a_superuser_or_hand_out_roles(client: Client) -> None:
    crown = User.objects.create_superuser("crown@neican.example", PASSWORD, display_name="冠")
    reader = factories.make_user()
    client.force_login(factories.make_staff(Role.OPERATOR))
    change = reverse("admin:accounts_user_change", args=[crown.pk])
    assert client.post(change, {"email": "taken@neican.example"}).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[crown.pk])
    new = {"password1": "neue-parole-4242", "password2": "neue-parole-4242"}
    assert client.post(password, new).status_code == 403
    form = {
        "email": reader.email,
        "display_name": "改名",
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "groups": [str(group.pk) for group in Group.objects.all()],
    }
    client.post(reverse("admin:accounts_user_change", args=[reader.pk]), form)
    reader.refresh_from_db()
    assert (reader.display_name, reader.is_staff, reader.is_superuser) == ("改名", False, False)
    assert reader.groups.count() == 0
