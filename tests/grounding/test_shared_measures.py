"""Floors of what grounding reaches on the hand-coded texts that may lie beside the repository."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from casus.grounding.actors import ActorContext, ActorIndex
from casus.grounding.dating import infer_date
from casus.grounding.theatre import Theatre
from casus.grounding.times import find_times
from casus.record import DocumentDate

GOLD = Path(__file__).resolve().parents[2] / ".." / "shared" / "gold"
pytestmark = pytest.mark.skipif(
    not GOLD.is_dir(), reason="no 'shared' folder with hand-coded texts beside the repository"
)


@pytest.fixture(scope="module")
def score() -> Iterator[ModuleType]:
    sys.path.insert(0, str(GOLD))
    import score

    yield score
    sys.path.remove(str(GOLD))


def documents(part: str) -> list[dict[str, Any]]:
    return list(json.loads((GOLD / part / "docs.json").read_text(encoding="utf-8")))


def claims(part: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    texts = {row["id"]: row for row in documents(part)}
    for row in json.loads((GOLD / part / "gold.json").read_text(encoding="utf-8")):
        yield from ((texts[row["id"]], claim) for claim in row["claims"])


def test_names_as_coded_stay_what_they_are(index: ActorIndex, score: ModuleType) -> None:
    names = Counter(
        name for part in ("dev", "train") for _, claim in claims(part) for name in (*claim["actors"], *claim["targets"])
    )
    found = {name: index.resolve(name, context=ActorContext()) for name in names}
    kept = sum(count for name, count in names.items() if (match := found[name]) and score.same_name(name, match.name))
    assert kept / names.total() >= 0.945


def test_a_sentence_that_tells_a_time_tells_the_time_coded(score: ModuleType) -> None:
    told = hits = 0
    for document, claim in claims("dev"):
        if not claim.get("date_start"):
            continue
        day = date.fromisoformat(document["date"][:10])
        found = find_times(claim["evidence"], DocumentDate(day, day, "given"))
        told += bool(found)
        hits += any(
            score.same_date(claim, {"date_start": str(item.interval.start), "date_end": str(item.interval.end)})
            for item in found
            if item.interval.start and item.interval.end
        )
    assert told > 50
    assert hits / told >= 0.75


def test_a_claim_whose_place_is_given_gets_its_days(score: ModuleType) -> None:
    pytest.importorskip("benchmarks.times")
    from benchmarks.times import scores

    found = scores(score, GOLD / "dev")
    assert found["right"] >= 0.64
    assert found["undated left undated"] >= 0.89


def test_the_undated_reports_are_dated_rightly_and_mostly_within_a_month(theatres: tuple[Theatre, ...]) -> None:
    widths = []
    for document in documents("seeds"):
        found = infer_date(document["text"], theatres)
        assert found.start is not None, document["id"]
        assert found.end is not None, document["id"]
        assert found.start <= date.fromisoformat(document["date"]) <= found.end, document["id"]
        widths.append((found.end - found.start).days)
    assert sorted(widths)[len(widths) // 2] < 31
