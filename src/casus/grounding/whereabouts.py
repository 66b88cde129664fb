"""Which of the places that a text names a claim is about: a choice among options, with weights learned from hand-coded claims.

Options are the places of the claim's own sentence, two of them together, those last spoken of and spoken of next, the places that the text names
most, the country that it is mostly about, those of the claims told before, and no place at all. What is said of an option is a list of words ("after: in", "far: 2"); each has a weight (``data/whereabouts.json``,
fitted by ``training/whereabouts.py``), and the option with the highest sum is taken.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import Literal

from casus.grounding.actors import ActorContext, ActorIndex
from casus.grounding.implied_places import implied_places
from casus.grounding.localities import with_localities
from casus.grounding.place_phrases import AWAY
from casus.grounding.places import PlaceResolver
from casus.grounding.placing import (
    BACKED,
    BEFORE_PLACE,
    INTRODUCED_TYPE,
    NO_PLACE,
    Located,
    is_expected,
    sentence_names,
    speaks_or_acts,
    stands_as_place,
)
from casus.grounding.pointing import Blend, pointed
from casus.grounding.recalling import Told, earlier_places
from casus.grounding.settling import PlaceContext
from casus.record import Draft, Place

Origin = Literal[
    "clause", "sentence", "both", "implied", "before", "after", "lead", "local", "often", "country", "told", "none"
]
BEFORE = 6  # places spoken of before the sentence that are options
AFTER, NEXT = 2, 300  # places that are spoken of in so many characters behind the sentence and are options
OFTEN, LEAST_OFTEN = 2, 2  # places named so many times in the text that are options
TOGETHER = re.compile(r",?\s+and\s+(?:the\s+)?")
LINE_END = "\n"
LEAD = 400  # characters from the beginning of a text in which its first place stands
WORD_BEFORE = re.compile(
    r"([A-Za-z]+)\s+(?:the\s+|central\s+|(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?\s+)*$"
)
ANYWHERE = frozenset({"airbase", "base", "consulate", "embassy", "camp", "prison", "airport"})
"""What a people has in other lands too."""
UNIT_OF_ARMY = re.compile(r"\b(?:Battalion|Brigade|Regiment|Corps|Military Region|Squadron)s?\b")
OWN = frozenset({"clause", "sentence", "both", "implied"})  # origins of what the claim's sentence names
POINTED = OWN | {"told"}
PREPOSITIONS = frozenset(
    {"in", "at", "near", "inside", "outside", "around", "across", "into", "within", "over", "through", "throughout", "on", "from", "to", "toward",
     "towards", "of", "along", "between", "and", "against", "for", "by", "with"}
)  # fmt: skip
REASONS: Mapping[Origin, str] = {
    "clause": "named in its clause", "sentence": "named in its sentence", "both": "named together in its sentence", "implied": "told in its sentence by a side or an adjective", "before": "spoken of before it",
    "after": "spoken of next", "lead": "the first place of the text", "local": "the place that the text is mostly about",
    "often": "a place that the text names often", "told": "the place of a claim before it", "country": "the country that the text is about", "none": "no place is told",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """A place that a claim may be about (``None``: none), where its name stands, and why it is an option."""

    place: Place | None
    origin: Origin
    begin: int = -1
    end: int = -1
    rank: int = 0


@lru_cache(maxsize=1)
def packaged_weights() -> Mapping[str, float]:
    """The weights in the package."""
    text = (resources.files("casus.grounding") / "data" / "whereabouts.json").read_text(encoding="utf-8")
    weights: dict[str, float] = json.loads(text)
    return weights


def choose(
    draft: Draft,
    text: str,
    located: Located,
    given: Sequence[Option],
    weights: Mapping[str, float],
    blends: Mapping[str, Blend] | None = None,
) -> Option:
    """The option with the highest sum of weights, blended with what the network points at where the draft has pointers; of equal ones the first."""
    scores = own_scores(draft, text, located, given, weights)
    if draft.pointers is not None and blends is not None:
        heard = pointed_at(draft, given, located)
        of = [blends[blend_of(option)] for option in given]
        scores = [blend.score(own, one) for blend, own, one in zip(of, scores, heard, strict=True)]
    return given[max(range(len(given)), key=lambda at: (scores[at], -at))]


def own_scores(
    draft: Draft, text: str, located: Located, given: Sequence[Option], weights: Mapping[str, float]
) -> list[float]:
    """The sum of weights of each option."""
    around = Around.of(located)
    return [sum([weights.get(word, 0.0) for word in words]) for words in described(given, draft, text, around)]


def blend_of(option: Option) -> str:
    """Which of the blends of ``data/pointing.json`` weighs an option: one an origin."""
    return "no place" if option.place is None else f"place, {option.origin}"


def pointed_at(draft: Draft, given: Sequence[Option], located: Located) -> list[float | None]:
    """What the network says of each option's place, wherever the text names it near."""
    named = [located.stretches.get(option.place.place_id, ()) if option.place else () for option in given]
    own = [((option.begin, option.end),) if option.origin in POINTED else () for option in given]
    return pointed(draft, "place", [(*here, *all_) for here, all_ in zip(own, named, strict=True)])


