"""Where a text plays: the places that its sentences name, with the words around them, and those that it is mostly about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from casus.grounding.places import PlaceResolver
from casus.grounding.settling import PlaceContext
from casus.record import Draft, Phrase, Place

BEFORE_PLACE = re.compile(
    r"\b(?:in|at|near|inside|outside|around|across|into|within|over|through(?:out)?|on|from|to|towards?|of|along|between|and|"
    r"reach(?:ed)?|enter(?:ed)?|captur(?:e|ed|ing)|retak(?:e|en|ing)|retook|seiz(?:e|ed|ing)|storm(?:ed|ing)?|bomb(?:ed|ing)?|"
    r"shell(?:ed|ing)?|besieg(?:e|ed|ing)|liberat(?:e|ed|ing)|fled|leav(?:e|ing)|left)\s+"
    r"(?:the\s+|central\s+|(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?\s+)*$",
    re.IGNORECASE,
)
DIRECTION = re.compile(
    r"(?:\b(?:far\s+)?(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?|\bcentral)\s+$", re.IGNORECASE
)
SIDE_OF = re.compile(r"\b(?:north|south|east|west)(?:-?(?:east|west))?\s+of\s+the\s+$")
_SITES = r"bridge|market|hospital|university|stadium|(?:railway |train )?station|prison|mosque|junction|roundabout"
_WITH_A_SITE = "traders?|sellers?|stalls?|officials?|staff|workers?|doctors?|students?|guards?|sources?|directors?|attacks?|bombings?|blasts?|shootings?|raids?"
"""What is told of a site, and not by its name: "Goma market traders", "London mosque attack"."""
UNIT = re.compile(
    r"\s+(?:province|governorate|district|countryside|camp|refugee camp|airbase|air base|airport|region|valley|border|state|county|neighbou?rhood|quarter|island"
    r"|crossing|dam|river|stream|canal|forest|mountains|hills|township|territory|commune|municipality|prefecture|oblast|power (?:station|plant)|(?:oil|gas) field"
    rf"|(?<!['’]s )(?:{_SITES})(?!\s+(?:{_WITH_A_SITE})\b))\b",
    re.IGNORECASE,
)
SITE = re.compile(
    rf"\s+(?:{_SITES})$",
    re.IGNORECASE,
)
ONE_OF_MANY = re.compile(r"\b(?:an?|one|another|some|several)\s+(?:[a-z]+\s+)?$", re.IGNORECASE)
NAME = re.compile(
    r"(?:the\s+)?(?:(?:far|central|(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?)\s+)*"
    r"(?:[a-z]{1,2}-)?[A-Z][\w’'‘`.-]*(?:(?:\s+(?:al|el|ez|az|as|ar|de|del|la|of|and|the))*[\s,]\s*(?:[ae][a-z]{1,2}-)?[A-Z][\w’'‘`.-]*)*"
)
CALLED = re.compile(
    r".*\b(?:city|town|village|port|capital|province|region|district|state|suburb|enclave|area|island)\s+of\s+"
)
# "Euphrates Shield", "Sahel Alliance": what goes on in capitals is another name, unless a day or month follows
LONGER_NAME = re.compile(
    r" (?:al-)?(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October)[A-Z][a-z]{2,}"
)
# what follows the name of a place where people live: "the Mzansi area of Ntuzuma"
SETTLED = r"\s+(?:area|village|hamlet|locality|neighbou?rhood|town|township|community|camp|crossing|checkpoint|quarter|colony)s?\b"
IS_SETTLED = re.compile(SETTLED)
INTRODUCED = re.compile(
    r"\b(?:in|at|near|inside|outside|around|into|of|from|to|reach(?:ed)?|enter(?:ed)?|captur(?:e|ed|ing)|recaptur(?:e|ed|ing)|"
    r"ret(?:ake|aken|aking|ook)|seiz(?:e|ed|ing)|storm(?:ed|ing)?|bomb(?:ed|ing)?|shell(?:ed|ing)?|besieg(?:e|ed|ing)|liberat(?:e|ed|ing))\s+"
    r"(?P<the>the\s+)?(?P<name>(?:[a-z]{1,2}-)?[A-Z][\w’'‘`-]+(?:\s+(?:al-|el-|(?:de|del|la|da|do|dos|das|di|du)\s+)?[A-Z][\w’'‘`-]+){0,2})"
    rf"(?(the)(?={SETTLED}))"
)
BACKED = re.compile(
    r"(?:\s+and\s+[\w.]+)?\s?[-–]\s?(?:backed|led|allied|linked|based|funded|trained|supported|aligned|sponsored|born|held|controlled|run|occupied|ruled|"
    r"dominated|administered|inspired)\b",
    re.IGNORECASE,
)
INTRODUCED_TYPE = "introduced"  # a name that only its preposition tells to be a place
EXPECTED_COUNTRIES = 3
REMEMBERED = 500  # sentences whose names are kept in memory
REACH = 200  # characters before a name in which words stand that introduce it
DOMINANT = 0.4  # share of a document's local place names from which one place is what it is about
NO_PLACE = frozenset(
    {"rebel", "jihadist", "militia", "coalition", "un", "ngo", "agency", "media", "monitor", "civilians"}
)
NOT_EVENT_PLACES = frozenset({"country", "region"})


@dataclass(frozen=True)
class Located:
    """The places of a document in order, the ones it is mostly about, and the words of names of people, which are no places in it."""

    names: tuple[tuple[int, Place], ...]
    local: Place | None
    country: Place | None
    people: frozenset[str] = frozenset()

    @cached_property
    def stretches(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """Where the text names each place, by its id."""
        out: dict[str, list[tuple[int, int]]] = {}
        for at, place in self.names:
            out.setdefault(place.place_id, []).append((at, at + len(place.name)))
        return {place_id: tuple(found) for place_id, found in out.items()}


def locate(names: Sequence[tuple[int, Place]], country: Place | None, people: frozenset[str] = frozenset()) -> Located:
    """What a document's place names say of where it plays; ``country`` is its leading country, ``people`` the words of names of people."""
    places = [place for _, place in names if place.precision not in NOT_EVENT_PLACES]
    here = [place for place in places if country is None or place.country == country.country]
    counted = Counter(place.place_id for place in here)
    local = None
    if counted:
        best, count = min(counted.items(), key=lambda item: (-item[1], item[0]))
        if count >= 2 and count >= DOMINANT * len(places):
            local = next(place for place in here if place.place_id == best)
    return Located(tuple(names), local, country, people)


