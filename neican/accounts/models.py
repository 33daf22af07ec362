"""The person who signs in."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes users whose address is stored in lower case, so that one person has one account."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """
        Store a new user; without a password only the mail code opens the door.

        :raises ValueError: if the address is empty.
        """
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """Store a user who may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """The whole address in lower case: no provider that readers use tells A@ from a@."""
        return (email or "").strip().lower()

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user of an address, however it was typed."""
        return self.get(email=self.normalize_email(username))


class User(AbstractBaseUser, PermissionsMixin):
    """A reader or a member of staff; an author's by-line is columns.Author."""

    email = models.EmailField(_("邮箱"), unique=True)
    display_name = models.CharField(_("显示名"), max_length=30)
    phone = models.CharField(
        _("手机号"),
        max_length=16,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^\+[1-9]\d{6,14}$", _("请用国际格式，例如 +8613800138000。"))],
    )
    is_active = models.BooleanField(_("可登录"), default=True)
    is_staff = models.BooleanField(_("可进入后台"), default=False)
    joined_at = models.DateTimeField(_("注册时间"), default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("用户")
        verbose_name_plural = _("用户")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_in_any_case"),
        ]

    def __str__(self) -> str:
        return self.display_name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = UserManager.normalize_email(self.email)

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name
