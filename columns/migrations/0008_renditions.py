from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("columns", "0007_what_is_scheduled_can_be_read")]
    operations = [
        migrations.AddField(
            model_name="image",
            name="share",
            field=models.CharField(blank=True, editable=False, max_length=100),
        ),
        migrations.AddConstraint(
            model_name="image",
            constraint=models.UniqueConstraint(
                condition=models.Q(("digest", ""), _negated=True),
                fields=("digest",),
                name="image_stored_once",
            ),
        ),
    ]
