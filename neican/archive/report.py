"""What an export and an import say: each table with its rows and hash, and the files."""

from collections.abc import Iterator

from django.apps import apps
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wcwidth import wcswidth

from neican.archive.manifest import Manifest

_SHORT = 12  # enough of a hash to compare by eye


def in_words(manifest: Manifest) -> Iterator[str]:
    """A line for each table, then the sums."""
    names = [str(apps.get_model(table.model)._meta.verbose_name) for table in manifest.tables]
    widest = max(map(wcswidth, names))
    for name, table in zip(names, manifest.tables, strict=True):
        gap = " " * (widest - wcswidth(name))
        yield f"  {name}{gap} {table.rows:>8}  {table.sha256[:_SHORT]}"
    yield _("%(rows)s 行，%(files)s 个文件（%(size)s）。") % {
        "rows": sum(table.rows for table in manifest.tables),
        "files": len(manifest.files),
        "size": filesizeformat(sum(file.size for file in manifest.files)),
    }
    if not manifest.sound:
        yield _("不含朗读；导入之后会自动重新生成。")
    if manifest.missing:
        text = _("有 %(count)s 个文件原站就找不到了：%(names)s")
        yield text % {"count": len(manifest.missing), "names": "、".join(manifest.missing[:20])}
