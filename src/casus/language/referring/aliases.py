"""Which names are names of the same: spellings, acronyms, short forms, and what a text itself says is another name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from casus.language.parse import Sentence
from casus.language.referring.nouns import ANY, knowledge
from casus.language.referring.references import Expression

Words = tuple[str, ...]
ARTICLES = frozenset({"the", "al", "el", "s", "'s"})
TURNING = frozenset({"of", "for", "in", "on"})  # what follows only tells a body apart ("Observatory for Human Rights")
LONGEST_CUE = 5  # words
OPENING = frozenset({"(", "[", ",", "-", "–", "—"})
CLOSING = frozenset({")", "]", ",", ";"})
REMEMBERED = 10_000  # names whose keys are kept in memory
SHORTEST = 4  # letters of a single word that stands for a longer name


@lru_cache(maxsize=REMEMBERED)
def key(words: Words) -> Words:
    """The words of a name without articles and possessive endings."""
    return tuple(word for word in words if word not in ARTICLES) or words


def initials_match(acronym: str, words: Words) -> bool:
    """Whether an acronym is made of the first letters of a name's words, particles counted or not.

    >>> initials_match("drc", ("democratic", "republic", "of", "congo"))
    True
    """
    particles = knowledge()["aliases.particles"]
    plain = "".join(word[0] for word in words if word not in particles)
    return len(words) > 1 and acronym in (plain, "".join(word[0] for word in words), plain + "s")


def shortens_person(short: Words, full: Words) -> bool:
    """Whether a short name ends a person's full name ("Burhan" for "Abdel Fattah al-Burhan")."""
    short, full = key(short), key(full)
    return len(short) < len(full) and full[-len(short) :] == short


def one_person(words: Words, other: Words) -> bool:
    """Whether two names can be one person's: one ends the other, or first and last words are the same."""
    first, second = key(words), key(other)
    ends = first == second or shortens_person(first, second) or shortens_person(second, first)
    return ends or (len(first) > 1 and len(second) > 1 and first[0] == second[0] and first[-1] == second[-1])


def part_of_person(short: Words, full: Words) -> bool:
    """Whether one word of a person's full name stands for it, whichever it is ("Kim" for "Kim Jong Un")."""
    return len(short) == 1 and len(full) > 1 and short[0] in full and len(short[0]) > 1


def shortens_body(short: Words, full: Words) -> bool:
    """Whether a short name leaves out only what comes before, or after, the core of a body's name.

    "Tahrir al-Sham" for "Hayat Tahrir al-Sham", "Observatory" for "Syrian Observatory for Human Rights"; not "Syrian Army" for
    "Free Syrian Army", which is another one.
    """
    at = next((i for i, word in enumerate(full) if i and word in TURNING), len(full))
    core, whole, short = key(full[:at]), key(full), key(short)
    if short == whole or (len(short) == 1 and len(short[0]) < SHORTEST):
        return False
    if short == core[:-1] and core[-1] in knowledge().by_noun and _generic(core[-1]):
        return True  # "Wagner" for "Wagner Group"
    if len(short) > len(core) or core[-len(short) :] != short:
        return False
    left_out = core[: -len(short)]
    apart = knowledge()["aliases.apart"]
    return not (len(short) > 1 and left_out and _demonym(short[0])) and apart.isdisjoint(left_out)


def is_of_a_state(words: Words) -> bool:
    """Whether a name has only an adjective or a country before words for bodies ("Sudanese Armed Forces")."""
    tail = words[1:]
    countries = knowledge()["countries.names"]
    first = bool(words) and (_demonym(words[0]) or words[0] in countries)
    return first and bool(tail) and knowledge().telling.issuperset(tail)


def _generic(noun: str) -> bool:
    return any(ANY in found.names for found in knowledge().by_noun[noun])


def _demonym(word: str) -> bool:
    return word.endswith(tuple(knowledge()["aliases.demonyms"]))


def defined(sentence: Sentence, found: Sequence[Expression]) -> Iterator[tuple[Expression, Expression]]:
    """Pairs of expressions that a sentence says are names of the same: "X (Y)", "X, or Y", "X, formerly known as Y"."""
    doc, start = sentence.span.doc, int(sentence.span.start)
    for other in found:
        if not other.named:
            continue
        at = start + other.reference.first
        before = [doc[i].lower_ for i in range(max(start, at - LONGEST_CUE - 4), at)]
        if before and before[-1] == "the":
            before.pop()
        last = start + other.reference.last + 1
        after = doc[last].text if last < len(doc) else ""
        length = _cue_length(before, after)
        if length is None:
            continue
        stop = at - start - length - (1 if at > start and doc[at - 1].lower_ == "the" else 0)
        left = next((one for one in found if one.reference.last == stop - 1 and one is not other), None)
        if left is not None and _plausible(left, other, before[len(before) - length :]):
            yield left, other


def _cue_length(before: list[str], after: str) -> int | None:
    """How many tokens before a name say that it is another name of what stands before them."""
    if before and before[-1] in ("(", "[") and after in CLOSING:
        return 1
    for length in range(min(LONGEST_CUE, len(before)), 0, -1):
        if " ".join(before[-length:]) in knowledge()["aliases.cues"]:
            opened = len(before) > length and before[-length - 1] in OPENING
            return length + opened
    return None


def _plausible(left: Expression, other: Expression, cue: list[str]) -> bool:
    if left.kind == "place" and other.kind in ("body", "person"):
        return False  # "the Mission in Mali, known as Y"
    short = [one for one in (left, other) if one.reference.form == "acronym"]
    if cue in (["("], ["["]) or cue[-1] == "or":  # no word says it: one of the two must look like an acronym
        if len(short) != 1 or not left.named or (cue[-1] == "or" and len(cue) == 1):
            return False
        full = other if short[0] is left else left
        return initials_match(short[0].words[0], full.words) or (full.kind in ("body", "") and len(full.words) > 1)
    return left.reference.form != "pronoun" and not (left.plural and not left.named)
