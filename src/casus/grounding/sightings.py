"""Who is named where in a text: every stretch that may name a side, with who it is and how it is written.

More than names: nominals with a head noun that speaks of people or a body ("Kurdish militants", "the army", "villagers"),
adjectives of states ("Russian raids"), capitals and owners ("Ankara", "Iran's"). Read off the words alone, without a parse.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, get_args

from casus.grounding.abroad import Abroad
from casus.grounding.actors import ActorContext, ActorIndex, ActorMatch
from casus.grounding.calendrics import MONTH_NAMES, WEEKDAYS
from casus.grounding.matches import parted, placed
from casus.grounding.names import ARTICLES, Token, key_of, tokens
from casus.grounding.phrases import SEATED, TIED, WHEN, nouns
from casus.grounding.place_phrases import OF_PLACE
from casus.grounding.states import states

Form = Literal["name", "home", "nominal", "people", "adjective", "state", "owner", "capital"]
BEFORE_HEAD = 4  # words that a nominal may have before its head noun
DEFINITE = re.compile(
    r"the (?!army\b|military\b|police\b|government\b)", re.IGNORECASE
)  # may refer to who is spoken of before
RECENT = 12  # names before a nominal that it may refer back to
SHORTEST_PEOPLE = 4  # letters
INTRODUCED = re.compile(
    r"\b(?!The\s)((?:[A-Z][\w’'-]+\s+)(?:(?:of|the|for|and|e|in|[A-Z][\w’'-]*)\s+){0,6}[A-Z][\w’'-]*)\s*\(([A-Z][A-Za-z-]{1,9})\)"
)
BODIES = frozenset(
    {"front", "party", "movement", "council", "organisation", "organization", "union", "guard", "guards", "corps", "liberation", "resistance",
     "tigers", "rifles", "command", "congress", "league", "jihad", "group", "rangers", "committee", "mission", "brigades"}
)  # fmt: skip
"""Words in the name of a body that can be a side."""
LED_BY = re.compile(r",?\s+(?:(?:which|who|that)\s+(?:is|are|was|were)\s+)?led\s+by\s+(?:the\s+)?")
BACKED_BY = re.compile(r"\s+(?:backed|supported|armed|trained|sponsored|funded)\s+by\s+(?:the\s+)?")
GOES_ON = re.compile(
    r"['’-]|\s+(?!(?:is|was|has|as|its|his|this|across|during|unless)\b)[a-z]+(?:s|ry|ing)\b|\s+(?:and|or)\b"
)
"""What makes of a backer's name only the beginning of who helps ("backed by US air strikes")."""
DATELINE = re.compile(
    r"^[ \t]*(?P<where>[A-Z][\w.'’/-]*(?: [A-Z][\w.'’/-]*){0,3}(?:, [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?)??)"
    r"(?P<more>(?:,? (?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2})?(?:,? \d{4})?)?"
    r"(?:,? ?\([^()\n]{2,30}\))?(?:,? [A-Z]{2,12})?)[ \t]*(?:--?|[–—])[ \t]",
    re.MULTILINE,
)
"""The town, and perhaps its country, that a line begins with, and day, agency and dash after it ("BEIRUT, Nov 29 (AP) - ...")."""
LAUNCHED = re.compile(
    r"\b(?:fir(?:ed|ing)|launch(?:ed|ing)|shot|lobbed|com(?:e|ing)|came|fl(?:ew|own|ying)|originat(?:ed|ing)|sent|cross(?:ed|ing))\s+(?:[\w-]+\s+){0,2}?from\s+"
    r"(?:(?:inside|within|across|neighbou?ring|the)\s+){0,2}$",
    re.IGNORECASE,
)
"""What stands before the name of the land that a rocket or a drone comes from, whoever sends it."""
LONGEST_LAUNCH = 60  # characters
LONGEST_STATE_NAME = 4  # words
LONGEST_ROLE = 3  # words
PROXIES = re.compile(
    r"(?:['’]s?\s+|\s+and\s+(?=(?:its|their|his)\s))(?P<them>(?:(?:its|their|his)\s+)?"
    r"(?:(?:[\w-]+\s+){0,2}(?:proxies|proxy\s+(?:forces|force|fighters|militias))|(?:[\w-]+\s+){1,2}allies))\b"
)
BACKED = TIED | {"led", "run", "controlled", "based", "born"}
STATELY = frozenset({"state_forces", "government", "police"})
ALLIES = frozenset({"allies", "proxies", "partners", "proxy", "ally", "auxiliaries"})
CALENDAR = frozenset({*WEEKDAYS, *(name.lower() for name in MONTH_NAMES.split("|")), *WHEN})
"""Words before a noun that tell when and not who ("on Monday fighters ...")."""
OWNING = frozenset(
    {"own", "other", "some", "dozens", "hundreds", "members", "member", "officials", "official", "leaders", "leader"}
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """Somebody named in ``begin``..``end``; ``form`` says by what sort of words; ``of_place``: they tell where a place lies ("Turkish border town"), ``of_part``: by a part of
    a land ("northern Syria").
    """

    begin: int
    end: int
    match: ActorMatch
    form: Form
    of_place: bool = False
    of_part: bool = False


def find_sightings(text: str, index: ActorIndex, context: ActorContext, abroad: Abroad | None = None) -> list[Sighting]:
    """All sightings of a text in order; of two that overlap, the longer; none in a dateline. ``abroad``: its stretches in other lands."""
    words = tokens(text)
    home = next(iter(context.countries), None)
    found = [
        Sighting(begin, end, match, "home" if match.country == home and _bare(text[begin:end]) else "name")
        for begin, end, match in index.find(text, context)
    ]
    found += _nominals(text, words, index, context, [(s.end, s.match.actor_id) for s in found], abroad or Abroad())
    found += _of_states(text, words, index, context)
    found += _of_peoples(words, index, context)
    found += _of_roles(text, words, index, context)
    found += _proxies(text, found, index, context)
    found += _in_brackets(text, index, context)
    found += _led(text, found, index, context)
    found += _backed(text, found, index, context)
    out: list[Sighting] = []
    taken = bytearray(len(text))  # a 1 for each character that is
    for begin, end in datelines(text):
        taken[begin:end] = b"\1" * (end - begin)
    for sighting in sorted(found, key=lambda s: (s.begin - s.end, ORDER[s.form], s.begin)):
        begin, end = sighting.begin, sighting.end
        if taken.find(1, begin, end) < 0:
            out.append(sighting)
            taken[begin:end] = b"\1" * (end - begin)
    return sorted((_as_land(sighting, text) for sighting in out), key=lambda s: s.begin)


def _as_land(sighting: Sighting, text: str) -> Sighting:
    """The sighting, as one that tells where a place lies where it is the mere name of a state "from" which something is fired."""
    begin, end = sighting.begin, sighting.end
    owns = text[end : end + 2] in ("'s", "’s")
    land = not owns and _bare(text[begin:end]) and LAUNCHED.search(text, max(0, begin - LONGEST_LAUNCH), begin)
    return replace(sighting, of_place=True) if land else sighting


def by_frequency(actor_ids: Iterable[str]) -> tuple[str, ...]:
    """Each actor once, the one named most often last."""
    counted = Counter(actor_ids)
    return tuple(sorted(counted, key=lambda actor_id: (counted[actor_id], actor_id)))


def datelines(text: str) -> Iterator[tuple[int, int]]:
    """Where a line tells the place that it was written in: no side, though it be a capital."""
    for match in DATELINE.finditer(text):
        town = match["where"].split(",")[0]
        capital = town.isupper() and any(
            _state_words().get(key_of(one), ("",))[-1] == "capital" for one in town.split("/")
        )
        if match["more"] or capital:
            yield match.span("where")


ORDER: Mapping[str, int] = {form: at for at, form in enumerate(get_args(Form))}


def _bare(text: str) -> bool:
    """Whether a stretch is the mere name of a state: of the country that a text is about, more often a place than a side."""
    known = _state_words().get(key_of(text))
    return known is not None and known[1] == "state"


# ------------------------------------------------------------------------------------------- states


@cache
def _state_words() -> Mapping[tuple[str, ...], tuple[str, Form]]:
    """Names, adjectives and capitals of states, each with the name to resolve and the form."""
    out: dict[tuple[str, ...], tuple[str, Form]] = {}
    for state in states():
        for text in (*state.capitals, *state.metonyms):
            out.setdefault(key_of(text), (state.name, "capital"))
        for text in state.adjectives:
            out[key_of(text)] = (state.name, "adjective")
    for state in states():
        for text in (state.name, *state.aliases):
            out[key_of(text)] = (state.name, "state")
    return out


def _of_states(text: str, words: Sequence[Token], index: ActorIndex, context: ActorContext) -> list[Sighting]:
    known = _state_words()
    keys = tuple(word.key for word in words)
    out: list[Sighting] = []
    for first in range(len(words)):
        if not words[first].text[0].isupper():
            continue
        for last in range(min(first + LONGEST_STATE_NAME, len(words)), first, -1):
            hit = known.get(keys[first:last])
            if hit is None:
                continue
            seated = last < len(words) and words[last - 1].hyphen and words[last].key in SEATED
            match = None if seated else index.resolve(hit[0], context.on, context)
            led = last < len(words) and words[last - 1].hyphen and words[last].key == "led"
            coalition = (
                index.resolve(f"{text[words[first].begin : words[last].end]} coalition", context.on, context)
                if led
                else None
            )
            if coalition is not None and coalition.known and coalition.kind == "coalition":  # "the US-led campaign"
                out.append(Sighting(words[first].begin, words[last].end, coalition, "nominal"))
                break
            ally = _ally(text, words, first, last, index, context)
            if ally is not None:
                out.append(ally)
                break
            owns = hit[1] == "state" and text[words[last - 1].end :][:2] in ("'s", "’s")
            if match is not None:
                form, end = "owner" if owns else hit[1], words[last - 1].end
                of_place = (form == "adjective" and OF_PLACE.match(text, end) is not None) or (
                    form == "state" and placed(words, first)
                )
                of_part = of_place and form == "state" and parted(words, first)
                out.append(Sighting(words[first].begin, end, match, form, of_place, of_part))
            break
    return out


def _ally(
    text: str, words: Sequence[Token], first: int, last: int, index: ActorIndex, context: ActorContext
) -> Sighting | None:
    """ "Turkish-backed allies" are the side that Turkey backs, where a pack knows it, and not Turkey."""
    if last + 1 >= len(words) or not words[last - 1].hyphen or words[last].key not in BACKED:
        return None
    if words[last + 1].key not in ALLIES:
        return None
    begin, end = words[first].begin, words[last + 1].end
    match = index.resolve(text[begin:end], context.on, context)
    return Sighting(begin, end, match, "nominal") if match is not None and match.known else None


def _of_roles(text: str, words: Sequence[Token], index: ActorIndex, context: ActorContext) -> list[Sighting]:
    """Words by which only a pack knows a side of its conflict ("Maoists")."""
    out: list[Sighting] = []
    for at in range(len(words)):
        if words[at].key not in index.role_heads or words[at].key in nouns().heads:
            continue
        for first in range(max(0, at - LONGEST_ROLE + 1), at + 1):
            match = index.role(text[words[first].begin : words[at].end], context)
            if match is not None and words[first].key != "the":
                out.append(Sighting(words[first].begin, words[at].end, match, "nominal"))
                break
    return out


def _proxies(text: str, found: Sequence[Sighting], index: ActorIndex, context: ActorContext) -> list[Sighting]:
    """ "Turkey and its proxies": the side that Turkey backs, where a pack knows it."""
    out: list[Sighting] = []
    for sighting in found:
        of = PROXIES.match(text, sighting.end) if sighting.match.kind in ("state_forces", "government") else None
        if of is not None:
            match = index.resolve(f"{sighting.match.name}-backed allies", context.on, context)
            if match is not None and match.known:
                out.append(Sighting(of.start("them"), of.end(), match, "nominal"))
    return out


def _of_peoples(words: Sequence[Token], index: ActorIndex, context: ActorContext) -> list[Sighting]:
    """Adjectives of peoples without a state, where a pack knows whose forces are meant ("Kurdish positions")."""
    known: dict[str, ActorMatch | None] = {}
    out: list[Sighting] = []
    for word in words:
        if not word.text[0].isupper() or len(word.text) < SHORTEST_PEOPLE or (word.key,) in _state_words():
            continue
        if word.key not in known:
            known[word.key] = index.people(word.text, context)
        match = known[word.key]
        if match is not None:
            out.append(Sighting(word.begin, word.end, match, "adjective"))
    return out


def _in_brackets(text: str, index: ActorIndex, context: ActorContext) -> list[Sighting]:
    """Bodies that the text itself introduces with their short name ("Front for X (FX)"), and that name wherever it stands."""
    out: list[Sighting] = []
    for hit in INTRODUCED.finditer(text):
        long, short = hit[1], hit[2]
        initials = "".join(word[0] for word in re.split(r"[\s-]+", long)).lower()
        keys = key_of(long)
        head, length = nouns().classify(keys)
        if not set(short.lower()) <= {*initials, "s"} or not (head or BODIES & set(keys)) or index.find(short, context):
            continue
        whole = [found for begin, end, found in index.find(long, context) if (begin, end) == (0, len(long))]
        common = index.resolve(long.lower(), context.on, context) if length == len(keys) else None
        match = whole[0] if whole else common
        if match is None or not match.known:
            match = ActorMatch(f"unidentified:{short.lower()}", short, "other", None, (), False)
        out.append(Sighting(hit.start(1), hit.end(), match, "name"))
        rest = re.finditer(rf"\b{re.escape(short)}\b", text[hit.end() :])
        out.extend(Sighting(hit.end() + again.start(), hit.end() + again.end(), match, "name") for again in rest)
    return out


def _led(text: str, found: Sequence[Sighting], index: ActorIndex, context: ActorContext) -> list[Sighting]:
    """ "Insurgents led by X" are one side, not insurgents and X."""
    named = {sighting.begin: sighting for sighting in found if sighting.form == "name"}
    out: list[Sighting] = []
    for sighting in found:
        by = LED_BY.match(text, sighting.end) if sighting.form == "nominal" else None
        leader = named.get(by.end()) if by else None
        if leader is not None:
            core = text[sighting.begin : sighting.end]
            match = index.resolve(f"{core} led by {text[leader.begin : leader.end]}", context.on, context)
            if match is not None and match.known:
                out.append(Sighting(sighting.begin, leader.end, match, "name"))
    return out


def _backed(text: str, found: Sequence[Sighting], index: ActorIndex, context: ActorContext) -> list[Sighting]:
    """ "Fighters backed by Turkey" are one side, where a pack knows it, and not fighters and Turkey."""
    known = _state_words()
    states_at = {
        s.begin: s
        for s in found
        if s.match.kind in STATELY and known.get(key_of(text[s.begin : s.end]), ("", "adjective"))[1] != "adjective"
    }
    out: list[Sighting] = []
    for sighting in found:
        by = BACKED_BY.match(text, sighting.end) if sighting.form == "nominal" else None
        backer = states_at.get(by.end()) if by else None
        if backer is not None and GOES_ON.match(text, backer.end) is None:
            match = index.resolve(text[sighting.begin : backer.end], context.on, context)
            if match is not None and match.known and match.kind not in STATELY:
                out.append(Sighting(sighting.begin, backer.end, match, "nominal"))
    return out


# ------------------------------------------------------------------------------------------- nominals


def _nominals(
    text: str,
    words: Sequence[Token],
    index: ActorIndex,
    context: ActorContext,
    named: Sequence[tuple[int, str]],
    abroad: Abroad,
) -> list[Sighting]:
    """Sightings by a head noun; "the militants" are those that ``named`` (end, actor) last names before, else most often at all."""
    anywhere = by_frequency(actor for _, actor in named)
    out: list[Sighting] = []
    heads = nouns().heads
    for at in range(len(words)):
        if words[at].key not in heads:
            continue
        first = _first_word(words, at)
        head, length = nouns().classify(tuple(word.key for word in words[first : at + 1]))
        if not head or (at + 1 < len(words) and _goes_on(words, at, first)):
            continue
        first = min(first, at - length + 1)
        if length == 1 and words[at].key in nouns().doings and not _names_somebody(words[first:at]):
            continue
        begin = words[first - 1].begin if first and words[first - 1].key == "the" else words[first].begin
        mentioned = (*anywhere, *tuple(actor for end, actor in named if end <= begin)[-RECENT:])
        phrase = text[begin : words[at].end]
        if length == at - first + 1:
            phrase = phrase.lower()  # "Security Forces" in title case name no more than "security forces"
        elsewhere = None if DEFINITE.match(phrase) else abroad.at(begin)
        match = index.resolve(phrase, context.on, elsewhere or replace(context, mentioned=mentioned))
        if (
            match is not None
            and not match.known
            and head in ("police", "forces")
            and words[first].key not in ("pro", "anti", "non")
        ):  # "West End police": those of the country
            plain = index.resolve(text[words[at - length + 1].begin : words[at].end].lower(), context.on, context)
            match = plain if plain is not None and plain.known else match
        if match is not None:
            form: Form = "people" if head in ("civilians", "persons") else "nominal"
            out.append(Sighting(words[first].begin, words[at].end, match, form))
    return out


def _goes_on(words: Sequence[Token], at: int, first: int) -> bool:
    """Whether the next word makes a longer nominal of this one ("security | forces")."""
    if words[at + 1].begin - words[at].end > 1:
        return False
    head, length = nouns().classify(tuple(word.key for word in words[first : at + 2]))
    return bool(head) and (length > 1 or head in ("armed", "forces", "police", "civilians"))


def _first_word(words: Sequence[Token], at: int) -> int:
    """The first word of the nominal whose head stands at ``at``: names and words for sides, without determiners."""
    first = at
    while first and at - first < BEFORE_HEAD:
        before = words[first - 1]
        if words[first].begin - before.end > 1 or not _qualifies(words, first - 1):
            break
        first -= 1
    return first


def _qualifies(words: Sequence[Token], at: int) -> bool:
    word = words[at]
    if word.key in OWNING or word.text[0].isdecimal():
        return False
    if word.text[0].isupper():
        opening = at == 0 and word.key in ("the", "in", "on", "at")
        return word.key not in CALENDAR and word.key not in nouns().modifiers and not opening
    if word.key in ARTICLES and word.hyphen:
        return words[at + 1].text[0].isupper()  # "al-Qaida-linked fighters"
    lists = nouns()
    sides = (word.key,) in lists.armed or (word.key,) in lists.government or (word.key,) in lists.police
    return word.key in BACKED or word.key in ("pro", "anti", "security", "border", "riot", "armed", "special", "unidentified", "unknown",
                                              "suspected", "opposition", "military", "paramilitary", "tribal", "allied") or sides  # fmt: skip


def _names_somebody(words: Sequence[Token]) -> bool:
    return any(word.text[0].isupper() for word in words)