def as_told(option: Option, given: Sequence[Option], text: str) -> Option:
    """The option as the sentence names its place, if it does, with a point that is only near where the words say so.

    ("30 km from Goma", "north of Kharkiv"; the name stays the place's.)
    """
    place = option.place
    if place is None:
        return option
    same = (one for one in given if one.origin in OWN and one.place == place)
    named = option if option.begin >= 0 else next(same, option)
    if place.precision != "exact" or not AWAY.search(text[max(0, named.begin - 80) : max(0, named.begin)]):
        return named
    return replace(named, place=replace(place, precision="near"))


# ------------------------------------------------------------------------------------------------- the options


def options(
    draft: Draft,
    text: str,
    located: Located,
    resolver: PlaceResolver,
    actors: ActorIndex,
    context: PlaceContext,
    told: Sequence[Told] = (),
) -> list[Option]:
    """All options for a claim: at least that of no place."""
    out = [
        Option(place, "clause" if rank < len(draft.places) else "sentence", begin, end, rank)
        for rank, (place, begin, end) in enumerate(_of_sentence(draft, text, located.people, resolver, actors, context))
    ]
    for phrase in implied_places(text, *draft.sentence, located.country, resolver):
        implied = resolver.resolve(phrase.text, context)
        if implied is not None and all(implied.name != option.place.name for option in out if option.place):
            out.append(Option(implied, "implied", phrase.begin, phrase.end, len(out)))
    out += _together(out, text, resolver, context)
    begin, end = draft.sentence
    out += _opening(out, located, begin)
    back = reversed([(at, place) for at, place in located.names if at < begin])
    ahead = [(at, place) for at, place in located.names if end <= at < end + NEXT]
    out += _distinct(back, "before", BEFORE) + _distinct(ahead, "after", AFTER)
    lead = next((place for at, place in located.names if at < LEAD and place.precision != "country"), None)
    around: tuple[tuple[Place | None, Origin], ...] = (
        (lead, "lead"),
        (located.local, "local"),
        (located.country, "country"),
    )
    out += [Option(one, origin) for one, origin in around if one is not None]
    out += _often(out, located)
    out += [Option(one.place, "told", one.begin, one.end, rank) for rank, one in enumerate(earlier_places(told))]
    return [*out, Option(None, "none")]


def _opening(given: Sequence[Option], located: Located, begin: int) -> list[Option]:
    """The place that a sentence begins with ("El Fasher, ..., is besieged"), which no word introduces."""
    taken = {option.place.place_id for option in given if option.place}
    first = next((place for at, place in located.names if at == begin), None)
    if first is None or first.place_id in taken or first.precision == "country":
        return []
    return [Option(first, "sentence", begin, begin + len(first.name), len(given))]


def _distinct(names: Iterable[tuple[int, Place]], origin: Origin, most: int) -> list[Option]:
    """The first places of some names, each once."""
    out: dict[str, Option] = {}
    for at, place in names:
        if place.place_id not in out and len(out) < most:
            out[place.place_id] = Option(place, origin, at, at + len(place.name), len(out))
    return list(out.values())


def _often(given: Sequence[Option], located: Located) -> list[Option]:
    """The places that a text names most, countries left out, which are no options yet."""
    known = {option.place.place_id for option in given if option.place}
    places = {place.place_id: place for _, place in located.names if place.precision != "country"}
    times = Counter(place.place_id for _, place in located.names if place.place_id in places)
    ranked = sorted(times, key=lambda one: (-times[one], one))
    often = [one for one in ranked[: len(known) + OFTEN] if times[one] >= LEAST_OFTEN and one not in known][:OFTEN]
    return [Option(places[one], "often", rank=rank) for rank, one in enumerate(often)]


