"""Narration, as Django knows it."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class AudioConfig(AppConfig):
    """Narrations, segments, pronunciations."""

    name = "columns.audio"
    label = "audio"
    verbose_name = _("朗读")

    def ready(self) -> None:
        """Listen for what the newsroom publishes, and look at sound before it goes out."""
        from columns import checklist
        from columns.audio import receivers  # noqa: F401
        from columns.audio.checks import engines_fit
        from columns.audio.queries import sound_is_reviewed

        checklist.CHECKS.append(sound_is_reviewed)
        register(engines_fit)
