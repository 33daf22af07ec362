"""The addresses of the desk for readings that people recorded."""

from columns.audio.admin.own.views import urls

__all__ = ["urls"]
