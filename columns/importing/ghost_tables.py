"""The tables of a Ghost export and how their rows belong together; nothing in them is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from columns.importing.gathering import plain
from columns.importing.parsed import NotUnderstood

Row = Mapping[str, Any]


class Tables:
    """Rows by table."""

    def __init__(self, export: Any) -> None:
        """:raises NotUnderstood: if the value is no export."""
        if isinstance(export, Mapping) and isinstance(export.get("db"), list) and export["db"]:
            export = export["db"][0]
        data = export.get("data") if isinstance(export, Mapping) else None
        if not isinstance(data, Mapping) or not isinstance(data.get("posts", []), list):
            raise NotUnderstood(0, _("这个 JSON 文件不是 Ghost 导出的。请在 Ghost 后台重新导出。"))
        self._data: Mapping[str, Any] = data
        self._groups: dict[tuple[str, str], dict[str, list[Row]]] = {}

    def rows(self, name: str) -> list[Row]:
        """A table's rows; none where the export has no such table."""
        rows = self._data.get(name)
        return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []

    def matching(self, name: str, key: str, value: Any) -> list[Row]:
        """The rows whose `key` is `value`, in their sort order."""
        if (name, key) not in self._groups:
            groups: dict[str, list[Row]] = {}
            for row in self.rows(name):
                groups.setdefault(str(row.get(key)), []).append(row)
            self._groups[name, key] = groups
        return sorted(self._groups[name, key].get(str(value), []), key=_place)

    def authors_of(self, post: Row) -> list[str]:
        """Names in the order of the byline."""
        links = self.matching("posts_authors", "post_id", post.get("id"))
        ids = [link.get("author_id") for link in links] or [post.get("author_id")]
        users = [user for one in ids for user in self.matching("users", "id", one)]
        return list(filter(None, (plain(user.get("name")) for user in users)))

    def tags_of(self, post: Row) -> list[str]:
        """Names of the tags that readers see."""
        links = self.matching("posts_tags", "post_id", post.get("id"))
        tags = [tag for link in links for tag in self.matching("tags", "id", link.get("tag_id"))]
        shown = [plain(tag.get("name")) for tag in tags if tag.get("visibility") != "internal"]
        return [name for name in shown if name and not name.startswith("#")]

    def meta_of(self, post: Row) -> Row:
        """Descriptions and captions, which later versions keep apart."""
        found = self.matching("posts_meta", "post_id", post.get("id"))
        return found[0] if found else post

    def site_title(self) -> str:
        """The name of the site, which is the name of its one column."""
        found = self.matching("settings", "key", "title")
        return plain(found[0].get("value")) if found else ""


def _place(row: Row) -> int:
    place = row.get("sort_order")
    return place if isinstance(place, int) else 0
