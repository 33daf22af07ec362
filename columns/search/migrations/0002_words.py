"""Where the tokens live: two tsvectors in PostgreSQL, an FTS5 table in SQLite."""

from django.db import migrations

FORWARDS = {
    "postgresql": (
        "ALTER TABLE search_entry ADD COLUMN public tsvector NOT NULL DEFAULT ''",
        "ALTER TABLE search_entry ADD COLUMN words tsvector NOT NULL DEFAULT ''",
        "CREATE INDEX search_entry_public ON search_entry USING gin (public)",
        "CREATE INDEX search_entry_words ON search_entry USING gin (words)",
    ),
    "sqlite": (
        "CREATE VIRTUAL TABLE search_words USING fts5"
        "(headline, public, paid, tokenize = 'unicode61 remove_diacritics 0', prefix = '1')",
    ),
}
BACKWARDS = {
    "postgresql": (
        "DROP INDEX search_entry_words",
        "DROP INDEX search_entry_public",
        "ALTER TABLE search_entry DROP COLUMN words",
        "ALTER TABLE search_entry DROP COLUMN public",
    ),
    "sqlite": ("DROP TABLE search_words",),
}


def forwards(apps, schema_editor):
    for statement in FORWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in BACKWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
