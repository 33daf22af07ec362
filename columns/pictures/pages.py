"""Pictures within a frozen text: every one in several widths, with its size known beforehand."""

from collections.abc import Iterable, Mapping

import lxml.html
from django.conf import settings
from lxml.html import HtmlElement

from columns.models import Image

# The text column of the issue page; below 48rem it is the screen without its gutters.
SIZES = "(min-width: 48rem) 40.5rem, calc(100vw - 2.5rem)"


def responsive(parts: Iterable[str]) -> list[str]:
    """
    Pieces of cleaned HTML with `srcset`, `sizes`, true dimensions and lazy loading.

    Only pictures of the library are furnished; equal input and library give equal output.
    """
    whole = list(parts)
    roots = {place: _parsed(html) for place, html in enumerate(whole) if "<img" in html}
    pictures = [image for root in roots.values() for image in root.iter("img")]
    known = _library(image.get("src", "") for image in pictures)
    for image in pictures:
        _furnish(image, known.get(image.get("src", "")))
    return [_html(roots[place]) if place in roots else html for place, html in enumerate(whole)]


def _library(addresses: Iterable[str]) -> Mapping[str, Image]:
    """By address; one query, none for a text without pictures."""
    prefix = settings.MEDIA_URL
    names = {one.removeprefix(prefix) for one in addresses if one.startswith(prefix)}
    found = Image.objects.filter(file__in=names).order_by("pk") if names else ()
    return {f"{prefix}{image.file.name}": image for image in found}


def _furnish(node: HtmlElement, image: Image | None) -> None:
    node.set("loading", "lazy")
    node.set("decoding", "async")
    if image is None:
        return
    if image.width and image.height:
        node.set("width", str(image.width))
        node.set("height", str(image.height))
    if image.srcset:
        node.set("srcset", image.srcset)
        node.set("sizes", SIZES)


def _parsed(html: str) -> HtmlElement:
    return lxml.html.fragment_fromstring(html, create_parent="div")


def _html(root: HtmlElement) -> str:
    """What stands in the wrapper, as it was."""
    children = (lxml.html.tostring(child, encoding="unicode") for child in root)
    return (root.text or "") + "".join(children)
