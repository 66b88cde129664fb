"""Who is cited for a claim, and as what: the speaker that coding found, as one of the actors that the packs know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from casus.grounding.actors import ActorContext, ActorIndex, ActorMatch
from casus.record import Draft, SourceType

ARMED: Final = frozenset({"state_forces", "government", "rebel", "militia", "jihadist", "coalition", "police"})
STATES: Final = frozenset({"government", "state_forces", "police"})
UNSURE: Final = frozenset(
    {"government", "witness", "other", "official_unnamed"}
)  # types that whose side it is overrules
FOUGHT: Final = frozenset({"armed_clash", "territory_gain", "air_strike", "shelling", "offensive", "siege"})
"""Kinds of claims in which a state cited for its own is a belligerent."""
BARE: Final = frozenset({"army", "military", "navy", "air force", "coalition"})
BRANCHES: Final = frozenset({"office", "agency", "mission", "branch", "team", "coordinator", "envoy"})
"""Parts of a body that are cited by what they are: "United Nations human rights office"."""
PRINTED: Final = frozenset({"agency", "media"})
SPEAKERS: Final[dict[str, SourceType]] = {
    "monitor": "monitor", "un": "un", "ngo": "ngo", "agency": "media", "media": "media",
}  # fmt: skip
NAMES: Final = re.compile(r"[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*")
COMMON_IN_TITLES: Final = frozenset(
    {"the", "of", "news", "daily", "times", "express", "press", "agency", "tv", "radio", "post", "tribune", "today", "national", "new",
     "state", "media"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as a claim holds it: its name (``None``: the reporter), the actor that it is, where one is known, and its type."""

    name: str | None
    actor_id: str | None
    type: SourceType


def cited_source(draft: Draft, actors: ActorIndex, base: ActorContext) -> Cited:
    """The source of a draft, as seen from the document."""
    if draft.source is None:
        return Cited(None, None, "reporter")
    text = draft.source.text.strip(" ,“”\"'")
    match = actors.resolve(text, base.on, base)
    if match is not None and match.kind in SPEAKERS and " and " not in text:
        if match.kind in PRINTED and not _alike(text, match.name):  # packs list several papers under one
            return Cited(text, None, "media")
        if _says_more(text, match.name):
            return Cited(text.removeprefix("the "), match.actor_id, SPEAKERS[match.kind])
        return Cited(match.name, match.actor_id, SPEAKERS[match.kind])
    known = match if match is not None and match.known else None
    kind = _type_of(draft, known or _named_side(text, actors, base), actors, base)
    if known is not None and text.lower() in BARE and known.name.lower().endswith(f" {text.lower()}"):
        text = known.name  # "the army" is whose it is: "Malian army"
    return Cited(text, known.actor_id if known is not None else None, kind)


def _says_more(written: str, name: str) -> bool:
    """Whether a body as written says more than the packs' name of it: which office of it, or the words of an abbreviation."""
    parts = written.split()
    spelt = "".join(part[0] for part in parts if part[0].isupper())
    return (len(parts) > 1 and name.isupper() and spelt == name) or (name == "United Nations" and parts[-1] in BRANCHES)


def _type_of(draft: Draft, side: ActorMatch | None, actors: ActorIndex, base: ActorContext) -> SourceType:
    """The type of a source that speaks for a side: a belligerent where the side fights, or takes part in what is claimed."""
    kind = draft.source_type
    if side is None or side.kind not in ARMED or kind not in UNSURE:
        return kind
    if kind == "witness" and draft.source is not None and draft.source.text.split()[-1].islower():
        return kind  # "a Palestinian man", "Turkish residents": where they come from
    if side.kind not in STATES or (draft.kind in FOUGHT and side.actor_id in _parties(draft, actors, base)):
        return "belligerent"
    return kind if kind == "official_unnamed" else "government"


def _named_side(text: str, actors: ActorIndex, base: ActorContext) -> ActorMatch | None:
    """The side that a source's phrase names somewhere ("an SDF spokesman", "Turkish officials")."""
    for name in NAMES.findall(text):
        match = actors.resolve(name, base.on, base)
        if match is not None and match.known and match.kind in ARMED:
            return match
    return None


def _parties(draft: Draft, actors: ActorIndex, base: ActorContext) -> frozenset[str]:
    found = (actors.resolve(phrase.text, base.on, base) for phrase in (*draft.actors, *draft.targets))
    return frozenset(match.actor_id for match in found if match is not None)


def _alike(written: str, name: str) -> bool:
    """Whether a medium as written is the one of that name: they share a telling word, or one is the other's initials."""
    a, b = (re.findall(r"[a-z0-9]+", one.lower()) for one in (written, name))
    first, second = ("".join(word[0] for word in words) for words in (a, b))
    return bool((set(a) & set(b)) - COMMON_IN_TITLES) or first in b or second in a
