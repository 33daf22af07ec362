"""How allauth behaves in this house."""

import logging
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.conf import settings
from django.contrib import messages
from django.utils.translation import gettext as _

from neican.accounts.models import User

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Stores the display name that the sign-up form asked for; says so when mail cannot go out."""

    def save_user(self, request: Any, user: User, form: Any, commit: bool = True) -> User:
        """Fill a new user from the form."""
        user.display_name = form.cleaned_data.get("display_name") or user.display_name
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def send_mail(self, template_prefix: str, email: str, context_: dict[str, Any]) -> None:
        """A mail server that is away costs the code, not the page."""
        site = {"name": settings.SITE_NAME, "domain": urlsplit(settings.SITE_URL).netloc}
        try:
            super().send_mail(template_prefix, email, {"current_site": site, **context_})
        except (OSError, SMTPException) as problem:
            logger.error("mail %s was not sent: %s", template_prefix, type(problem).__name__)
            text = _("邮件暂时发不出去，请改用密码登录，或过几分钟再试。")
            messages.error(context.request, text)
