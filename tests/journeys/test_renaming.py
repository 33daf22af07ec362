"""An author takes another name: every page, the feed and the search follow, old addresses stay."""

import pytest
from django.test import Client

from columns.search import services as search
from columns.search import tasks
from tests import factories

pytestmark = pytest.mark.django_db
OLD, NEW = "沈溪", "沈惜之"


def test_a_new_name_is_printed_everywhere_and_the_old_one_nowhere(client: Client) -> None:
    author = factories.make_author(name=OLD)
    issue = factories.make_published_issue(authors=(author, factories.make_author()))
    search.index_issue(issue.pk)
    column = issue.season.column
    places = [
        "/",
        issue.get_absolute_url(),
        column.get_absolute_url(),
        issue.season.get_absolute_url(),
        author.get_absolute_url(),
        f"/columns/{column.slug}/feed.atom",
    ]
    for place in places:
        assert OLD in client.get(place).content.decode(), place
    author.name = NEW
    author.save()
    for place in places:
        page = client.get(place).content.decode()
        assert NEW in page, place
        assert OLD not in page, place
    assert not search.find(NEW)
    for issue_id in search.owed():
        tasks.index(issue_id=issue_id)
    assert [hit.issue_id for hit in search.find(NEW)] == [issue.pk]
    assert not search.find(OLD)
