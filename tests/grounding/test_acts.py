"""Drafts of acts, grounded: names to actors, times to days, one for one."""

from datetime import date

import pytest

from casus.grounding.acts import ground_acts
from casus.grounding.claims import Grounder
from casus.grounding.theatre import load_theatres
from casus.record import Document, DocumentDate, Draft, Phrase

PUBLISHED = date(2017, 5, 4)
TEXT = "Iran on Tuesday accused Turkey of shelling Aleppo, state radio said."


@pytest.fixture(scope="module")
def ground() -> Grounder:
    return Grounder(load_theatres(["syria"]))


def part(words: str, kind: str | None = None) -> Phrase:
    begin = TEXT.index(words)
    return Phrase(begin, begin + len(words), words, kind)


def draft(actor: Phrase, target: Phrase, source: Phrase | None = None) -> Draft:
    return Draft(
        kind="agreement",
        begin=0,
        end=len(TEXT),
        trigger=part("accused"),
        sentence=(0, len(TEXT)),
        actors=(actor,),
        targets=(target, actor),
        source=source,
        source_type="media" if source else "reporter",
        confidence=0.8,
    )


def test_sides_days_and_speakers_are_told(ground: Grounder) -> None:
    document = Document("r", TEXT, date=DocumentDate(PUBLISHED, PUBLISHED, "given"))
    survey = ground.survey(document, [part("Aleppo", "place")])
    first, second = ground_acts(
        document,
        [
            draft(part("Iran", "place"), part("Turkey", "place"), part("state radio")),
            draft(part("state radio"), part("Turkey")),
        ],
        ground,
        survey,
    )
    assert (first.actor_ids, first.target_ids) == (("iran",), ("turkey",))
    assert (first.interval.start, first.interval.end) == (date(2017, 5, 2), date(2017, 5, 2))
    assert (first.source, first.source_type, first.evidence) == ("state radio", "media", TEXT)
    assert second.actors == ()
    assert second.source is None
    assert first.claim_id != second.claim_id or first.actors != second.actors
