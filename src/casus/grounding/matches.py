"""Who a phrase names, as a value, and the small steps from words to such a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casus.grounding.names import Token, slug, tokens
from casus.grounding.nametrie import Hit, Name
from casus.grounding.phrases import COUNTING, SEATED, nouns
from casus.grounding.states import State
from casus.grounding.theatre import TheatreActor
from casus.record import Interval

AGAINST = ("anti", "non", "ex", "counter")
_PARTS = frozenset(
    {"northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest",
     "northeastern", "northwestern", "southeastern", "southwestern"}
)  # fmt: skip
_LOCATING = _PARTS | {"in", "into", "inside", "across", "throughout", "around", "near", "within"}
QUALIFYING = frozenset({"unidentified", "unknown", "suspected", "armed", "masked", "alleged"})
"""Words before a noun for armed people that are no part of a name, though a sentence begins with them."""
GLUE = re.compile(r"(?:['’‘`]s?)?[\s-]{1,2}")


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
    """Whether a period holds a day; without a day it does."""
    return on is None or not ((period.start and period.start > on) or (period.end and period.end < on))


def match_of(actor: TheatreActor, on: date | None = None) -> ActorMatch:
    """The match of a pack's actor on a day, with the name and the backers that it has then."""
    backers = tuple(tie.actor_id for tie in actor.backers if within(tie.period, on))
    return ActorMatch(actor.actor_id, actor.name_on(on), actor.kind, actor.country, backers, True)


def wider(actor: TheatreActor, on: date | None) -> frozenset[str]:
    """The sides that an actor is part of on a day."""
    return frozenset(tie.actor_id for tie in actor.part_of if within(tie.period, on))


def adjective(state: State) -> str:
    """The state's adjective ("Malian"), or its name where it has none."""
    return state.adjectives[0] if state.adjectives else state.name


def police(state: State, name: str) -> ActorMatch:
    """A state's police."""
    return ActorMatch(f"{state.actor_id}-police", name, "police", state.code, (), True)


def before_bracket(text: str) -> str:
    """A phrase without its brackets and appositions."""
    return text.split("(")[0].split(",")[0]


def names_a_side(words: Sequence[Token], head_class: str) -> bool:
    """Whether words can name somebody: a proper name, or a noun of people, forces or offices."""
    return bool(head_class) or any(word.text[:1].isupper() for word in words)


def unidentified(words: Sequence[Token]) -> ActorMatch:
    """An actor that no pack knows, by its own name."""
    if len(words) > 1 and words[0].key in QUALIFYING and words[1].text.islower():
        words = [words[0]._replace(text=words[0].text.lower()), *words[1:]]  # a sentence begins with it
    name = joined(words)
    return ActorMatch(f"unidentified:{slug(name)}", name, "other", None, (), False)


def without_speaker(words: list[Token]) -> list[Token]:
    """Words without a trailing "spokesman", "commander" ...: "a rebel commander" speaks for the rebels."""
    while len(words) > 1 and (words[-1].key,) in nouns().speakers and words[-2].text.islower():
        words = words[:-1]
    return words


def nominal(state: State, name: Name, last: Token, rest: Sequence[Token]) -> str:
    """ "Mali's troops" and "the Malian army" are both "Malian army"; a name used as an adjective stays ("Myanmar military")."""
    owns = rest[0].begin - last.end > 1
    joint = next((at for at, word in enumerate(rest) if word.key == "and"), len(rest))
    rest = rest[: joint or len(rest)]  # "troops and tanks" are an army
    title = nouns().title(tuple(word.key for word in rest))
    return f"{adjective(state) if owns else name.text} {title or ' '.join(word.text for word in rest)}"


def joined(words: Sequence[Token]) -> str:
    """Words as one name, with the hyphens that they are written with."""
    parts: list[str] = []
    for index, word in enumerate(words):
        parts.append(word.text)
        if index + 1 < len(words):
            parts.append("-" if word.hyphen and words[index + 1].begin == word.end + 1 else " ")
    return "".join(parts)


def cause_of(words: Sequence[Token], hits: Sequence[Hit]) -> str:
    """Whose people march, or for or against whom, by the last words before such a noun: "Lebanese", "anti-government"; else empty."""
    if len(words) > 1 and prefixed(words, len(words) - 1, "anti", "pro"):
        return f"{words[-2].key}-{words[-1].text}"
    peoples = [hit for hit in hits if hit.last == len(words) and any(name.kind == "adjective" for name in hit.names)]
    return joined(words[peoples[-1].first :]) if peoples else ""


def prefixed(words: Sequence[Token], at: int, *prefixes: str) -> bool:
    """Whether a word has one of the prefixes, with a hyphen ("pro-", "anti-")."""
    return at > 0 and words[at - 1].hyphen and words[at - 1].key in prefixes


def placed(words: Sequence[Token], at: int) -> bool:
    """Whether the word before a name says that a place is meant ("in Syria", "northern Syria")."""
    before = words[at - 1].key if at else ""
    return before in _LOCATING or (before == "the" and at > 1 and words[at - 2].key in _LOCATING)


def parted(words: Sequence[Token], at: int) -> bool:
    """Whether the word before a name says that a part of a land is meant ("northern Syria")."""
    return at > 0 and words[at - 1].key in _PARTS


def names_another(words: Sequence[Token], hit: Hit) -> bool:
    """Whether the words around a name say that somebody else is meant ("anti-Russian fighters", "a UK-based monitor")."""
    seated = hit.last < len(words) and words[hit.last - 1].hyphen and words[hit.last].key in SEATED
    return seated or prefixed(words, hit.first, *AGAINST)


def nominal_after(
    text: str, words: Sequence[Token], start: int, classes: Sequence[str], names: bool = False
) -> tuple[int, str, int] | None:
    """The longest nominal of some classes of head that goes on from a name: its end, class and head's length in words."""
    best = None
    for end in range(start + 1, min(start + 4, len(words)) + 1):
        if not _goes_on(text, words[end - 2], words[end - 1]) or not (names or words[end - 1].text.islower()):
            break
        head, length = nouns().classify(tuple(word.key for word in words[start:end]))
        between = [word.key for word in words[best[0] : end - length]] if best and head else []
        if best and between and (between != ["and"] or head != best[1]):
            break  # "army rushed | reinforcements", "military and | police": another nominal
        if head in classes:
            best = (end, head, length)
    return best


def _goes_on(text: str, last: Token, word: Token) -> bool:
    """Whether a nominal may go on with a word: with a blank, a hyphen or a possessive between, and no number or function word."""
    joint = GLUE.fullmatch(text, last.end, word.begin) is not None
    return joint and word.key not in nouns().breaks and word.key not in COUNTING and not word.text[0].isdecimal()


def is_name(text: str) -> bool:
    """Whether words can be the name of somebody unknown: neither only words that name nobody, nor cut off at a single letter."""
    words = tokens(text)
    empty = all(word.key in nouns().modifiers or word.key in COUNTING for word in words)
    return not empty and not (len(words[-1].text) == 1 and words[-1].text.islower())
