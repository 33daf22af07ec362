"""The voices' forms take no voice that every narration would fail by."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from columns.audio.models import HouseVoice
from neican.accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db

ADD = "admin:audio_housevoice_add"
SPOKEN_ELSEWHERE = {
    "ENGINE": "columns.audio.voices.azure.AzureVoice",
    "OPTIONS": {"region": "eastasia", "key": "k"},
}


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factories.make_staff(Role.CHIEF_EDITOR))
    return client


def voice(**typed: str) -> dict[str, str]:
    return {"name": "新来的声音", "engine": "embedded", "speaker": "", "speed": "1.1", **typed}


@pytest.mark.parametrize("speaker", ["", "cmn", "cmn+f2"])
def test_a_speaker_that_the_engine_has_is_taken(desk: Client, speaker: str) -> None:
    assert desk.post(reverse(ADD), voice(speaker=speaker)).status_code == 302
    assert HouseVoice.objects.filter(name="新来的声音", speaker=speaker).exists()


def test_another_is_refused_with_some_that_there_are(desk: Client) -> None:
    page = desk.post(reverse(ADD), voice(speaker="xiaoxiao"))
    assert page.status_code == 200
    assert "引擎没有叫“xiaoxiao”的发音人；它有：cmn、" in page.text
    assert 'value="xiaoxiao"' in page.text, "what was typed stays"
    assert not HouseVoice.objects.filter(name="新来的声音").exists()


def test_an_engine_that_cannot_tell_is_believed(desk: Client, settings: Any) -> None:
    settings.NARRATION_ENGINES = {**settings.NARRATION_ENGINES, "azure": SPOKEN_ELSEWHERE}
    typed = voice(engine="azure", speaker="zh-CN-XiaoxiaoNeural")
    assert desk.post(reverse(ADD), typed).status_code == 302


def test_one_that_the_operator_set_up_wrong_is_not_chosen(desk: Client, settings: Any) -> None:
    wrong = {**SPOKEN_ELSEWHERE, "OPTIONS": {"region": "eastasia"}}
    settings.NARRATION_ENGINES = {**settings.NARRATION_ENGINES, "azure": wrong}
    page = desk.post(reverse(ADD), voice(engine="azure"))
    assert page.status_code == 200
    assert "的 OPTIONS 里缺少" in page.text
