"""Voices that editors choose, recordings apart from the work, scripts, and what it all costs."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audio', '0003_reviewed_by_ear'),
        ('columns', '0011_sound_in_the_log'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Engine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='引擎')),
                ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='连续失败')),
                ('resting_until', models.DateTimeField(blank=True, null=True, verbose_name='暂停到')),
                ('problem', models.CharField(blank=True, max_length=300, verbose_name='最近的问题')),
                ('failed_at', models.DateTimeField(blank=True, null=True, verbose_name='最近失败')),
                ('succeeded_at', models.DateTimeField(blank=True, null=True, verbose_name='最近成功')),
            ],
            options={
                'verbose_name': '朗读引擎',
                'verbose_name_plural': '朗读引擎',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='HouseVoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='名称')),
                ('engine', models.CharField(max_length=40, verbose_name='引擎')),
                ('speaker', models.CharField(blank=True, help_text='引擎里的发音人代号；空着用引擎默认的。', max_length=120, verbose_name='发音人')),
                ('speed', models.FloatField(default=1.0, help_text='1 是平常的速度，0.5 到 2 之间。', validators=[django.core.validators.MinValueValidator(0.5), django.core.validators.MaxValueValidator(2.0)], verbose_name='语速')),
            ],
            options={
                'verbose_name': '音色',
                'verbose_name_plural': '音色',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='NarrationSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('says_column', models.BooleanField(default=False, verbose_name='开头念专栏名')),
                ('says_issue', models.BooleanField(default=True, verbose_name='开头念标题')),
                ('says_author', models.BooleanField(default=True, verbose_name='开头念作者')),
                ('says_disclosure', models.BooleanField(default=True, help_text='播放器上的文字标识和文件里的标识一直都有，与这一项无关。', verbose_name='开头说明是合成的声音')),
                ('announces_sections', models.BooleanField(default=True, verbose_name='小节标题前报第几节')),
                ('captions', models.CharField(choices=[('read', '读'), ('skip', '不读')], default='skip', max_length=4, verbose_name='图片说明')),
                ('tables', models.CharField(choices=[('read', '读'), ('skip', '不读')], default='skip', max_length=4, verbose_name='表格')),
                ('notes', models.CharField(choices=[('read', '读'), ('skip', '不读')], default='skip', max_length=4, verbose_name='注释')),
            ],
            options={
                'verbose_name': '朗读设置',
                'verbose_name_plural': '朗读设置',
                'ordering': ['column__position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='OwnScript',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='播讲稿')),
                ('is_used', models.BooleanField(default=True, verbose_name='照这一份读')),
                ('written_for', models.PositiveIntegerField(default=0, verbose_name='对应修订')),
                ('changed_at', models.DateTimeField(verbose_name='修改时间')),
            ],
            options={
                'verbose_name': '自写播讲稿',
                'verbose_name_plural': '自写播讲稿',
            },
        ),
        migrations.CreateModel(
            name='Recording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(choices=[('own', '自己录的'), ('synthetic', '合成')], default='synthetic', max_length=10, verbose_name='来源')),
                ('script_key', models.CharField(editable=False, max_length=64)),
                ('voices', models.CharField(blank=True, max_length=300, verbose_name='音色')),
                ('file', models.CharField(editable=False, max_length=100)),
                ('size', models.PositiveIntegerField(default=0, editable=False, verbose_name='字节')),
                ('duration_ms', models.PositiveIntegerField(default=0, editable=False, verbose_name='时长（毫秒）')),
                ('preview_file', models.CharField(blank=True, editable=False, max_length=100)),
                ('preview_size', models.PositiveIntegerField(default=0, editable=False)),
                ('preview_duration_ms', models.PositiveIntegerField(default=0, editable=False)),
                ('light_file', models.CharField(blank=True, editable=False, max_length=100)),
                ('light_size', models.PositiveIntegerField(default=0, editable=False)),
                ('loudness_lufs', models.FloatField(editable=False, null=True, verbose_name='响度（LUFS）')),
                ('peak_dbfs', models.FloatField(editable=False, null=True, verbose_name='真峰值（dBTP）')),
                ('gain_db', models.FloatField(editable=False, null=True)),
                ('waveform', models.JSONField(default=list, editable=False)),
                ('is_coarse', models.BooleanField(default=False, editable=False, verbose_name='时间是估的')),
                ('characters', models.PositiveIntegerField(default=0, editable=False, verbose_name='朗读字数')),
                ('synthesised', models.PositiveIntegerField(default=0, editable=False, verbose_name='新合成句数')),
                ('seconds_spent', models.FloatField(default=0, editable=False, verbose_name='用时（秒）')),
                ('made_at', models.DateTimeField(verbose_name='做好时间')),
                ('superseded_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('reviewed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='听审时间')),
            ],
            options={
                'verbose_name': '成品声音',
                'verbose_name_plural': '成品声音',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ScriptLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sentence_id', models.CharField(max_length=20, verbose_name='句')),
                ('spoken', models.TextField(blank=True, verbose_name='改读成')),
                ('is_skipped', models.BooleanField(default=False, verbose_name='不读')),
                ('take', models.PositiveSmallIntegerField(default=1, verbose_name='第几遍')),
                ('changed_at', models.DateTimeField(verbose_name='修改时间')),
            ],
            options={
                'verbose_name': '播讲稿改动',
                'verbose_name_plural': '播讲稿改动',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Spending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('narration', '朗读'), ('sample', '试听一句'), ('check', '引擎检查')], max_length=10, verbose_name='用途')),
                ('engine', models.CharField(max_length=40, verbose_name='引擎')),
                ('voice', models.CharField(max_length=200, verbose_name='音色')),
                ('sentences', models.PositiveIntegerField(verbose_name='句数')),
                ('characters', models.PositiveIntegerField(verbose_name='计费字数')),
                ('milliseconds', models.PositiveIntegerField(verbose_name='声音时长（毫秒）')),
                ('price_fen', models.PositiveIntegerField(default=0, verbose_name='每万字单价（分）')),
                ('at', models.DateTimeField(verbose_name='时间')),
            ],
            options={
                'verbose_name': '合成账',
                'verbose_name_plural': '合成账',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='narration',
            name='narration_one_per_revision_and_voice',
        ),
        migrations.RemoveConstraint(
            model_name='narration',
            name='narration_ready_has_file',
        ),
        migrations.RemoveConstraint(
            model_name='narration',
            name='narration_preview_is_a_part',
        ),
        migrations.RemoveConstraint(
            model_name='segment',
            name='segment_position_unique',
        ),
        migrations.RemoveIndex(
            model_name='narration',
            name='narration_owed',
        ),
        migrations.AddField(
            model_name='narration',
            name='asked',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='narration',
            name='began_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='开始时间'),
        ),
        migrations.AddField(
            model_name='narration',
            name='done',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name='已完成句数'),
        ),
        migrations.AddField(
            model_name='narration',
            name='origin',
            field=models.CharField(choices=[('own', '自己录的'), ('synthetic', '合成')], default='synthetic', max_length=10, verbose_name='来源'),
        ),
        migrations.AddField(
            model_name='narration',
            name='plan',
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name='narration',
            name='setbacks',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='narration',
            name='total',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name='总句数'),
        ),
        migrations.AddField(
            model_name='narration',
            name='upload',
            field=models.CharField(blank=True, editable=False, max_length=100),
        ),
        migrations.AddField(
            model_name='narration',
            name='urgency',
            field=models.PositiveSmallIntegerField(choices=[(0, '要发布的'), (1, '改动'), (2, '补做')], default=0, verbose_name='缓急'),
        ),
        migrations.AddField(
            model_name='segment',
            name='readings',
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AlterField(
            model_name='narration',
            name='state',
            field=models.CharField(choices=[('queued', '排队中'), ('generating', '生成中'), ('blocked', '受阻'), ('ready', '可收听'), ('failed', '失败'), ('cancelled', '已取消')], default='queued', max_length=10, verbose_name='状态'),
        ),
        migrations.AlterField(
            model_name='segment',
            name='clip_key',
            field=models.CharField(db_index=True, max_length=64),
        ),
        migrations.AddConstraint(
            model_name='housevoice',
            constraint=models.UniqueConstraint(fields=('engine', 'speaker', 'speed'), name='voice_unique', violation_error_message='已经有一个同引擎、同发音人、同语速的音色。'),
        ),
        migrations.AddConstraint(
            model_name='housevoice',
            constraint=models.CheckConstraint(condition=models.Q(('speed__gte', 0.5), ('speed__lte', 2.0)), name='voice_speed_in_bounds'),
        ),
        migrations.AddField(
            model_name='narration',
            name='quote_voice',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audio.housevoice', verbose_name='引文音色'),
        ),
        migrations.RenameField(
            model_name='narration',
            old_name='voice',
            new_name='former_voice',
        ),
        migrations.AddField(
            model_name='narration',
            name='voice',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='narrations', to='audio.housevoice', verbose_name='音色'),
        ),
        migrations.AddField(
            model_name='narrationsettings',
            name='column',
            field=models.OneToOneField(blank=True, help_text='空着就是全站的设置，给没有自己设置的专栏用。', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='narration_settings', to='columns.column', verbose_name='专栏'),
        ),
        migrations.AddField(
            model_name='narrationsettings',
            name='quote_voice',
            field=models.ForeignKey(blank=True, help_text='空着就和正文用同一个音色。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audio.housevoice', verbose_name='引文音色'),
        ),
        migrations.AddField(
            model_name='narrationsettings',
            name='voice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audio.housevoice', verbose_name='音色'),
        ),
        migrations.AddField(
            model_name='ownscript',
            name='changed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='修改者'),
        ),
        migrations.AddField(
            model_name='ownscript',
            name='issue',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='own_script', to='columns.issue', verbose_name='期'),
        ),
        migrations.AddField(
            model_name='recording',
            name='issue',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recordings', to='columns.issue', verbose_name='期'),
        ),
        migrations.AddField(
            model_name='recording',
            name='reviewed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='听审者'),
        ),
        migrations.AddField(
            model_name='recording',
            name='revision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='columns.revision', verbose_name='修订'),
        ),
        migrations.AddField(
            model_name='narration',
            name='recording',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='narrations', to='audio.recording', verbose_name='成品声音'),
        ),
        migrations.AddField(
            model_name='segment',
            name='recording',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='segments', to='audio.recording', verbose_name='成品声音'),
        ),
        migrations.AddIndex(
            model_name='narration',
            index=models.Index(fields=['state', 'urgency', '-queued_at'], name='narration_most_urgent'),
        ),
        migrations.AddField(
            model_name='scriptline',
            name='changed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='修改者'),
        ),
        migrations.AddField(
            model_name='scriptline',
            name='issue',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='script_lines', to='columns.issue', verbose_name='期'),
        ),
        migrations.AddField(
            model_name='spending',
            name='issue',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='columns.issue', verbose_name='期'),
        ),
        migrations.AddConstraint(
            model_name='narrationsettings',
            constraint=models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('column', models.Value(0)), name='narration_settings_one_for_the_site', violation_error_message='全站的朗读设置已经有了，请改那一条。'),
        ),
        migrations.AddIndex(
            model_name='recording',
            index=models.Index(fields=['file'], name='recording_by_file'),
        ),
        migrations.AddIndex(
            model_name='recording',
            index=models.Index(fields=['preview_file'], name='recording_by_preview'),
        ),
        migrations.AddIndex(
            model_name='recording',
            index=models.Index(fields=['light_file'], name='recording_by_light'),
        ),
        migrations.AddConstraint(
            model_name='recording',
            constraint=models.UniqueConstraint(fields=('issue', 'script_key'), name='recording_one_per_script'),
        ),
        migrations.AddConstraint(
            model_name='recording',
            constraint=models.CheckConstraint(condition=models.Q(('file', ''), _negated=True), name='recording_has_file'),
        ),
        migrations.AddConstraint(
            model_name='recording',
            constraint=models.CheckConstraint(condition=models.Q(('preview_duration_ms__lte', models.F('duration_ms'))), name='recording_preview_is_a_part'),
        ),
        migrations.AddConstraint(
            model_name='scriptline',
            constraint=models.UniqueConstraint(fields=('issue', 'sentence_id'), name='script_line_one_per_sentence'),
        ),
        migrations.AddConstraint(
            model_name='scriptline',
            constraint=models.CheckConstraint(condition=models.Q(('take__gte', 1)), name='script_line_take_from_one'),
        ),
        migrations.AddIndex(
            model_name='spending',
            index=models.Index(fields=['-at'], name='spending_newest'),
        ),
    ]
