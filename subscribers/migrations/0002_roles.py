"""What each role may do with plans, entitlements and codes."""

from django.db import migrations

from neican.accounts.roles import Role, grant

TABLE = {
    Role.FINANCE: ["view_plan", "add_plan", "change_plan", "view_subscription", "view_entitlement",
                   "add_entitlement", "view_redemptioncode", "add_redemptioncode",
                   "view_redemption"],
    Role.OPERATOR: ["view_plan", "view_subscription", "view_entitlement", "view_redemptioncode"],
    Role.CHIEF_EDITOR: ["view_plan"],
}


def forwards(apps, schema_editor):
    grant(apps, "subscribers", TABLE)


class Migration(migrations.Migration):
    dependencies = [
        ("subscribers", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