def words_of_people(people: Iterable[Phrase], places: Iterable[Phrase]) -> frozenset[str]:
    """The names of people and the words in them, less what is found as the name of a place too ("Ricardo", but not "Paris")."""
    words = {word for person in people for word in (person.text, *person.text.split()) if word[:1].isupper()}
    return frozenset(words - {place.text for place in places})


def known_names(text: str, resolver: PlaceResolver, context: PlaceContext) -> list[tuple[int, Place]]:
    """Located places that a text names, countries only after words that introduce a place, with their offsets, in order."""
    introduced = {*names_in(text, resolver), *(match.span("name") for match in INTRODUCED.finditer(text))}
    local = {span for span in resolver.find(text) if not BACKED.match(text, span[1]) and not _goes_on(text, span[1])}
    spans = introduced | local
    out: dict[int, Place] = {}
    for begin, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        place = resolver.resolve(text[begin:end], context)
        if place is not None and (begin, end) not in introduced and place.precision == "country":
            continue  # a country that no preposition introduces acts, as a rule
        if (
            place is not None
            and is_expected(place, context)
            and not any(b <= begin < b + 40 for b in out if b != begin)
        ):
            out.setdefault(begin, place)
    return sorted(out.items())


def names_in(text: str, resolver: PlaceResolver) -> list[tuple[int, int]]:
    """Stretches of a sentence where a name known to the packs stands as a place, with direction and unit words."""
    return list(_names_in(text, resolver))


