"""What each role may do with comments and guidelines."""

from django.db import migrations

from neican.accounts.roles import Role, grant

TABLE = {
    Role.MODERATOR: ["view_comment", "decide_comment comment", "view_verdict", "view_decision",
                     "view_guidelines", "view_clause"],
    Role.CHIEF_EDITOR: ["view_comment", "decide_comment comment", "view_verdict", "view_decision",
                        "view_guidelines", "add_guidelines", "change_guidelines", "view_clause",
                        "add_clause", "change_clause"],
    Role.OPERATOR: ["view_comment", "view_guidelines", "view_clause"],
}


def forwards(apps, schema_editor):
    grant(apps, "comments", TABLE)


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
