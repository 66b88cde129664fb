"""Values and small helpers by which sides are told: a match, its context, and the names that phrases give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casus.grounding.names import Token, slug
from casus.grounding.nametrie import Name
from casus.grounding.phrases import nouns
from casus.grounding.states import State
from casus.grounding.theatre import TheatreActor
from casus.record import Interval

RELATIVE = frozenset(
    {"member", "members", "supporter", "supporters", "operative", "operatives", "recruit", "recruits", "volunteer", "volunteers"}
)  # fmt: skip
"""Armed people only by belonging to somebody who is named; alone they are nobody in particular."""


@dataclass(frozen=True)
class ActorMatch:
    """Who a phrase names. ``known`` tells an actor of the packs or a state from one known by its name alone."""

    actor_id: str
    name: str
    kind: str
    country: str | None
    backers: tuple[str, ...]
    known: bool


@dataclass(frozen=True)
class ActorContext:
    """What a document is about: theatres and countries by weight, actors mentioned so far (latest last), its date."""

    theatres: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    on: date | None = None


def within(period: Interval, on: date | None) -> bool:
    """Whether a name of this period can be meant on a day; an unknown day rules nothing out."""
    return on is None or period.overlaps(Interval(on, on))


def match_of(actor: TheatreActor) -> ActorMatch:
    """The match of an actor that a theatre pack defines."""
    return ActorMatch(actor.actor_id, actor.name, actor.kind, actor.country, actor.backers, True)


def adjective(state: State) -> str:
    """The adjective of a state ("Malian"), or its name where the table has none."""
    return state.adjectives[0] if state.adjectives else state.name


def police(state: State, name: str) -> ActorMatch:
    """The police of a state, under the name that the text gives."""
    return ActorMatch(f"{state.actor_id}-police", name, "police", state.code, (), True)


def before_bracket(text: str) -> str:
    """The text up to the first bracket or comma."""
    return text.split("(")[0].split(",")[0]


def unidentified(words: Sequence[Token]) -> ActorMatch:
    """A side known by its name alone."""
    name = joined(words)
    return ActorMatch(f"unidentified:{slug(name)}", name, "other", None, (), False)


def names_a_side(words: Sequence[Token], head: str) -> bool:
    """Whether unknown words can be a side: a head noun of people or a body (its class is ``head``), or a name."""
    if len(words) == 1 and words[0].key in RELATIVE:
        return False
    return bool(head) or any(word.text[:1].isupper() for word in words)


def without_speaker(words: list[Token]) -> list[Token]:
    """The words without a closing noun that makes them a speaker ("army | spokesman")."""
    while len(words) > 1 and (words[-1].key,) in nouns().speakers and words[-2].text.islower():
        words = words[:-1]
    return words


def nominal(state: State, name: Name, last: Token, rest: Sequence[Token]) -> str:
    """ "Mali's army" and "the Malian army" are both "Malian army"; a name used as an adjective stays ("Myanmar military")."""
    owns = rest[0].begin - last.end > 1
    return " ".join([adjective(state) if owns else name.text, *(word.text for word in rest)])


def joined(words: Sequence[Token]) -> str:
    """Words as one name, with the hyphens that they are written with."""
    parts: list[str] = []
    for index, word in enumerate(words):
        parts.append(word.text)
        if index + 1 < len(words):
            parts.append("-" if word.hyphen and words[index + 1].begin == word.end + 1 else " ")
    return "".join(parts)
