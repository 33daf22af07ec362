"""Ghost exports for tests."""

import json
from typing import Any


def post(number: int, **extra: Any) -> dict[str, Any]:
    """A published post for paying members."""
    return {
        "id": f"p{number}",
        "uuid": f"u{number}",
        "title": f"第{number}盏灯",
        "slug": f"lamp-{number}",
        "type": "post",
        "html": f"<p>灯 {number} 亮了一整夜。</p>",
        "status": "published",
        "visibility": "paid",
        "published_at": f"2024-01-{number:02}T01:30:00.000Z",
        **extra,
    }


def export(*posts: dict[str, Any], **tables: list[dict[str, Any]]) -> bytes:
    """A whole export of a site called 海上的光, all by one author."""
    data = {
        "posts": list(posts),
        "users": [{"id": "a1", "name": "陆遥"}],
        "posts_authors": [{"post_id": one.get("id"), "author_id": "a1"} for one in posts],
        "settings": [{"key": "title", "value": "海上的光"}],
        **tables,
    }
    return json.dumps({"db": [{"meta": {"version": "6.0.0"}, "data": data}]}).encode()
