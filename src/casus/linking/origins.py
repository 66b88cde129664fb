"""Where knowledge of a claim really comes from: the source cited, or else the agency or paper that says it.

Documents go by the keys under which they are given: :attr:`Document.key` is reckoned from the text, which linking is not always given.

Two papers that both cite the Observatory are one origin; a spokesman speaks for his side or body; a paper that a third one cites is the
origin, as an agency is; a copy shares the origin of the text that it copies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from casus.linking import kin
from casus.linking.names import actor_likeness, actor_name, fold, tokens
from casus.linking.words import words
from casus.record import Claim, Document

_TAKEN = 0.8  # share of a claim's evidence that stands in a repeated passage


@dataclass(frozen=True, slots=True)
class Origin:
    """An origin: ``key`` tells origins apart, ``name`` is shown to people."""

    key: str
    name: str


def origin_of(claim: Claim, documents: Mapping[str, Document]) -> Origin:
    """The origin of a claim. Raises ``KeyError`` when its document is not among ``documents``."""
    if claim.source_id:
        return Origin(claim.source_id, claim.source or claim.source_id)
    if claim.source:
        side = _side_named(claim.source, (*claim.actors, *claim.targets))
        name = _without_roles(claim.source)
        return Origin(kin.body_in(claim.source) or _key(side or name), name)
    return publisher_of(root(told_in(claim, documents), documents), documents)


def in_full(origins: Mapping[str, Origin], claims: Iterable[Claim]) -> dict[str, Origin]:
    """The origins of an event's claims, by claim id, each source that a report names again in short as it is named in full there.

    "Police" is the "regional police" of the same report, "Koval" its "Ivan Koval"; where two could be meant, it stays by itself.
    """
    named: dict[str, dict[frozenset[str], set[Origin]]] = defaultdict(lambda: defaultdict(set))
    cited = [claim for claim in claims if claim.source]
    for claim in cited:
        named[claim.document][_name_words(claim)].add(origins[claim.claim_id])
    full = dict(origins)
    for claim in cited:
        own = _name_words(claim)
        longer = {one for other, found in named[claim.document].items() if own and own < other for one in found}
        if len({one.key for one in longer}) == 1:
            full[claim.claim_id] = min(longer, key=lambda one: one.name)
    return full


def _name_words(claim: Claim) -> frozenset[str]:
    return frozenset(_key(claim.source or "").split("-"))


def told_in(claim: Claim, documents: Mapping[str, Document]) -> str:
    """The key of the document whose text a claim rests on: its own, or an earlier one that it has the claim's passage from."""
    for repeat in documents[claim.document].repeats:
        within = sum(max(0, min(end, claim.end) - max(begin, claim.begin)) for begin, end in repeat.passages)
        if not repeat.whole and repeat.original in documents and within > _TAKEN * (claim.end - claim.begin):
            return repeat.original
    return claim.document


def root(key: str, documents: Mapping[str, Document]) -> str:
    """The key of the first text of a chain of copies; a copy of a document that is not at hand stands for itself."""
    seen = {key}
    while (first := documents[key].copy_of) and first in documents and first not in seen:
        key = first
        seen.add(key)
    return key


def publisher_of(key: str, documents: Mapping[str, Document]) -> Origin:
    """The publisher as origin: as named, else the URL's host, else the document itself."""
    document = documents[key]
    name = document.publisher or urlsplit(document.url or "").hostname
    if name:
        return Origin(kin.body_in(name) or _key(name), name)
    return Origin(f"report {document.copy_of or key}", f"report {document.id}")


def belongs_to(origin: Origin, sides: Sequence[str]) -> bool:
    """Whether the origin is one of the sides, or speaks for it."""
    return any(_speaks_for(origin.name, side) for side in sides)


@lru_cache(maxsize=65536)
def _speaks_for(source: str, side: str) -> bool:
    if "civilian" in actor_name(side).sorts:
        return False
    if actor_likeness(source, side) == "same":
        return True
    said, own = set(tokens(source)), set(tokens(side))
    if own <= said:
        return True
    a, b = actor_name(source), actor_name(side)
    return bool(a.sorts & b.sorts & {"state", "rebel", "militia"}) and bool(a.own & b.own)


def _side_named(source: str, sides: Sequence[str]) -> str | None:
    return next((side for side in sides if _speaks_for(source, side)), None)


def _without_roles(source: str) -> str:
    """A source without its offices, for showing: "spokesman Ivan Koval" as "Ivan Koval", "SDF officials" as "SDF".

    An office behind a name that no pack lists stays ("Kurdish officials"), and so does one in front of no name at all.
    """
    roles = words().source_roles
    parts = source.split()
    while len(parts) > 1 and fold(parts[0]).strip(".,") in roles:
        parts.pop(0)
    named = list(parts)
    while len(named) > 1 and fold(named[-1]).strip(".,") in roles:
        named.pop()
    if kin.is_listed(" ".join(named)):
        parts = named
    bare = " ".join(parts).strip(" ,.")
    return bare if any(char.isupper() for char in bare) else source


def _key(name: str) -> str:
    told = [word for word in tokens(name) if word not in words().source_roles]
    return "-".join(told or tokens(name)) or name
