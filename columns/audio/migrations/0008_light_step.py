"""The smaller file is made in a step of its own, with a lease and a bounded number of tries."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audio', '0007_script_desk'),
    ]

    operations = [
        migrations.AddField(
            model_name='recording',
            name='light_tries',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='recording',
            name='light_until',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
