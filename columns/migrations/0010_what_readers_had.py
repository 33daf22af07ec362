"""Since when readers have a text: until now every frozen one up to the live one was out."""

from django.db import migrations, models
from django.db.models import F


def forwards(apps, schema_editor):
    revisions = apps.get_model("columns", "Revision").objects
    out = revisions.filter(frozen_at__isnull=False, number__lte=F("issue__live__number"))
    # In two steps: an UPDATE may not look at a joined table.
    revisions.filter(pk__in=list(out.values_list("pk", flat=True))).update(out_at=F("frozen_at"))


class Migration(migrations.Migration):
    dependencies = [("columns", "0009_scheduled_correction")]
    operations = [
        migrations.AddField(
            model_name="revision",
            name="out_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="上线时间"),
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
