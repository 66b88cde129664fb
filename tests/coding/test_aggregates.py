"""Whether a claim sums several incidents or tells of one."""

import pytest
from reading_text import read

from casus.coding.aggregates import is_aggregate
from casus.coding.tallies import claim_counts
from casus.record import Kind


def aggregate(text: str, kind: Kind) -> bool:
    (reading,) = read(text)
    hit = next(hit for hit in reading.hits if hit.candidate.kind == kind)
    counts = claim_counts(kind, hit.candidate, reading.sentence)
    return is_aggregate(kind, hit.candidate, reading.sentence, counts, hit.status)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Air strikes have killed thousands of civilians since the war began.", "air_strike"),
        ("Hundreds of thousands of people have fled their homes.", "displacement"),
        ("The war has cost 4,000 lives.", "casualty_report"),
    ],
)
def test_many_incidents_or_a_long_time_are_an_aggregate(text: str, kind: Kind) -> None:
    assert aggregate(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("An air strike killed two civilians on Monday.", "air_strike"),
        ("The army will bomb the villages every day.", "air_strike"),
        ("The army captured the town on Friday.", "territory_gain"),
    ],
)
def test_one_incident_or_a_plan_is_none(text: str, kind: Kind) -> None:
    assert not aggregate(text, kind)
