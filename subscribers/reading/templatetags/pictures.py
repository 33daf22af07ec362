"""How pages show the pictures of the library."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from columns.models import Image

register = template.Library()

# What browsers without `srcset` get.
_USUAL = 960


@register.simple_tag
def picture(image: Image, sizes: str, *, alt: str = "", is_first: bool = False) -> SafeString:
    """
    A picture in the width that the browser needs, its place kept free until it comes.

    :param sizes: how wide it is shown, as the attribute of that name says it.
    :param is_first: whether it is among the first things that one sees.
    """
    wide = format_html(' srcset="{}" sizes="{}"', image.srcset, sizes) if image.srcset else ""
    size = format_html(' width="{}" height="{}"', image.width, image.height) if image.width else ""
    haste = format_html(
        ' {}="{}"', *(("fetchpriority", "high") if is_first else ("loading", "lazy"))
    )
    return format_html(
        '<img{} src="{}"{} alt="{}"{}{}>',
        _focus(image),
        image.address(_USUAL),
        wide,
        alt,
        size,
        haste,
    )


def _focus(image: Image) -> SafeString:
    """What stays in sight where the picture is cropped; a class, since styles may not be inline."""
    left, top = _step(image.focal_x), _step(image.focal_y)
    if (left, top) == (50, 50):
        return SafeString("")
    return format_html(' class="focus-x-{} focus-y-{}"', left, top)


def _step(percent: int) -> int:
    """The style sheet knows every fifth."""
    return 5 * round(percent / 5)
