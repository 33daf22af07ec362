"""What each role may do in the newsroom."""

from django.db import migrations

from neican.accounts.roles import Role, grant

READ = ["view_issue", "view_column", "view_season", "view_author", "view_headimage", "view_revision",
        "view_event", "view_byline", "view_topic"]
WRITE = ["add_issue", "change_issue", "add_revision", "add_headimage", "change_headimage",
         "add_byline", "change_byline", "delete_byline", "add_topic", "change_topic",
         "delete_topic", "read_full_issue issue"]
PUBLISH = ["publish_issue issue", "add_column", "change_column", "add_season", "change_season",
           "add_author", "change_author"]
TABLE = {
    Role.AUTHOR: ["view_issue", "view_column", "view_season", "view_author", "view_revision",
                  "view_byline", "view_topic"],
    Role.EDITOR: [*READ, *WRITE, "publish_issue issue"],
    Role.CHIEF_EDITOR: [*READ, *WRITE, *PUBLISH, "delete_issue"],
    Role.MODERATOR: ["view_issue", "view_column", "read_full_issue issue"],
    Role.FINANCE: ["view_column", "view_season"],
    Role.OPERATOR: [*READ, "read_full_issue issue"],
}


def forwards(apps, schema_editor):
    grant(apps, "columns", TABLE)


class Migration(migrations.Migration):
    dependencies = [
        ("columns", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
