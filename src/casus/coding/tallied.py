"""Which of the numbers that a claim's sentence tells of one thing stand: coordinated ones added up, the nearest, wholes before parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from casus.coding.counts import KILLED, whom_of
from casus.coding.phrases import coordinated
from casus.record import CountWhat

if TYPE_CHECKING:
    from spacy.tokens import Token

MOVED = (
    "displaced",
    "detained",
    "surrendered",
    "abducted",
    "deployed",
)  # of these a share tells how many it happened to
REPEATED = 2  # words from a number to the same number again, "and" between them
ROW = re.compile(r"(?:^\s*(?:,\s*)?and|,\s*(?:along|together) with)(?:\s+(?:about|around|some|nearly|almost|over|more than|at least))?\s*$", re.I)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tallied:
    """A number with what it counts, how far it stands from the trigger, and in which way it is part of another number."""

    what: CountWhat
    least: int | None
    most: int | None
    first: Token
    last: Token
    anchor: Token
    distance: int
    part: int = 0
    sided: bool = True
    said: bool = True  # words tell it of this very number
    share: bool = False  # "half of whom"


def settled(found: Sequence[Tallied]) -> list[Tallied]:
    """The numbers that stand, in order of the text, the sum of a coordination of the dead among them."""
    kept = _agreeing(_nearest(_added_up(found)))
    return _distinct(_whole(sorted(kept, key=_place)))


def _distinct(kept: Sequence[Tallied]) -> list[Tallied]:
    """The numbers, "hundreds and hundreds of people" once."""
    again = {id(b) for a, b in pairwise(kept) if _figures(a) == _figures(b) and b.first.i - a.last.i <= REPEATED}
    return [item for item in kept if id(item) not in again]


def _figures(item: Tallied) -> tuple[CountWhat, int | None, int | None]:
    return item.what, item.least, item.most


def _added_up(found: Sequence[Tallied]) -> list[Tallied]:
    """Coordinated numbers of the same thing as their sum ("twelve teachers and four others were injured")."""
    out: list[Tallied] = []
    for item in found:
        before = next((at for at, other in enumerate(out) if _coordinated(other, item)), None)
        if before is None:
            out.append(item)
            continue
        other = out[before]
        least = None if other.least is None or item.least is None else other.least + item.least
        most = None if other.most is None or item.most is None else other.most + item.most
        out[before] = replace(other, least=least, most=most, last=item.last)
    return out


def _coordinated(a: Tallied, b: Tallied) -> bool:
    if a.what == "detained" and _held_as(a) != _held_as(b):  # fighters, women and children are held apart
        return False
    return a.what == b.what and not a.part and not b.part and a.anchor != b.anchor and b.anchor in coordinated(a.anchor)


def _held_as(item: Tallied) -> str:
    """The class of people that a number of the held counts; "" for all other counts."""
    whom = whom_of(item.anchor) if item.what == "detained" else None
    return "fighters" if whom in ("combatants", "armed") else whom if whom == "children" else ""


def _nearest(found: Sequence[Tallied]) -> list[Tallied]:
    """One number for each thing counted: wholes before parts, near the trigger before far, early before late."""
    best: dict[CountWhat, list[Tallied]] = {}
    moved = {item.what for item in found if item.share and item.said and item.what in MOVED}
    found = [item for item in found if item.part or item.what not in moved]  # "2 million people, half of whom fled"
    for item in sorted(found, key=lambda item: (item.part, item.distance, item.first.i)):
        told = best.setdefault(item.what, [item])
        if item.what == "detained" and any(_in_a_row(*sorted((other, item), key=_place)) for other in told):
            told.append(item)
    return [item for told in best.values() for item in told]


def _place(item: Tallied) -> int:
    return item.first.i


def _in_a_row(a: Tallied, b: Tallied) -> bool:
    """Whether a number of people of another class stands in a row with a number ("50 rebels | and about | 20 women")."""
    if a.part or b.part or _held_as(a) == _held_as(b):
        return False
    return bool(ROW.search(str(a.anchor.doc[a.anchor.i + 1 : b.first.i])))


def _agreeing(kept: Sequence[Tallied]) -> list[Tallied]:
    """The counts without dead that cannot be the whole of those of one side who stand nearer, as they are no more than these."""
    whole = next((item for item in kept if item.what == "killed" and not item.part), None)
    sides = [item for item in kept if item.what in ("killed_civilians", "killed_combatants") and not item.part]
    if whole is None or not sides or _together([whole, sides[0]]):
        return list(kept)
    if all(_most(whole) > _most(side) for side in sides):
        return list(kept)
    told_once = any((whole.least, whole.most) == (side.least, side.most) for side in sides)
    dropped = [whole] if told_once or whole.distance >= min(side.distance for side in sides) else sides
    return [item for item in kept if item not in dropped]


def _most(item: Tallied) -> int:
    return max(item.least or 0, item.most or 0)


def _whole(kept: Sequence[Tallied]) -> list[Tallied]:
    """The counts, with the sum of all dead where civilians and combatants are coordinated ("a civilian and a policeman")."""
    kept = _with_children(kept)
    parts = [item for item in kept if item.what in KILLED and item.what != "killed_children" and not item.part]
    if len(parts) < 2 or not _together(parts):
        return list(kept)
    least, most = [item.least for item in parts], [item.most for item in parts]
    if None in least or None in most:
        return list(kept)
    whole = replace(parts[0], what="killed", least=sum(filter(None, least)), most=sum(filter(None, most)))
    return [whole, *(item for item in kept if item.what != "killed")]


def _with_children(kept: Sequence[Tallied]) -> list[Tallied]:
    """The counts, with children among the civilians where both are coordinated ("a mother and her three children": four)."""
    civil = next((item for item in kept if item.what == "killed_civilians" and not item.part), None)
    young = next((item for item in kept if item.what == "killed_children" and not item.part), None)
    if (
        civil is None
        or young is None
        or not _together([civil, young])
        or None in (civil.least, civil.most, young.least, young.most)
    ):
        return list(kept)
    added = replace(civil, least=(civil.least or 0) + (young.least or 0), most=(civil.most or 0) + (young.most or 0))
    return [added if item is civil else item for item in kept]


def _together(parts: Sequence[Tallied]) -> bool:
    """Whether the counted are coordinated, each with the one before."""
    return all(b.anchor in coordinated(a.anchor) or a.anchor in coordinated(b.anchor) for a, b in pairwise(parts))
