"""Who may know of which issue, one role alone and two together."""

import pytest
from django.contrib.auth.models import Group

from columns.rights import visible_to
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("roles", "seen"),
    [
        ([Role.AUTHOR], {"own draft", "own public"}),
        ([Role.MODERATOR], {"own public", "public"}),
        ([Role.AUTHOR, Role.MODERATOR], {"own draft", "own public", "public"}),
        ([Role.EDITOR], {"own draft", "own public", "public", "draft"}),
        ([Role.FINANCE], set()),
    ],
)
def test_a_second_role_takes_nothing_away(roles: list[Role], seen: set[str]) -> None:
    user = factories.make_staff(roles[0])
    user.groups.add(*Group.objects.filter(name__in=roles))
    signed = (factories.make_author(user=user),)
    issues = {
        "own draft": factories.make_issue(authors=signed),
        "own public": factories.make_published_issue(authors=signed),
        "draft": factories.make_issue(),
        "public": factories.make_published_issue(),
    }

    visible = set(visible_to(User.objects.get(pk=user.pk)).values_list("pk", flat=True))

    assert {name for name, issue in issues.items() if issue.pk in visible} == seen
