"""Static files in production: named by their content, compressed, kept by browsers for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashes what scripts import, too; else a new page could run with an old module."""

    support_js_module_import_aggregation = True
