"""The embedded voice and the site's settings; finished sound goes into recordings of its own."""

from hashlib import sha256

from django.db import migrations

from neican.accounts.roles import Role, grant

EDITORS = [
    "view_recording",
    "view_ownscript",
    "view_scriptline",
    "view_housevoice",
    "view_narrationsettings",
    "change_narrationsettings",
    "add_narrationsettings",
    "delete_narrationsettings",
    "view_spending",
    "view_engine",
]
TABLE = {
    Role.EDITOR: EDITORS,
    Role.CHIEF_EDITOR: [
        *EDITORS,
        "add_housevoice",
        "change_housevoice",
        "delete_housevoice",
    ],
    Role.AUTHOR: ["view_recording"],
    Role.OPERATOR: [
        "view_recording",
        "view_housevoice",
        "add_housevoice",
        "change_housevoice",
        "delete_housevoice",
        "view_narrationsettings",
        "change_narrationsettings",
        "view_spending",
        "view_engine",
        "change_engine",
    ],
    Role.FINANCE: ["view_spending"],
}
# Of a finished narration, under the same names in its recording.
KEPT = (
    "file",
    "size",
    "duration_ms",
    "preview_file",
    "preview_size",
    "preview_duration_ms",
    "loudness_lufs",
    "characters",
    "synthesised",
    "seconds_spent",
    "reviewed_at",
    "reviewed_by_id",
)


def forwards(apps, schema_editor):
    grant(apps, "audio", TABLE)
    voice, _made = apps.get_model("audio", "HouseVoice").objects.get_or_create(
        engine="embedded", speaker="", speed=1.0, defaults={"name": "内置音色"}
    )
    apps.get_model("audio", "NarrationSettings").objects.get_or_create(
        column=None, defaults={"voice": voice}
    )
    narration = apps.get_model("audio", "Narration")
    narration.objects.update(voice=voice)
    seen = set()
    for row in sorted(narration.objects.select_related("revision"), key=_newest, reverse=True):
        if row.revision_id in seen:  # one for each voice there was; the newest sound is heard
            row.delete()
            continue
        seen.add(row.revision_id)
        if row.file:
            _move(apps, row)


def _newest(row):
    return bool(row.file), row.finished_at or row.queued_at, row.pk


def _move(apps, row):
    recording = apps.get_model("audio", "Recording").objects.create(
        issue_id=row.revision.issue_id,
        revision_id=row.revision_id,
        # No script has this key: the next run says what is cached anew, and finds its own.
        script_key=sha256(f"narration {row.pk}".encode()).hexdigest(),
        voices=row.former_voice,
        made_at=row.finished_at or row.queued_at,
        **{name: getattr(row, name) for name in KEPT},
    )
    apps.get_model("audio", "Segment").objects.filter(narration=row).update(recording=recording)
    row.recording = recording
    row.save(update_fields=["recording"])


class Migration(migrations.Migration):
    dependencies = [
        ("audio", "0004_voices_and_recordings"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
