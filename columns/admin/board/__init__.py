"""What goes out when, what is stuck where, and what waits for me."""

from columns.admin.board.views import urls

__all__ = ["urls"]
