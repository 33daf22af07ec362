"""An open comment section: an issue, rules, and people."""

from collections.abc import Callable, Iterator

import pytest

from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from subscribers.comments.models import Clause, Comment, Guidelines
from subscribers.comments.moderation import pipeline
from subscribers.comments.moderation.checks import Check, Objection
from subscribers.comments.moderation.reading import Reading
from tests.factories import make_guidelines, make_published_issue, make_staff, make_subscriber

Question = Callable[[Reading], Iterator[Objection]]


@pytest.fixture
def guidelines(db: None) -> Guidelines:
    return make_guidelines()


@pytest.fixture
def issue(guidelines: Guidelines) -> Issue:
    return make_published_issue()


@pytest.fixture
def reader(db: None) -> User:
    return make_subscriber()


@pytest.fixture
def moderator(db: None) -> User:
    return make_staff(Role.MODERATOR, display_name="审核员甲")


@pytest.fixture
def attack(guidelines: Guidelines) -> Clause:
    return guidelines.clauses.get(code="attack")


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Callable[[Question], None]:
    """Have the pipeline ask this one question and no other."""

    def install(question: Question) -> None:
        check = Check("test", 1, "attack", "测试", question)  # type: ignore[arg-type]
        monkeypatch.setattr(pipeline, "CHECKS", (check,))

    return install


def again(comment: Comment) -> Comment:
    """The comment as the table has it now."""
    return Comment.objects.get(pk=comment.pk)
