"""What the claims network is shown of a document: its words as coding lays them out, its mentions, and which of them a person's coding confirms."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from reports import readings
from training.claim_texts import ROLES, Noted, Words, is_told, rows

from casus.coding import claim_network
from casus.coding.claim_network import Layout
from casus.language.parse import parse_blocks
from casus.record import Count, Document, Interval

TEXT = "Turkish jets bombed Kurdish fighters in Afrin on 5 March 2018, killing 12, the army said."
DAY = Interval(date(2018, 3, 5), date(2018, 3, 5))


def same_date(claim: dict[str, Any], days: dict[str, Any]) -> bool:
    return (claim["date_start"], claim["date_end"]) == (days["date_start"], days["date_end"])


SCORER: Any = SimpleNamespace(same_name=lambda a, b: a.lower() == b.lower(), same_date=same_date)
CLAIM: dict[str, Any] = {
    "kind": "air_strike", "status": "happened", "source_type": "belligerent", "aggregate": False,
    "evidence": TEXT[: TEXT.index(", the army")], "actors": ["Turkey"], "targets": ["YPG", "Kurdish fighters"], "place": "Afrin",
    "date_start": "2018-03-05", "date_end": "2018-03-05", "counts": [{"what": "killed", "min": 12, "max": 12}], "source": "army",
}  # fmt: skip


def test_the_roles_are_those_of_the_network_at_run_time() -> None:
    assert ROLES == claim_network.ROLES


@pytest.mark.parametrize("text", [TEXT, "It is cold.  They didn't come; “nobody” (not one) did — in U.S. towns."])
def test_words_are_laid_out_as_at_run_time(text: str) -> None:
    found = readings(text)
    words, layout = Words([reading.sentence for reading in found]), Layout.of(found)
    for name in ("words", "begins", "ends", "gaps", "starts"):
        assert getattr(words, name) == getattr(layout, name)


def test_paragraphs_are_laid_out_as_at_run_time() -> None:
    text = "Calm held.\nNight fell."
    ((_, sentences),) = parse_blocks([("only", text, [(0, 10), (11, 22)])])
    found = Words(sentences)
    assert found.gaps == [2, 1, 0, 2, 1, 0]
    assert found.starts == [0, 3]
    assert found.range(11, 16) == (3, 4)


@pytest.mark.parametrize(
    ("mention", "roles"),
    [
        (Noted(0, 1, "side", "Turkey"), {"actor"}),
        (Noted(0, 1, "side", "ypg"), {"target"}),
        (Noted(0, 1, "side", "Russia"), set()),
        (Noted(0, 1, "place", "Afrin city"), {"place"}),
        (Noted(0, 1, "place", "Idlib"), set()),
        (Noted(0, 1, "side", "Afrin"), set()),
        (Noted(0, 1, "time", DAY), {"time"}),
        (Noted(0, 1, "time", Interval(DAY.start, None)), set()),
        (Noted(0, 1, "count", Count("wounded", 12, 12)), {"count"}),
        (Noted(0, 1, "count", Count("killed", 12, None)), set()),
        (Noted(0, 1, "speaker", "army"), {"source"}),
        (Noted(0, 1, "speaker", "Turkey"), set()),
    ],
    ids=lambda value: f"{value.type} {value.value}" if isinstance(value, Noted) else None,
)
def test_a_mention_is_told_in_the_roles_that_a_person_gave_it(mention: Noted, roles: set[str]) -> None:
    assert {role for role in ROLES if is_told(mention, CLAIM, role, SCORER)} == roles


@pytest.mark.parametrize("mention", [Noted(0, 1, "time", DAY), Noted(0, 1, "speaker", "army"), Noted(0, 1, "place", "Afrin")])  # fmt: skip
def test_what_nobody_coded_is_told_of_no_mention(mention: Noted) -> None:
    empty = {"date_start": None, "date_end": None, "source": None, "place": None}
    assert not any(is_told(mention, empty, role, SCORER) for role in ROLES)


def quoted(row: dict[str, Any], first: int, after: int) -> str:
    return " ".join(row["words"][first:after])


def test_a_coded_document_points_from_its_claim_at_the_mentions_that_are_right() -> None:
    stray = {**CLAIM, "evidence": "words that the text does not have"}
    (row,) = rows([Document("d", TEXT)], {"d": [CLAIM, stray]}, SCORER)
    (claim,) = row["claims"]
    assert (
        quoted(row, claim["begin"], claim["end"])
        == "Turkish jets bombed Kurdish fighters in Afrin on 5 March 2018 , killing 12"
    )
    assert {name: claim[name] for name in ("kind", "status", "source_type", "aggregate")} == {
        "kind": "air_strike", "status": "happened", "source_type": "belligerent", "aggregate": False,
    }  # fmt: skip
    told = {
        role: {quoted(row, *row["mentions"][at][:2]) for at in found} for role, found in claim["roles"].items() if found
    }
    assert any("Turkish" in words for words in told["actor"])
    assert told["place"] == {"Afrin"}
    assert told["time"] == {"5 March 2018"}
    assert told["count"] == {"12"}
    assert any("army" in words for words in told["source"])


def test_what_nobody_coded_has_no_claims_and_is_not_the_same_as_a_text_without_any() -> None:
    (plain,) = rows([Document("d", TEXT)], None, SCORER)
    (none,) = rows([Document("d", TEXT)], {"d": []}, SCORER)
    assert (plain["claims"], none["claims"]) == (None, [])
    assert plain["words"] == none["words"]
