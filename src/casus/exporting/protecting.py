"""``--safe``: a record that harms less when it is passed on.

* Coordinates are rounded to a tenth of a degree (some 11 km).
* Events of the last days are held back, by default 14: those whose last possible day, or where that is open the day of their latest report, is
  less than so many days ago. An event of which neither is known is held back too, for it may be of yesterday.
* Sites where displaced people live are left out: events at a place, or with a passage in their evidence, that ``protecting.toml`` names, and
  displacement whose place is a point and no area.
* What rests on claims of those events (tolls, control, relations of their reports) goes with them, and full texts are not given.

Pure: the day of today is given.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from casus.exporting.ids import Ids
from casus.exporting.narrowing import Changed, cut, kept_of
from casus.exporting.selecting import fold
from casus.exporting.values import RecordValues, Source
from casus.record import Claim, Control, Document, Event

HOLD_BACK = 14
"""Days that are held back unless another number is given."""
DECIMALS = 1
AT_SITES = "at sites of displaced people"
POINTS = frozenset({"exact", "near"})


@dataclass(frozen=True, slots=True)
class Protection:
    """What is asked: no event of the ``hold_back`` days up to ``today``."""

    today: date
    hold_back: int = HOLD_BACK


def protected(source: Source, protection: Protection) -> tuple[Source, Counter[str]]:
    """The record that may be passed on, and how many events are left out, by reason.

    An event stays or goes by itself; a claim goes with the event that it asserts, wherever else it is named.
    """
    left_out: Counter[str] = Counter()
    events, told, hidden, documents = Ids(), Ids(), Ids(), Ids()
    denials: dict[
        str, str
    ] = {}  # the reports of claims that only stand against an event, which no walk by events settles at once
    for portion in source.by_events():
        claims = {claim.claim_id: claim for claim in portion.claims}
        reports = portion.by_key()
        at_site = {one for one, claim in claims.items() if _is_site([claim.place, claim.place_id], [claim.evidence])}
        hidden.update(at_site)
        for event in portion.links.events:
            behind = [claims[claim_id] for claim_id in event.claim_ids]
            reason = _reason(event, behind, reports, protection)
            if reason:
                hidden.update(event.claim_ids)
            elif at_site.issuperset(event.claim_ids):
                reason = AT_SITES
            else:
                events.add(event.event_id)
                documents.update({claim.document for claim in behind if claim.claim_id not in at_site})
            if reason:
                left_out[reason] += 1
            told.update((*event.claim_ids, *event.denial_ids))
            denials |= {one: claims[one].document for one in event.denial_ids}
    stays = _Without(told, hidden)
    documents.update(document for claim_id, document in denials.items() if claim_id in stays)
    kept = cut(source, kept_of(source, events, stays, documents))
    return Changed(kept, lambda portion: _coarse(portion, protection)), left_out


@dataclass(frozen=True, slots=True)
class _Without:
    """What is in one set and not in the other."""

    all: Container[str]
    hidden: Container[str]

    def __contains__(self, one: object) -> bool:
        return one in self.all and one not in self.hidden


def _reason(event: Event, claims: Sequence[Claim], documents: Mapping[str, Document], protection: Protection) -> str:
    """Why an event is left out, or ""."""
    if _recent(event, claims, documents, protection):
        return f"held back (--hold-back {protection.hold_back})"
    return AT_SITES if _at_site(event, claims) else ""


def _recent(event: Event, claims: Iterable[Claim], documents: Mapping[str, Document], protection: Protection) -> bool:
    reported = [day for claim in claims if (day := documents[claim.document].date.day)]
    last = event.interval.end or max(reported, default=None)
    return last is None or last > protection.today - timedelta(days=protection.hold_back)


def _at_site(event: Event, claims: Sequence[Claim]) -> bool:
    if event.kind == "displacement" and event.precision in POINTS:
        return True
    return _is_site([event.place, event.place_id], (claim.evidence for claim in claims))


def _is_site(names: Iterable[str | None], passages: Iterable[str]) -> bool:
    words, phrases = _lists()
    return _any_in(words, (name for name in names if name)) or _any_in(phrases, passages)


def _any_in(words: Sequence[str], texts: Iterable[str]) -> bool:
    return any(word in f" {fold(text)} " for text in texts for word in words)


@cache
def _lists() -> tuple[tuple[str, ...], tuple[str, ...]]:
    data = tomllib.loads((files("casus.exporting") / "protecting.toml").read_text(encoding="utf-8"))
    words, passages = (tuple(f" {fold(word)} " for word in data[name]) for name in ("place_words", "passages"))
    return words, passages


def _coarse(values: RecordValues, protection: Protection) -> RecordValues:
    links = values.links
    horizon = protection.today - timedelta(days=protection.hold_back)
    return replace(
        values,
        claims=tuple(replace(claim, lat=_rounded(claim.lat), lon=_rounded(claim.lon)) for claim in values.claims),
        links=replace(
            links,
            events=tuple(replace(event, lat=_rounded(event.lat), lon=_rounded(event.lon)) for event in links.events),
            tolls=tuple(toll for toll in links.tolls if not _is_site([toll.place], ())),
            controls=tuple(
                replace(control, lat=_rounded(control.lat), lon=_rounded(control.lon))
                for control in links.controls
                if not (_is_site([control.place, control.place_id], ()) or _since(control, horizon))
            ),
        ),
        relations=tuple(one for one in values.relations if one.interval.end is None or one.interval.end <= horizon),
    )


def _since(control: Control, horizon: date) -> bool:
    begun = control.since.end or control.since.start
    return begun is not None and begun > horizon


def _rounded(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, DECIMALS)