def _together(given: Sequence[Option], text: str, resolver: PlaceResolver, context: PlaceContext) -> Iterator[Option]:
    """Two places that "and" joins ("in Syria and Iraq"), as one."""
    ordered = sorted(given, key=lambda option: option.begin)
    for one, other in pairwise(ordered):
        if one.place is None or other.place is None or not TOGETHER.fullmatch(text, one.end, other.begin):
            continue
        place = resolver.resolve(f"{one.place.name} and {other.place.name}", context)
        if place is not None:
            yield Option(place, "both", one.begin, other.end, min(one.rank, other.rank))


def _of_sentence(
    draft: Draft, text: str, people: frozenset[str], resolver: PlaceResolver, actors: ActorIndex, context: PlaceContext
) -> list[tuple[Place, int, int]]:
    out = []
    seen_from = ActorContext(context.theatres, context.countries)
    for phrase in sentence_names(draft, text, resolver):
        if BACKED.match(text, phrase.end) or BACKED.search(phrase.text):
            continue
        match = actors.resolve(phrase.text)
        if match is not None and match.known and match.kind in NO_PLACE:
            continue
        place = resolver.resolve(phrase.text, context)
        if place is None or place.name in people or (place.lat is None and not stands_as_place(phrase, text)):
            continue
        if place.lat is None and actors.people(place.name.split()[0], seen_from):
            continue  # "the Kurdish north"
        if _of_people(place, resolver) or UNIT_OF_ARMY.search(place.name):
            continue  # "the Saudi consulate", "Russian airbase", "Light Infantry Battalion"
        if phrase.type == INTRODUCED_TYPE and not is_expected(place, context):
            continue
        out.append((place, phrase.begin, phrase.end))
    return with_localities(_in_one_country(out), text, *draft.sentence, resolver, context)


def _of_people(place: Place, resolver: PlaceResolver) -> bool:
    """Whether a name is a people's alone, or of a thing of theirs that may lie anywhere."""
    first, *rest = place.name.split()
    return resolver.land(first) is not None and (not rest or (len(rest) == 1 and rest[0] in ANYWHERE))


def _in_one_country(named: Sequence[tuple[Place, int, int]]) -> list[tuple[Place, int, int]]:
    """The places of a sentence, one that nobody knows in the country of the known one nearest to it ("In Lebanon, ... in Kfar Somewhere")."""
    known = [(place, begin) for place, begin, _ in named if place.lat is not None and place.country]
    out = []
    for place, begin, end in named:
        if place.lat is None and known:
            near = min(known, key=lambda one: abs(one[1] - begin))[0]
            place = replace(place, country=near.country)
        out.append((place, begin, end))
    return out


# ------------------------------------------------------------------------------------------------- what is said of one


@dataclass(frozen=True, slots=True)
class Around:
    """How often a text names each of its places, and in which country it plays."""

    times: Mapping[str, int]
    total: int
    country: str | None

    @classmethod
    def of(cls, located: Located) -> Around:
        """Counted once for a text."""
        times = {place_id: len(stretches) for place_id, stretches in located.stretches.items()}
        return cls(times, len(located.names), located.country.country if located.country else None)


def described(given: Sequence[Option], draft: Draft, text: str, around: Around) -> list[list[str]]:
    """What is said of each option, as words."""
    near = [other for other in given if other.origin in ("clause", "sentence")]
    told = any(standing(draft, other.begin, other.end) in ("own", "noun") for other in near)
    return [_describe(option, draft, text, around, near, told) for option in given]


