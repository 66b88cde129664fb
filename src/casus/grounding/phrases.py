"""The shape of a noun phrase that names a side: what is said of it, its head noun, and whose it is.

"some 40 fighters of the Free Syrian Army (FSA), which ..." has the core "fighters", the owner "Free Syrian Army" and the
bracket "FSA". The word lists are data (``data/nouns.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from casus.grounding.calendrics import WEEKDAYS
from casus.grounding.names import Token, key_of, tokens

_BRACKET = re.compile(r"\s*[(\[]([^)\]]*)[)\]]?")
_TAIL = re.compile(
    r"\s*(?:[,;:]|\s[-–—]+\s|\b(?<!-)(?:who|which|whose|whom|where|when|including|alongside|fighting|holding|trying|attempting|fleeing"
    r"|advancing|operating|based|stationed|wanting|seeking|suspected|accused|killed|wounded|said|has|have|had|is|are|was|were|will)\b)",
)
_THAT = re.compile(r"\s+that\b")
_OWNER = re.compile(
    r"\s+(?:of|from|with|loyal to|allied (?:to|with)|affiliated (?:to|with)|linked to|belonging to|answering to|under)\s+",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\s+(?:in|inside|at|near|on|across|around|along|outside|to|for|over|against|between|after|before|during|as|by)\s+",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:called|named|known as|calling (?:itself|themselves)|dubbed|styled|styling itself)\s+(?:the\s+)?(?=[\"'“‘«]?[A-Z])"
)
_BACKED_BY = re.compile(r"\b(?:backed|supported|sponsored|armed|funded|trained|led) by\s+", re.IGNORECASE)
TURN = frozenset({"last", "next", "this", "on", "early", "late", "every", "since"})
SPANS = frozenset({"week", "month", "year", "night", "morning", "evening", "afternoon", "weekend", "spring", "summer", "autumn", "winter"})  # fmt: skip
WHEN = frozenset({"meanwhile", "yesterday", "today", "tonight", "earlier", "later", "afterwards", "separately", "elsewhere", "recently", "overnight"})  # fmt: skip
COUNTING = frozenset(
    {"the", "a", "an", "some", "several", "many", "few", "about", "around", "nearly", "almost", "at", "least", "up", "to", "as",
     "more", "than", "over", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty",
     "thirty", "forty", "fifty", "dozen", "dozens", "scores", "hundred", "hundreds", "thousand", "thousands", "tens", "of", "other",
     "its", "their", "his", "her", "our", "these", "those", "this", "that", "all", "both", "any", "only", "just", "even"}
)  # fmt: skip
_QUOTES = "\"'“”‘’«»„` \t\n.,;:!?-–—"
_NUMBER = re.compile(r"^\d[\d,.]*$")

_LINKED = re.compile(r"(?:[Tt]he\s+|[Aa]n?\s+)?[\w’'-]+-(?:linked|affiliated|inspired|aligned)\s+(?=[A-Z])")

TIED = frozenset(["backed", "supported", "sponsored", "aligned", "allied", "linked", "inspired"])
"""Words after a hyphen that tie a side to the one named before it: "a Saudi-backed militia"."""
SEATED = frozenset(["based", "born", "made", "built"])
"""Words after a hyphen that make a state's name no side: "a Britain-based monitor"."""


@dataclass(frozen=True, slots=True)
class Nouns:
    """The word lists, folded, as sets of word tuples; ``persons`` maps a word to what such people are called."""

    forces: frozenset[tuple[str, ...]]
    government: frozenset[tuple[str, ...]]
    police: frozenset[tuple[str, ...]]
    civilians: frozenset[tuple[str, ...]]
    persons: dict[tuple[str, ...], str]
    armed: frozenset[tuple[str, ...]]
    belongings: frozenset[tuple[str, ...]]
    modifiers: frozenset[str]
    doings: frozenset[str]  # heads that name a side only when somebody is named before them ("Turkish artillery")
    nobody: frozenset[tuple[str, ...]]
    speakers: frozenset[tuple[str, ...]]
    breaks: frozenset[str]
    classes: Mapping[tuple[str, ...], str]  # of each entry the list that goes before
    heads: frozenset[str]  # the last words of the entries
    anaphora: Mapping[str, Sequence[str]]  # kinds of sides that a word may refer back to
    several: Mapping[str, str]  # the word for several of one armed man
    marching: frozenset[str]  # what people are called who are named with their cause
    titles: Mapping[tuple[str, ...], str]  # what a state's own go by, for a noun of theirs

    def classify(self, words: tuple[str, ...]) -> tuple[str, int]:
        """The class of the longest list entry that ends ``words``, and its length; ("", 0) when none does."""
        for length in range(min(4, len(words)), 0, -1):
            name = self.classes.get(words[-length:])
            if name is not None:
                return name, length
        return "", 0

    def title(self, words: tuple[str, ...]) -> str | None:
        """What a state's own go by whom these words name ("elite troops" are an army); ``None`` where the words stay as they are."""
        while words:
            if words in self.titles:
                return self.titles[words]
            if words[0] not in self.modifiers:
                return None
            words = words[1:]
        return None


