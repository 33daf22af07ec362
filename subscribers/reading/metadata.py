"""What search engines and share cards are told: never more than a visitor may read."""

from typing import Any

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.text import Truncator

from columns.models import Issue
from subscribers.addresses import address

DESCRIPTION_LENGTH = 120  # characters; what search engines show of a Chinese page


def description(issue: Issue) -> str:
    """The standfirst, or else how the free part begins."""
    if issue.standfirst or issue.live is None:
        return issue.standfirst
    opening = " ".join(strip_tags(issue.live.preview_html).split())
    return Truncator(opening).chars(DESCRIPTION_LENGTH)


def linked_data(issue: Issue) -> dict[str, Any]:
    """schema.org's words for an issue; a paid one says which part of the page is the wall."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": address(issue.get_absolute_url()),
        "headline": issue.headline,
        "description": description(issue),
        "datePublished": issue.published_at,
        "dateModified": issue.edited_at or issue.published_at,
        "inLanguage": "zh-Hans",
        "author": [
            {
                "@type": "Person",
                "name": byline.author.name,
                "url": address(byline.author.get_absolute_url()),
            }
            for byline in issue.bylines.all()
        ],
        "publisher": {"@type": "Organization", "name": settings.SITE_NAME},
        "isPartOf": {
            "@type": ["CreativeWork", "Product"],
            "name": issue.season.column.full_name,
        },
        "isAccessibleForFree": issue.is_trial,
    }
    if issue.edited_at:
        data["correction"] = [
            {"@type": "CorrectionComment", "text": one.note, "datePublished": one.at}
            for one in issue.corrections.all()
        ]
    if issue.picture:
        data["image"] = [address(issue.picture.file.url)]
    if not issue.is_trial:
        data["hasPart"] = {
            "@type": "WebPageElement",
            "isAccessibleForFree": False,
            "cssSelector": ".wall",
        }
    return data
