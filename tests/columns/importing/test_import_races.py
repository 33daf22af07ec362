"""Two people import the same file at the same moment."""

from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError

from columns.importing import services
from columns.importing.formats import read_file
from columns.importing.services import FileReport, Orders, import_file
from columns.models import Column, Issue, Season
from tests.columns.importing.ghosts import export, post
from tests.factories import make_author, make_column, make_season
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

AT = datetime(2026, 5, 26, 9, 19, tzinfo=UTC)


class Unlocked:
    """Seasons without their lock."""

    def __init__(self) -> None:
        self.objects = self

    def select_for_update(self) -> Any:
        """As if there were none."""
        return Season.objects.all()


@pytest.mark.parametrize("is_guarded", [True, False])
def test_the_same_unknown_column_at_once_is_opened_once(is_guarded: bool) -> None:
    """The twin that does not try again shows that somebody is always too late."""
    file = read_file("a.json", export(post(1), post(2)))
    guard = nullcontext() if is_guarded else patch.object(services, "TRIES", 1)

    with guard:
        answers = at_once(4, lambda: import_file(file=file, orders=Orders(), by=None, at=AT))

    late = [answer for answer in answers if isinstance(answer, IntegrityError)]
    assert (Column.objects.count(), Issue.objects.count()) == (1, 2)
    assert bool(late) is not is_guarded
    assert all(isinstance(answer, FileReport | IntegrityError) for answer in answers)


@pytest.mark.parametrize("is_guarded", [True, False])
def test_the_same_file_at_once_makes_each_issue_once(is_guarded: bool) -> None:
    """The twin without the lock shows that it is the lock which keeps them apart."""
    make_season(column=make_column(slug="sea"))
    make_author(name="陆遥")
    file = read_file("a.json", export(post(1), post(2)))
    guard = nullcontext() if is_guarded else patch.object(services, "Season", Unlocked())

    with guard:
        answers = at_once(4, lambda: import_file(file=file, orders=Orders("sea"), by=None, at=AT))

    if is_guarded:
        assert all(isinstance(answer, FileReport) for answer in answers)
        assert sorted(Issue.objects.values_list("source_key", flat=True)) == [
            "ghost:u1",
            "ghost:u2",
        ]
    else:
        assert Issue.objects.filter(source_key="ghost:u1").count() > 1
