"""What the script desk keeps: how lines are read, what was asked to be heard, what was free."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audio', '0006_narrations_hold_no_files'),
        ('columns', '0011_sound_in_the_log'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReadLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('spoken', models.TextField(verbose_name='读作')),
                ('pinyin', models.JSONField(default=list)),
                ('readings', models.JSONField(default=list)),
                ('made_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'verbose_name': '读法',
                'verbose_name_plural': '读法',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='ownscript',
            name='free_ids',
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.CreateModel(
            name='Sample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said', models.TextField(verbose_name='原文')),
                ('take', models.PositiveSmallIntegerField(default=1, verbose_name='第几遍')),
                ('rule', models.JSONField(editable=False, null=True)),
                ('state', models.CharField(choices=[('waiting', '排队中'), ('saying', '正在合成'), ('ready', '可以听了'), ('failed', '没有做成')], default='waiting', max_length=8, verbose_name='状态')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='原因')),
                ('spoken', models.TextField(blank=True, verbose_name='读作')),
                ('clip_key', models.CharField(blank=True, editable=False, max_length=64)),
                ('asked_at', models.DateTimeField(verbose_name='时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='columns.issue', verbose_name='期')),
                ('voice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='audio.housevoice', verbose_name='音色')),
            ],
            options={
                'verbose_name': '试听',
                'verbose_name_plural': '试听',
                'ordering': ['-asked_at', '-pk'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['by', '-asked_at'], name='sample_of_a_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(('clip_key', ''), _negated=True), _connector='OR'), name='sample_ready_has_clip')],
            },
        ),
    ]
