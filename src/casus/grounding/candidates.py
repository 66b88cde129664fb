"""Who may be a side of a claim: everybody named near it, whom the parse gives, those whom the text names most, and civilians."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from casus.grounding.actors import ActorMatch
from casus.grounding.joining import joined
from casus.grounding.phrases import shape
from casus.grounding.sightings import Sighting, datelines
from casus.record import Draft, Phrase

Role = Literal["actor", "target"]
ROLES: tuple[Role, Role] = ("actor", "target")
HEADED = frozenset({"name", "nominal", "people"})  # forms of sightings that end with a head noun
FAR = 700  # characters before a sentence in which a side named is still a candidate
LEAD = 3  # sides named first in a text
PLACES = frozenset({"state", "home"})  # forms of sightings by a state's bare name, as often the place as the side
AHEAD = 160  # characters after it in which one is
CIVILIANS = ActorMatch("civilians", "civilians", "civilians", None, (), True)
PROTESTERS = ActorMatch("protesters", "protesters", "civilians", None, (), True)
PROTESTING = frozenset({PROTESTERS.actor_id, "demonstrators"})
DEFINITE = re.compile(r"\b(?:the|these|those)\s+$", re.IGNORECASE)
DIED_FIGHTING = re.compile(
    r"\b(?:killed|died|dies|dead|wounded|injured)\b(?:\s+[\w-]+){0,3}?\s+(?:fighting|battling)\s+(?:against\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
CAUSE = re.compile(r"\b((?:anti|pro)-)(\w+) (?:protest|demonstrat|rall|march)", re.IGNORECASE)


@dataclass(slots=True)
class Candidate:
    """A side that may take part in a claim: its sightings near the claim and what the parse makes of it."""

    match: ActorMatch
    near: list[Sighting] = field(default_factory=list)
    parsed: set[Role] = field(default_factory=set)
    speaks: bool = False
    strikes: bool = False  # the words say that it killed: it is no target
    joined: frozenset[str] = frozenset()  # the actor ids to which the claim's sentence joins it


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a claim stands in: the text, all its sightings in order, and how often each side is named."""

    text: str
    sightings: tuple[Sighting, ...]
    starts: tuple[int, ...]
    weight: Mapping[str, int]
    total: int
    order: tuple[str, ...]
    lead: tuple[str, ...]
    home: str | None
    written_in: tuple[tuple[int, int], ...]  # where lines tell the place that they were written in


def surroundings(text: str, sightings: Sequence[Sighting], home: str | None) -> Surroundings:
    """The surroundings that all claims of one document share; ``home`` is the country where it plays."""
    weight = Counter(
        s.match.actor_id
        for s in sightings
        if s.form not in ("people", "state", "home") and s.match.kind not in ("media", "monitor")
    )
    order = tuple(actor for actor, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0])))
    lead = tuple(dict.fromkeys(s.match.actor_id for s in sightings if s.match.actor_id in weight))[:LEAD]
    begins = tuple(s.begin for s in sightings)
    written_in = tuple(datelines(text))
    return Surroundings(text, tuple(sightings), begins, weight, weight.total(), order, lead, home, written_in)


def candidates(
    draft: Draft, around: Surroundings, parsed: Mapping[Role, Sequence[ActorMatch]], speaker: str | None
) -> list[Candidate]:
    """Every side that may take part, by actor id: named near, given by the parse, or civilians."""
    found: dict[str, Candidate] = {CIVILIANS.actor_id: Candidate(CIVILIANS)}
    first = bisect_left(around.starts, draft.sentence[0] - FAR)
    last = bisect_left(around.starts, draft.sentence[1] + AHEAD)
    for sighting in around.sightings[first:last]:
        found.setdefault(sighting.match.actor_id, Candidate(sighting.match)).near.append(sighting)
    for sighting in around.sightings:
        if sighting.match.actor_id in around.order[:3]:
            found.setdefault(sighting.match.actor_id, Candidate(sighting.match))
    if draft.kind == "protest" and not PROTESTING & set(found):
        found[PROTESTERS.actor_id] = Candidate(_protesters(around.text[slice(*draft.sentence)]))
    for role in ("actor", "target"):
        for match in parsed[role]:
            found.setdefault(match.actor_id, Candidate(match)).parsed.add(role)
    _as_meant(found, draft, around.text)
    begin, end = draft.sentence
    links = joined(around.text, [s for s in around.sightings[first:last] if begin <= s.begin < end])
    for candidate in found.values():
        candidate.match = _as_named(candidate, draft)
        candidate.joined = links.get(candidate.match.actor_id, frozenset())
    _as_killers(found, draft, around.text)
    if speaker in found:
        found[speaker].speaks = True
    return [found[key] for key in sorted(found)]


