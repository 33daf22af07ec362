"""Full addresses of our pages: for whoever reads them elsewhere."""

from django.conf import settings


def address(path: str) -> str:
    """The full address of a page or a picture of ours."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"
