"""The panel beside the text: where an issue stands, what is missing, and the step to take next."""

from columns.admin.panel.shown import Panel, panel_for
from columns.admin.panel.taking import urls

__all__ = ["Panel", "panel_for", "urls"]
