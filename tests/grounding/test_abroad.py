"""Sentences that open in another land at war than their report: whose rebels, army and police they speak of."""

from datetime import date

import pytest

from casus.grounding.abroad import OPENING
from casus.grounding.claims import Grounder
from casus.pipeline import grounder
from casus.record import Claim, Document, DocumentDate, Draft, Kind, Phrase

REPORT = "Rebels of the M23 took the town of Kitchanga in Congo on Tuesday. {} Rebels in Congo later left Kitchanga."

LANDS = ("Congo", "Sudan", "Switzerland")


@pytest.fixture(scope="module")
def ground() -> Grounder:
    return grounder(None)


def claim(ground: Grounder, text: str, trigger: str, kind: Kind, actor: str, target: str = "") -> Claim:
    """The claim of the sentence that has the trigger, with whom the parse gives."""
    at = text.index(trigger)
    begin = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
    end = text.find(". ", at) + 1 or len(text)

    def part(words: str) -> tuple[Phrase, ...]:
        first = text.find(words, begin)
        return (Phrase(first, first + len(words), words),) if words else ()

    draft = Draft(kind, begin, end, Phrase(at, at + len(trigger), trigger), (begin, end), part(actor), part(target))
    day = date(2019, 10, 4)
    document = Document("report", text, date=DocumentDate(day, day, basis="given"))
    lands = [Phrase(text.index(name), text.index(name) + len(name), name, "place") for name in LANDS if name in text]
    (found,) = ground.ground(document, [draft], ground.survey(document, lands))
    return found


@pytest.mark.parametrize("opening", ["In Sudan", "Meanwhile, in Sudan", "In neighbouring Sudan"])
def test_generic_sides_are_those_of_the_land_that_the_sentence_opens_in(ground: Grounder, opening: str) -> None:
    text = REPORT.format(f"{opening}, rebels clashed with the army near El Fasher.")
    found = claim(ground, text, "clashed", "armed_clash", "rebels", "the army")
    assert "M23" not in {*found.actors, *found.targets}
    assert not any("Congo" in name for name in {*found.actors, *found.targets})


def test_who_is_named_only_in_another_land_is_no_side_at_home(ground: Grounder) -> None:
    text = REPORT.format("In Sudan, rebels clashed with the army near El Fasher.")
    found = claim(ground, text, "took", "territory_gain", "Rebels of the M23")
    assert found.actors == ("M23",)
    assert not any("Sudan" in name for name in found.targets)


def test_a_land_at_peace_is_only_where_they_meet(ground: Grounder) -> None:
    text = REPORT.format("In Switzerland, the rebels met the government for talks.")
    found = claim(ground, text, "met", "agreement", "the rebels", "the government")
    assert "M23" in found.actors


@pytest.mark.parametrize(
    "opening",
    ["In Mali", "Across north-eastern Mali", "in the far south-west Mali", "Elsewhere, in\u00a0neighboring Mali"],
)
def test_an_opening_may_name_the_part_of_the_land(opening: str) -> None:
    assert OPENING.match(opening + " rebels withdrew")


@pytest.mark.parametrize("run", [" ", "\n", "\u2003"])
def test_a_long_run_of_blanks_opens_nothing_and_is_soon_read(run: str) -> None:
    assert not OPENING.search("In" + run * 20_000 + "rebels withdrew")