@lru_cache(maxsize=REMEMBERED)
def _names_in(text: str, resolver: PlaceResolver) -> tuple[tuple[int, int], ...]:
    """The same, remembered: each claim of a sentence asks for them."""
    out: list[tuple[int, int]] = []
    for begin, end in resolver.find(text):
        reach = max(0, begin - REACH)
        if not BEFORE_PLACE.search(text, reach, begin) or text[end : end + 1] == "-":
            continue
        direction = DIRECTION.search(text, reach, begin) or SIDE_OF.search(text, reach, begin)
        unit = unit_behind(text, begin, end)
        if _goes_on(text, end):
            continue
        out.append((direction.start() if direction else begin, unit.end() if unit else end))
    return tuple(out)


def unit_behind(text: str, begin: int, end: int) -> re.Match[str] | None:
    """The word for a sort of place behind a name that belongs to it; "a Kabul mosque" is one of many, and has none."""
    unit = UNIT.match(text, end)
    if unit is None or (SITE.match(unit.group()) and ONE_OF_MANY.search(text, max(0, begin - REACH), begin)):
        return None
    return unit


def _goes_on(text: str, end: int) -> bool:
    """Whether a name that ends here is the beginning of another one ("Sinaloa Cartel")."""
    return LONGER_NAME.match(text, end) is not None and UNIT.match(text, end) is None


def sentence_names(draft: Draft, text: str, resolver: PlaceResolver) -> list[Phrase]:
    """The draft's own place phrases, best first, then names that the packs know in the sentence."""
    out = [_widened(phrase, text) for phrase in draft.places]
    begin, end = draft.sentence
    for first, last in names_in(text[begin:end], resolver):
        if all(begin + last <= phrase.begin or begin + first >= phrase.end for phrase in out):
            out.append(Phrase(begin + first, begin + last, text[begin + first : begin + last], "place"))
    taken = [(phrase.begin, phrase.end) for phrase in out]
    for match in INTRODUCED.finditer(text, begin, end):
        first, last = match.span("name")
        if all(last <= a or first >= b for a, b in taken):
            unit = unit_behind(text, first, last)
            told = "place" if unit or IS_SETTLED.match(text, last) else INTRODUCED_TYPE
            last = unit.end() if unit else last
            out.append(Phrase(first, last, text[first:last], told))
    return out


def is_expected(place: Place | None, context: PlaceContext) -> bool:
    """Whether a capitalised word after a preposition is a place of the countries that the document is about."""
    return place is not None and place.lat is not None and place.country in context.countries[:EXPECTED_COUNTRIES]


def _widened(phrase: Phrase, text: str) -> Phrase:
    """The phrase with a direction before it and a unit after it ("northern Syria", "Daraa province")."""
    begin, end = phrase.begin, phrase.end
    head = CALLED.match(phrase.text)
    name = NAME.search(phrase.text, head.end() if head else 0)
    if name and name.group() == "The":
        name = NAME.search(phrase.text, name.end())  # "The third floor of Kamal Adwan hospital"
    if name:  # a name ends where the capitals end: "Raqqa two days later"
        begin, end = begin + name.start(), begin + name.end()
    begin += len("the ") if text.startswith("the ", begin) else 0
    before = text[max(0, begin - 30) : begin]
    direction, unit = DIRECTION.search(before) or SIDE_OF.search(before), unit_behind(text, begin, end)
    if direction:
        begin = max(0, begin - 30) + direction.start()
    if unit:
        end = unit.end()
    return Phrase(begin, end, text[begin:end], phrase.type)


def stands_as_place(phrase: Phrase, text: str) -> bool:
    """Whether a name that nobody can locate is told to be a place by the words around it."""
    return bool(BEFORE_PLACE.search(text[max(0, phrase.begin - 60) : phrase.begin]) or UNIT.search(phrase.text))


def speaks_or_acts(draft: Draft, begin: int, end: int) -> bool:
    """Whether a place name is the clause's speaker or doer, as "Damascus" is in "Damascus denied that ..."."""
    people = (*draft.actors, *((draft.source,) if draft.source else ()))
    return any(begin <= one.begin and one.end <= end for one in people)