def _keys(values: list[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(key_of(value) for value in values)


@lru_cache(maxsize=1)
def nouns() -> Nouns:
    """The packaged word lists."""
    table = tomllib.loads((resources.files("casus.grounding") / "data" / "nouns.toml").read_text(encoding="utf-8"))
    lists = {
        "police": _keys(table["police"]),
        "armed": _keys(table["armed"]["words"]),
        "forces": _keys(table["forces"]),
        "government": _keys(table["government"]),
        "civilians": _keys(table["civilians"]),
    }
    persons = {key_of(word): name for name, words in table["persons"].items() for word in words}
    ordered = [*reversed(lists.items())]
    classes = {**dict.fromkeys(persons, "persons"), **{key: name for name, keys in ordered for key in keys}}
    return Nouns(
        **lists,
        persons=persons,
        classes=classes,
        heads=frozenset(key[-1] for key in classes),
        anaphora=table["anaphora"],
        several=table["several"],
        marching=frozenset(table["marching"]["people"]),
        titles={key_of(word): title for title, words in table["titles"].items() for word in words},
        belongings=_keys(table["belongings"]["words"]),
        modifiers=frozenset(table["modifiers"]["words"]),
        doings=frozenset(table["doings"]["words"]),
        nobody=_keys(table["nobody"]["words"]),
        speakers=_keys(table["speakers"]["words"]),
        breaks=frozenset(table["breaks"]["words"]),
    )


@dataclass(frozen=True, slots=True)
class Shape:
    """A phrase taken apart: ``core`` up to its head, ``owner`` after "of", ``backer`` after "backed by" (``led``: "led by"), ``brackets``."""

    core: str
    owner: str = ""
    backer: str = ""
    brackets: tuple[str, ...] = ()
    called: bool = False
    led: bool = False


def shape(text: str) -> Shape:
    """Take a noun phrase apart; parts that are absent are empty."""
    brackets = tuple(part.strip() for part in _BRACKET.findall(text) if part.strip())
    text = _BRACKET.sub("", text).strip(_QUOTES)
    called = _CALLED.search(text)
    if called:
        text = text[called.end() :].strip(_QUOTES)
    by = _BACKED_BY.search(text)
    text, backer = _cut(text, _BACKED_BY)
    text = _first(text, _TAIL)
    text = _first(text, _THAT)
    core, owner = (text, "") if called else _cut(text, _OWNER)
    core = core if called else _first(core, _PLACED)
    owner = _first(owner, _PLACED)
    backer = _first(backer, _TAIL).strip(_QUOTES)
    led = bool(backer and by and by[0].lower().startswith("led"))
    return Shape(core.strip(_QUOTES), owner.strip(_QUOTES), backer, brackets, called is not None, led)


def _cut(text: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    match = pattern.search(text)
    return (text, "") if not match or match.start() == 0 else (text[: match.start()], text[match.end() :])


def _first(text: str, pattern: re.Pattern[str]) -> str:
    match = pattern.search(text)
    return text if not match or match.start() == 0 else text[: match.start()]


def content(text: str) -> list[Token]:
    """The words of a phrase without leading determiners, numbers and other words that name no side."""
    words = tokens(text)
    if len(words) > 1 and words[0].key in nouns().modifiers and words[1].text.islower() and not words[0].hyphen:
        words[0] = words[0]._replace(text=words[0].text.lower())  # a sentence begins with it: "Hardline insurgents"
    start = 0
    while (
        start < len(words) - 1 and _qualifies(words[start]) and not _armed(words[start:]) and not _theirs(words[start:])
    ):
        start += 1
    return words[start:]


def named(text: str) -> list[Token]:
    """The words of a phrase without determiners and numbers only: what an unknown side is called."""
    words = tokens(text)
    start = 0
    while start < len(words) - 1 and (words[start].key in COUNTING or _NUMBER.match(words[start].text)):
        start += 1
    return words[start + timed(words[start:]) :]


def timed(words: Sequence[Token]) -> int:
    """How many words before a noun only tell when: "Last Friday | relatives", "Meanwhile | militants"; none of a name ("Friday Movement")."""
    keys = [word.key for word in words]
    count = 1 if keys[0] in WHEN else 0
    if keys[0] in TURN and keys[1:2] and keys[1] in (*WEEKDAYS, *SPANS):
        count = 2
    elif keys[0] in WEEKDAYS:
        count = 1
    return count if count < len(words) and words[count].text.islower() else 0


def _qualifies(word: Token) -> bool:
    return (word.key in nouns().modifiers and _plain(word)) or _NUMBER.match(word.text) is not None


def _theirs(words: list[Token]) -> bool:
    """Whether forces are those of armed people: "rebel artillery" is not "artillery"."""
    return (words[0].key,) in nouns().armed and nouns().classify(tuple(word.key for word in words[1:]))[0] == "forces"


def _armed(words: list[Token]) -> bool:
    return tuple(word.key for word in words) in nouns().armed


def _plain(word: Token) -> bool:
    # a capital inside the phrase makes it part of a name ("Third Force", "National Army"), a leading "The" does not
    return (
        word.text.islower()
        or word.key in ("the", "a", "an", "some", "several", "two", "three")
        or _NUMBER.match(word.text) is not None
    )


def definite(text: str) -> bool:
    """Whether the phrase points to something known ("the militants", "44 militants" does not)."""
    return bool(re.match(r"\s*(?:the|these|those|its|their)\s", text, re.IGNORECASE))


def untied(text: str) -> str:
    """What stands behind words that only tie it to another ("the al-Qaeda-linked | Group for the Victory"); empty where none do."""
    tie = _LINKED.match(text)
    return text[tie.end() :] if tie else ""
