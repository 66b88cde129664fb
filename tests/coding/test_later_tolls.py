"""A toll that is told after one incident is that incident's."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from reports import readings

from casus.coding.later_tolls import with_incidents
from casus.record import Count, Draft, Kind, Phrase, Status

BOMB = "A bomb went off in the market of Kaya."


def largest(text: str) -> int:
    """The largest number in figures."""
    return max((int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)), default=0)


def toll(
    answer: str,
    *,
    places: tuple[Phrase, ...] = (),
    actors: tuple[Phrase, ...] = (),
    beside: bool = False,
    kind: Kind = "explosive_device",
    status: Status = "happened",
    aggregate: bool = False,
) -> Kind:
    """The kind of a toll told behind an incident."""
    read = readings(f"{BOMB} {answer}")
    spans = [(reading.sentence.begin, reading.sentence.end) for reading in read]
    incident = Draft(kind, *spans[0], Phrase(2, 6, "bomb"), spans[0], status=status, aggregate=aggregate)
    told = replace(incident, kind="casualty_report", begin=spans[-1][0], end=spans[-1][1], sentence=spans[-1])
    told = replace(told, status="happened", aggregate=True, places=places, actors=actors)
    told = replace(told, counts=(Count("killed", number, number),) if (number := largest(answer)) else ())
    another = [replace(told, kind="explosive_device", aggregate=False)] if beside else []
    first, *_, last = with_incidents([incident, *another, told], read)
    assert first is incident
    assert last.aggregate is (last.kind == "casualty_report")
    return last.kind


@pytest.mark.parametrize(
    "answer",
    [
        "The ministry raised the number of dead to 30.",
        "A doctor put the toll at 21.",
        "People ran. Rescuers counted 14 bodies.",
    ],
)
def test_a_later_toll_is_of_the_incident(answer: str) -> None:
    assert toll(answer) == "explosive_device"


@pytest.mark.parametrize(
    "answer",
    [
        "Rescuers have counted 140 bodies since May.",
        "The ministry put the toll of the war at 9,000.",
        "Thirty people have died.",
        "The ministry put the number of dead at more than 36,000.",
        "The mission counted 140 dead in 2016.",
        "The group has documented 150 deaths.",
        "A doctor put the toll of this summer at 50.",
        "A doctor put the number of dead at the hands of the coalition at 50.",
        "People ran. The stalls burned. The smoke rose. Rescuers counted 14 bodies.",
    ],
)
def test_a_toll_of_a_time_is_none_of_an_incident(answer: str) -> None:
    assert toll(answer) == "casualty_report"


def test_what_is_no_one_incident_has_no_toll() -> None:
    answer = "A doctor put the toll at 21."
    assert toll(answer, kind="withdrawal") == "casualty_report"
    assert toll(answer, aggregate=True) == "casualty_report"
    assert toll(answer, status="planned") == "casualty_report"


def test_a_toll_of_another_place_or_doer_is_none_of_the_incident() -> None:
    answer = "A doctor put the toll at 21."
    assert toll(answer, places=(Phrase(60, 64, "Homs"),)) == "casualty_report"
    assert toll(answer, actors=(Phrase(60, 66, "rebels"),)) == "casualty_report"


def test_a_toll_beside_a_claim_of_its_own_sentence_stays() -> None:
    assert toll("A doctor put the toll at 21.", beside=True) == "casualty_report"
