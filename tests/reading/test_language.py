"""The language gate: foreign texts are named, English ones pass, however many foreign names they are made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.reading import foreign_language

ENGLISH = [
    "Hayat Tahrir al-Sham, Ahrar al-Sharqiya seize Maarrat al-Nu'man, Khan Shaykhun, Kafr Nabl, Saraqib near Idlib",
    "Al-Shabaab kill 12 in Beledweyne, Jowhar; Mahamuud Cabdullahi Xasan, Cabdi Warsame among dead",
    "Abu Bakr al-Baghdadi, Abu Ibrahim al-Hashimi al-Qurashi, Abu al-Hasan al-Hashimi al-Qurashi: caliphs",
    "SYRIAN ARMY TAKES TOWN IN HAMA PROVINCE AFTER HEAVY CLASHES WITH OPPOSITION FACTIONS OVERNIGHT",
    "Zelenskyy: Kharkiv, Zaporizhzhia, Dnipropetrovsk, Kryvyi Rih hit overnight; Ukrenergo reports outages",
    "Troops entered the village of Qaryat al-Mansura at dawn, and most of the people had fled to the hills.",
]
FOREIGN = {
    "de": "Die Regierungstruppen sind am Montag nach einer Woche schwerer Kämpfe in die Stadt eingerückt, sagte der Gouverneur.",
    "es": "Las tropas del gobierno entraron el lunes en la ciudad después de una semana de combates, dijo el gobernador.",
    "ar": "دخلت القوات الحكومية المدينة يوم الاثنين بعد أسبوع من القصف العنيف، بحسب ما قال المحافظ في بيان له اليوم",
    "ru": "Правительственные войска вошли в город в понедельник после недели обстрелов, сообщил губернатор области.",
    "tr": "Hükümet birlikleri bir haftalık çatışmaların ardından pazartesi günü kasabaya girdi, vali yaptığı açıklamada söyledi.",
    "so": "Ciidamada dowladda ayaa maanta gudaha u galay magaalada kadib dagaal culus oo socday muddo toddobaad ah.",
}


@pytest.mark.parametrize("text", ENGLISH)
def test_english_passes(text: str) -> None:
    assert foreign_language(text) is None


@pytest.mark.parametrize("code", sorted(FOREIGN))
def test_foreign_texts_are_named(code: str) -> None:
    assert foreign_language(FOREIGN[code]) == code


def test_a_text_of_few_letters_gets_no_verdict() -> None:
    assert foreign_language("Die Truppen sind da.") is None


@given(st.text(max_size=300))
def test_any_text_gets_a_verdict(text: str) -> None:
    verdict = foreign_language(text)
    assert verdict is None or len(verdict) in (2, 3)
