"""What each role may do with narrations and pronunciations."""

from django.db import migrations

from neican.accounts.roles import Role, grant

TABLE = {
    Role.EDITOR: ["view_narration", "change_narration", "view_segment", "view_pronunciation",
                  "add_pronunciation", "change_pronunciation", "delete_pronunciation"],
    Role.CHIEF_EDITOR: ["view_narration", "change_narration", "view_segment", "view_pronunciation",
                        "add_pronunciation", "change_pronunciation", "delete_pronunciation"],
    Role.AUTHOR: ["view_narration"],
    Role.OPERATOR: ["view_narration", "change_narration", "view_segment", "view_pronunciation"],
}


def forwards(apps, schema_editor):
    grant(apps, "audio", TABLE)


class Migration(migrations.Migration):
    dependencies = [
        ("audio", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
