"""The head image as a form's field."""

from datetime import datetime
from io import BytesIO

import pytest
from django import forms

from columns import services
from columns.admin.images import HeadImageField
from columns.models import Image
from tests.columns.images import files
from tests.columns.images.files import parsed

pytestmark = pytest.mark.django_db


class Sheet(forms.Form):
    head_image = HeadImageField(required=False)


def _image(now: datetime) -> Image:
    words = {"alt": "一条<河>", "credit": "A & B", "focal_x": 20, "focal_y": 80}
    return services.keep_image(upload=BytesIO(files.plain()), by=None, at=now, **words).image


def test_its_value_is_the_number_of_a_picture(now: datetime) -> None:
    image = _image(now)
    sheet = Sheet({"head_image": str(image.pk)}, initial={"head_image": image.pk})
    assert sheet.is_valid()
    assert sheet.cleaned_data == {"head_image": image.pk}
    assert sheet.changed_data == []
    empty = Sheet({"head_image": ""}, initial={"head_image": image.pk})
    assert empty.is_valid()
    assert empty.cleaned_data == {"head_image": None}
    assert empty.changed_data == ["head_image"]


@pytest.mark.parametrize("value", ["999999", "x", "-1", "1 or 1=1", "²"])
def test_a_picture_that_is_not_there_is_refused(value: str) -> None:
    sheet = Sheet({"head_image": value})
    assert not sheet.is_valid()
    assert sheet.errors["head_image"] == ["这张图已经不在图库里了，请另选一张。"]


def test_it_shows_the_picture_its_words_and_its_crops(now: datetime) -> None:
    image = _image(now)
    html = str(Sheet(initial={"head_image": image.pk})["head_image"])
    box = parsed(html)
    assert box.xpath("//input/@value") == [str(image.pk)]
    crops = box.xpath("//img[@data-head-crop]")
    assert {one.get("src") for one in crops} == {image.thumbnail}
    assert {one.get("style") for one in crops} == {"object-position: 20% 80%"}
    assert box.xpath("string(//*[@data-head-alt])") == "一条<河>"
    assert box.xpath("string(//*[@data-head-credit])") == "A & B"


def test_a_refused_form_keeps_what_was_chosen(now: datetime) -> None:
    image = _image(now)
    html = str(Sheet({"head_image": str(image.pk)})["head_image"])
    assert parsed(html).xpath("//input/@value") == [str(image.pk)]
    for nonsense in ("x", "²", "9" * 30):
        assert "一条" not in str(Sheet({"head_image": nonsense})["head_image"])


def test_it_brings_its_scripts_as_modules() -> None:
    media = str(Sheet().media)
    assert 'src="/static/neican/js/images/picker.js" type="module"' in media
    assert "newsroom-images.css" in media
