"""Which events are looked at together when rivals, operations, tolls and control are made: those of one war.

The wars are those that the theatre packs cover, each with its countries; the countries that no pack covers are wars of their own. An
event is of the war of its country where a pack covers it. Others are of the war that their documents chiefly tell of (the pack's
before a single country's: a bomb in a capital, told of in a report on a war far away), else of their country's, and where neither
tells, of their first document alone. What is made of one war never depends on another, so that a new document touches
the wars that it tells of and no more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from casus.filed import Kept, Stand, WarChange, toll_order
from casus.linking import kin
from casus.linking.control import changed_spot, find_control
from casus.linking.events import Known
from casus.linking.operations import find_operations
from casus.linking.rivals import days_at_stake, spots_of, with_rivals
from casus.linking.scope import told_of
from casus.linking.tolls import counted, settled, telling
from casus.record import Claim, Links


@cache
def _covered() -> Mapping[str, str]:
    """The id of the pack that covers a country (of several the first), by the country's code."""
    found: dict[str, str] = {}
    for table in kin.tables():
        for code in table.get("countries", ()):
            found.setdefault(code, table["id"])
    return found


def homes(claims: Iterable[Claim]) -> dict[str, str]:
    """The war that most of a document's claims are placed in, by document key: a pack's before a single country's."""
    named: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        if claim.country:
            named[claim.document][_covered().get(claim.country, claim.country)] += 1
    return {key: _chief(found) for key, found in named.items()}


def _chief(told: Counter[str]) -> str:
    packs = set(_covered().values())
    return min(told, key=lambda war: (war not in packs, -told[war], war))


def war_of(documents: Iterable[str], country: str | None, home: Mapping[str, str]) -> str:
    """The war of an event told of in these documents (keys): a pack's id, a country's code, or ``in `` and a document's key.

    ``country`` is the event's own; ``home`` holds what :func:`homes` says of the documents.
    """
    if country is not None and country in _covered():
        return _covered()[country]
    keys = sorted(set(documents))
    told = Counter(home[key] for key in keys if key in home)
    return _chief(told) if told else country or f"in {keys[0]}"


def by_war(known: Iterable[Known], home: Mapping[str, str]) -> dict[str, list[Known]]:
    """The events by their war, in the order given."""
    wars: dict[str, list[Known]] = defaultdict(list)
    for one in known:
        wars[war_of((view.claim.document for view in one.views), one.event.country, home)].append(one)
    return dict(wars)


def link_war(known: Sequence[Known]) -> WarChange:
    """What the events of one war make together; ``known`` are in order of event id and do not know their rivals yet."""
    placed, operations = find_operations(with_rivals(known))
    tolls = counted(map(telling, placed))
    spells = find_control(placed)
    return WarChange(
        Links(
            events=tuple(one.event for one in placed),
            operations=tuple(operations),
            tolls=tuple(sorted(settled(tolls, operations), key=toll_order)),
            controls=tuple(spell for _, spell in spells),
            event_of={view.key: one.event.event_id for one in placed for view in one.views},
        ),
        kept=tuple(map(kept, placed)),
        counted=tuple(tolls),
        control_at=tuple(spot for spot, _ in spells),
    )


def kept(one: Known) -> Kept:
    """What is kept of an event whose operation is known."""
    days = days_at_stake(one)
    stands = [Stand(spot, "rival", days.start, days.end) for spot in spots_of(one)] if days else []
    spot = changed_spot(one)
    if spot is not None:
        stands.append(Stand(spot, "control"))
    return Kept(told_of(one), one.event.operation_id, tuple(stands))
