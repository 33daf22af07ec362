"""Everything travels or has a reason to stay: a new table without either fails here."""

from django.apps import apps
from django.db.models import FileField, ForeignKey

from neican.archive.tables import NAMED, SOUND, STAYS, TRAVELS, travelling

# The one circle: an issue names its live and its approved text, a text names its issue.
CIRCLE = {("columns.Issue", "columns.Revision")}


def test_every_table_travels_or_has_a_reason_to_stay() -> None:
    every = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert len(every) > 30
    assert set(TRAVELS) | STAYS.keys() == every
    assert not set(TRAVELS) & STAYS.keys()
    assert len(set(TRAVELS)) == len(TRAVELS)
    assert all(len(reason) > 20 for reason in STAYS.values())


def _target(field: ForeignKey) -> str:
    assert not isinstance(field.related_model, str)
    return field.related_model._meta.label


def test_what_a_row_points_at_comes_before_it_or_is_named_by_words() -> None:
    met: set[str] = set()
    for model in travelling(sound=True):
        label = model._meta.label
        met.add(label)
        for field in model._meta.local_concrete_fields:
            if isinstance(field, ForeignKey):
                target = _target(field)
                assert target in met | NAMED.keys() or (label, target) in CIRCLE, field


def test_nothing_that_travels_without_the_sound_points_at_the_sound() -> None:
    pointing = {
        _target(field)
        for model in travelling(sound=False)
        for field in model._meta.local_concrete_fields
        if isinstance(field, ForeignKey)
    }
    assert set(TRAVELS) >= SOUND
    assert not pointing & SOUND


def test_every_file_field_keeps_its_files_in_the_common_storage() -> None:
    fields = [
        field
        for model in travelling(sound=True)
        for field in model._meta.concrete_fields
        if isinstance(field, FileField)
    ]
    assert [str(field) for field in fields] == ["columns.Image.file"]
