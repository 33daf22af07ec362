"""What each role may do with accounts."""

from django.db import migrations

from neican.accounts.roles import Role, grant

TABLE = {
    Role.OPERATOR: ["view_user", "add_user", "change_user"],
    Role.FINANCE: ["view_user"],
}


def forwards(apps, schema_editor):
    grant(apps, "accounts", TABLE)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
