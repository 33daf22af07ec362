"""What the recordings hold now goes from the narrations."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audio', '0005_sound_moves'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='narration',
            name='characters',
        ),
        migrations.RemoveField(
            model_name='narration',
            name='duration_ms',
        ),
        migrations.RemoveField(
            model_name='narration',
            name='file',
        ),
        migrations.RemoveField(
            model_name='narration',
            name='loudness_lufs',
        ),
        migrations.RemoveField(
            model_name='narration',
            name='preview_duration_ms',
        ),
        migrations.RemoveField(
            model_name='narration',
            name='preview_file',
        ),
        migrations.RemoveField(
            model_name='narration',
            name='preview_size',
        ),
        migrations.RemoveField(
            model_name='narration',
            name='reviewed_at',
        ),
        migrations.RemoveField(
            model_name='narration',
            name='reviewed_by',
        ),
        migrations.RemoveField(
            model_name='narration',
            name='seconds_spent',
        ),
        migrations.RemoveField(
            model_name='narration',
            name='size',
        ),
        migrations.RemoveField(
            model_name='narration',
            name='synthesised',
        ),
        migrations.RemoveField(
            model_name='segment',
            name='narration',
        ),
        migrations.AlterField(
            model_name='segment',
            name='recording',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='segments', to='audio.recording', verbose_name='成品声音'),
        ),
        migrations.AddConstraint(
            model_name='narration',
            constraint=models.UniqueConstraint(fields=('revision', 'origin'), name='narration_one_per_revision_and_origin'),
        ),
        migrations.AddConstraint(
            model_name='narration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), ('recording__isnull', False), _connector='OR'), name='narration_ready_has_recording'),
        ),
        migrations.AddConstraint(
            model_name='narration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origin', 'own'), ('voice__isnull', True)), models.Q(('origin', 'synthetic'), ('voice__isnull', False)), _connector='OR'), name='narration_synthetic_has_voice'),
        ),
        migrations.AddConstraint(
            model_name='segment',
            constraint=models.UniqueConstraint(fields=('recording', 'position'), name='segment_position_unique'),
        ),
        migrations.RemoveField(
            model_name='narration',
            name='former_voice',
        ),
    ]
