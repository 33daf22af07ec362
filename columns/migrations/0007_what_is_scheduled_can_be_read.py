from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("columns", "0006_drafts_and_roles")]
    operations = [
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'scheduled'), _negated=True), models.Q(('goes_out_at__isnull', False), ('live__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='issue_scheduled_is_ready_to_be_read'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(('update_stage', ''), ('status', 'published'), _connector='OR'), name='issue_update_is_of_a_public_one'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('update_stage', 'scheduled'), _negated=True), models.Q(('approved__isnull', False), ('goes_out_at__isnull', False)), _connector='OR'), name='issue_scheduled_update_has_hour_and_text'),
        ),
    ]
