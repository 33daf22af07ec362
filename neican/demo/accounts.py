"""The demonstration's accounts: one of each role, passwords made at random and kept beside it."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from neican.accounts.models import User
from neican.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody to sign in as; `role` None is a reader."""

    key: str
    title: Any
    display_name: str
    role: Role | None = None


PARTS = (
    Part("subscriber", _("订阅读者"), "望京夜读"),
    Part("reader", _("普通读者"), "路过的人"),
    Part("author", _("作者"), "佟玉梅", Role.AUTHOR),
    Part("editor", _("编辑"), "陆编辑", Role.EDITOR),
    Part("chief", _("主编"), "沈主编", Role.CHIEF_EDITOR),
    Part("moderator", _("审核员"), "审核员小安", Role.MODERATOR),
    Part("finance", _("财务"), "财务老宋", Role.FINANCE),
    Part("operator", _("运维"), "运维阿钟", Role.OPERATOR),
)


def email_of(key: str) -> str:
    """The address of a demonstration account."""
    return f"{key}@neican.example"


def ensure() -> dict[str, User]:
    """Make what is missing; users by key."""
    is_new = not _file().exists()
    words = passwords()
    return {part.key: _user(part, words[part.key], renew=is_new) for part in PARTS}


def passwords() -> Mapping[str, str]:
    """Passwords by key, made at the first start and kept for this data folder only."""
    path = _file()
    kept = json.loads(path.read_text()) if path.exists() else {}
    words = {part.key: kept.get(part.key) or secrets.token_urlsafe(9) for part in PARTS}
    if words != kept:
        path.touch(mode=0o600)
        path.write_text(json.dumps(words, indent=1))
    return words


def _file() -> Path:
    return Path(settings.DATA_DIR) / "demo-accounts.json"


def _user(part: Part, password: str, *, renew: bool) -> User:
    """`renew`: the passwords are new, so an account from before gets its new one."""
    email = email_of(part.key)
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(
            email, password, display_name=part.display_name, is_staff=part.role is not None
        )
    elif renew:
        user.set_password(password)
        user.save(update_fields=["password"])
    if part.role is not None:
        user.groups.add(Group.objects.get(name=part.role))
    verified = {"verified": True, "primary": True}
    EmailAddress.objects.get_or_create(user=user, email=email, defaults=verified)
    return user