def named_by_head(phrase: Phrase, around: Surroundings) -> ActorMatch | None:
    """Whom the sighting names that ends with a phrase's head noun: "six policemen" are the police that the text's words show there."""
    core = shape(phrase.text).core
    at = phrase.text.find(core)
    if not core or at < 0:  # brackets were taken out of its middle
        return None
    end = phrase.begin + at + len(core)
    first = bisect_left(around.starts, phrase.begin)
    last = bisect_left(around.starts, end)
    ending = (s.match for s in around.sightings[first:last] if s.end == end and s.form in HEADED and s.match.known)
    return next(ending, None)


def _as_meant(found: dict[str, Candidate], draft: Draft, text: str) -> None:
    """Make "the fighters" words for whom they mean: a clause's subject that the parse gives by a name from before is no side of its own."""
    meant = [one for one in found.values() if "actor" in one.parsed and not inside(one, draft)]
    bare = [
        one
        for one in found.values()
        if not one.match.known
        and not one.parsed
        and (own := inside(one, draft))
        and all(
            s.form == "nominal" and s.end <= draft.trigger.begin and DEFINITE.search(text, max(0, s.begin - 8), s.begin)
            for s in own
        )
    ]
    if len(meant) == len(bare) == 1:
        (name,), (words,) = meant, bare
        name.near = sorted(
            [*name.near, *(replace(s, match=name.match) for s in inside(words, draft))], key=lambda s: s.begin
        )
        del found[words.match.actor_id]


def _as_killers(found: dict[str, Candidate], draft: Draft, text: str) -> None:
    """Whom somebody was "killed fighting" did it, and is not hit; so did whoever is joined to them."""
    if draft.kind not in ("armed_clash", "casualty_report"):
        return
    options = list(found.values())
    killers = [one for one in options if _died_fighting(one, draft, text)]
    beside = frozenset[str]().union(*(one.joined for one in killers))
    for one in options:
        if one in killers or one.match.actor_id in beside:
            one.parsed, one.strikes = {"actor"}, True


def _died_fighting(candidate: Candidate, draft: Draft, text: str) -> bool:
    begin = draft.sentence[0]
    return any(DIED_FIGHTING.search(text, begin, named.begin) for named in inside(candidate, draft))


def inside(candidate: Candidate, draft: Draft) -> list[Sighting]:
    """The sightings of a candidate in the claim's sentence."""
    return within(candidate.near, draft)


def within(sightings: Iterable[Sighting], draft: Draft) -> list[Sighting]:
    """Those of some sightings that are in the claim's sentence."""
    begin, end = draft.sentence
    return [s for s in sightings if begin <= s.begin < end]


def _protesters(sentence: str) -> ActorMatch:
    """Protesters whom a sentence only implies ("anti-government rallies"), with their cause where it tells one."""
    told = CAUSE.search(sentence)
    return replace(PROTESTERS, name=f"{told[1].lower()}{told[2]} {PROTESTERS.name}") if told else PROTESTERS


def _as_named(candidate: Candidate, draft: Draft) -> ActorMatch:
    """The candidate by the name that it has nearest to the claim: in its sentence, or else the last before it."""
    own = inside(candidate, draft)
    before = [s for s in candidate.near if s.end <= draft.sentence[0]]
    nearest = sorted(own, key=lambda s: (s.form in PLACES, gap(s, draft), s.begin)) or before[::-1]
    return nearest[0].match if nearest else candidate.match


def gap(sighting: Sighting, draft: Draft) -> int:
    """Characters between a sighting and the word that tells of the claim."""
    return max(draft.trigger.begin - sighting.end, sighting.begin - draft.trigger.end, 0)
