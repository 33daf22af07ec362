"""The library of pictures: looking, taking in, describing, choosing, giving away."""

from columns.admin.images.library import ImageAdmin
from columns.admin.images.widgets import HeadImageField, HeadImageWidget

__all__ = ["HeadImageField", "HeadImageWidget", "ImageAdmin"]
