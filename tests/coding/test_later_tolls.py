"""A toll that is told after one incident is that incident's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reports import readings

from casus.coding.later_tolls import with_incidents
from casus.record import Draft, Kind, Phrase, Status

BOMB = "A bomb went off in the market of Kaya."


def toll(answer: str, *, kind: Kind = "explosive_device", status: Status = "happened", aggregate: bool = False) -> Kind:
    """The kind of a toll told behind an incident."""
    read = readings(f"{BOMB} {answer}")
    spans = [(reading.sentence.begin, reading.sentence.end) for reading in read]
    incident = Draft(kind, *spans[0], Phrase(2, 6, "bomb"), spans[0], status=status, aggregate=aggregate)
    told = replace(incident, kind="casualty_report", begin=spans[-1][0], end=spans[-1][1], sentence=spans[-1])
    told = replace(told, status="happened", aggregate=True)
    first, last = with_incidents([incident, told], read)
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