def _describe(option: Option, draft: Draft, text: str, around: Around, near: Sequence[Option], told: bool) -> list[str]:
    """What is said of an option beside those ``near``, which the sentence names; ``told``: one of them in the claim's own clause."""
    out = [f"is: {option.origin}", f"is: {option.origin}, {draft.kind}"]
    place = option.place
    if draft.aggregate:
        out.append(f"is: {option.origin}, of a toll")
    if option.origin not in OWN:
        out.append(f"is: {option.origin}, {'a' if told else 'no'} place in the clause")
    if place is None:
        exact = [other for other in near if other.place and other.place.precision not in ("country", "region")]
        return [*out, f"others near: {min(len(near), 2)}", f"exact others near: {min(len(exact), 2)}"]
    known = "located" if place.lat is not None else "nowhere"
    wide = "wide" if place.precision in ("country", "region") else "narrow"
    out += [
        f"how precise: {place.precision}, {known}",
        f"how precise: {place.precision}, {option.origin}",
        f"{wide}, {draft.kind}",
    ]
    if around.country and place.country and place.country != around.country:
        out.append(f"abroad, {option.origin}")
    share = around.times.get(place.place_id, 0) / max(around.total, 1)
    out.append(f"named: {'often' if share > 0.35 else 'some' if share > 0.12 else 'seldom'}, {option.origin}")
    if option.origin not in OWN and any(other.place and other.place.place_id == place.place_id for other in near):
        out.append(f"is: {option.origin}, named in the sentence too")
    if draft.aggregate:
        out.append(f"{wide}, of a toll")
    if option.begin < 0 or option.origin == "after":
        return out
    if option.origin == "before":
        back = draft.sentence[0] - option.begin
        far = next(
            name
            for name, limit in (("near", 160), ("some", 400), ("further", 900), ("far", 2000), ("long ago", 10**9))
            if back < limit
        )
        return [
            *out,
            f"back: {far}, {option.rank if option.rank < 2 else 'more'}",
            f"back: {far}, {wide}",
            f"back: {'another' if LINE_END in text[option.begin : draft.sentence[0]] else 'its own'} paragraph",
            *_words(option, text, "back"),
        ]
    return [*out, *_in_sentence(option, draft, text, near)]


def _in_sentence(option: Option, draft: Draft, text: str, near: Sequence[Option]) -> list[str]:
    behind = option.begin >= draft.trigger.end
    gap = option.begin - draft.trigger.end if behind else draft.trigger.begin - option.end
    far = next(name for name, limit in (("by", 4), ("near", 25), ("some", 70), ("far", 10**9)) if gap < limit)
    side = "behind" if behind else "before"
    out = [f"{side}, {far}", f"{side}, {option.origin}", *_words(option, text, side)]
    out.append(f"rank: {min(option.rank, 3)}, {option.origin}")
    stands = standing(draft, option.begin, option.end)
    out += [f"stands: {stands}", f"stands: {stands.split(':')[0]}, {side}"]
    if not draft.begin <= option.begin < draft.end:
        out.append("outside the evidence")
    if option.begin - draft.sentence[0] < 5:
        out.append("opens the sentence")
    nearest = min(near, key=lambda other: abs(other.begin - draft.trigger.begin), default=None)
    if nearest is option:
        out.append("nearest")
    narrower = [other for other in near if other is not option and _narrower(other.place, option.place)]
    if narrower:
        out.append("a narrower one in the sentence")
    people = (*draft.actors, *draft.targets, *((draft.source,) if draft.source else ()))
    if any(one.begin <= option.begin and option.end <= one.end for one in people):
        out.append("in a side")
    if draft.source and draft.source.begin <= option.begin and option.end <= draft.source.end:
        out.append("in the source")
    if speaks_or_acts(draft, option.begin, option.end):
        out.append("acts")
    return out


def standing(draft: Draft, begin: int, end: int) -> str:
    """How the stretch of the sentence in which a name ends stands to the trigger (:func:`casus.coding.clauses.stretches`)."""
    found = [part.type for part in draft.clauses if part.begin < end and part.end > begin]
    return (found[-1] if found else "") or "aside"


def _words(option: Option, text: str, where: str) -> list[str]:
    """The word before the name, and whether the name owns ("Syria's")."""
    stretch = text[max(0, option.begin - 60) : option.begin]
    match = WORD_BEFORE.search(stretch)
    word = match[1].lower() if match else ""
    told = (
        word
        if word in PREPOSITIONS
        else "a word of place"
        if BEFORE_PLACE.search(stretch)
        else "other"
        if word
        else "mark"
    )
    out = [f"after: {told}, {where}"]
    if text[option.end : option.end + 2] in ("'s", "’s"):
        out.append(f"owns, {where}")
    return out


WIDTH = {"exact": 0, "near": 0, "district": 1, "province": 2, "region": 3, "country": 4}


def _narrower(other: Place | None, place: Place | None) -> bool:
    """Whether a place is told more precisely than another, in the same country or one that nobody knows."""
    if other is None or place is None or other.lat is None:
        return False
    same = other.country == place.country or None in (other.country, place.country)
    return same and WIDTH[other.precision] < WIDTH[place.precision]
