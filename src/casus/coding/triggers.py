"""Words that may tell of an event: the lexicon's hits in a sentence, each a candidate for one kind.

A word can be a candidate for several kinds ("killed"); which one is meant is decided by :mod:`casus.coding.opinion`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from casus.coding.kinds import KindTable, table
from casus.coding.words import words as words_lists
from casus.language.block import Word
from casus.record import Kind

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

WordClass = Literal["verb", "noun", "adjective", "any"]
VERB_TAGS = ("VERB", "AUX")
NOUN_TAGS = ("NOUN", "PROPN")
VERB_LISTS = (
    "speech.verbs",
    "status.planned_verbs",
    "light.verbs",
    "counting.killed",
    "counting.wounded",
    "counting.displaced",
    "counting.detained",
    "counting.deployed",
)
GAP = 4  # words that may stand between the parts of a verb ("took dozens of soldiers hostage")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry of the lexicon: lemmas in a row, for words of one class, pointing to a kind."""

    words: tuple[str, ...]
    word_class: WordClass
    kind: Kind
    near: frozenset[str]
    sure: bool = False
    always: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A hit: ``head`` carries the roles, ``tokens`` are all of its words, ``near`` is the word it was in company with.

    ``sure`` marks words that seldom mean anything else, ``always`` those that make a claim by themselves.
    """

    kind: Kind
    head: Token
    tokens: tuple[Token, ...]
    word_class: WordClass
    near: str
    sure: bool = False
    always: bool = False

    @property
    def name(self) -> str:
        """The lemmas of the trigger."""
        return " ".join(lemma(token) for token in self.tokens)


def lemma(token: Token) -> str:
    """Lower-case lemma; a regular form of a verb that the word lists know goes before what the model says."""
    if not isinstance(token, Word):
        return _lemma(token)
    if token.told is None:
        token.told = _lemma(token)
    return token.told


def _lemma(token: Token) -> str:
    if token.tag_.startswith("VB"):
        known = known_forms().get(token.lower_)
        if known is not None:
            return known
    return str(token.lemma_ or token.text).lower()


@cache
def known_forms() -> Mapping[str, str]:
    """Regular inflections of the verbs in the table of kinds and the word lists, each with its verb."""
    verbs = {entry.split()[0] for kind in table().kinds.values() for entry in kind.verbs}
    lists = words_lists()
    verbs |= {word for name in VERB_LISTS for word in lists[name] if word.isalpha()}
    return {form: verb for verb in sorted(verbs, reverse=True) for form in inflections(verb)}


def inflections(verb: str) -> Iterator[str]:
    """Regular inflected forms of an English verb (doubling of a final consonant included as an alternative)."""
    yield verb
    if verb.endswith("e"):
        yield from (verb + "s", verb + "d", verb[:-1] + "ing")
    elif verb.endswith("y") and len(verb) > 2 and verb[-2] not in "aeiou":
        yield from (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    else:
        yield from (verb + "s", verb + "es", verb + "ed", verb + "ing")
        if len(verb) > 2 and verb[-1] not in "aeiouwxy" and verb[-2] in "aeiou" and verb[-3] not in "aeiou":
            yield from (verb + verb[-1] + "ed", verb + verb[-1] + "ing")


def parts(entry: str) -> tuple[str, ...]:
    """The words of an entry; a hyphen parts words ("cease-fire" is tokenised as three)."""
    return tuple(word for word in re.split(r"[\s-]+", entry.lower()) if word)


@cache
def packaged_patterns() -> Mapping[str, tuple[Pattern, ...]]:
    """Patterns of the packaged table, by their first word."""
    return compile_patterns(table())


def compile_patterns(kinds: KindTable) -> Mapping[str, tuple[Pattern, ...]]:
    """All patterns of a table of kinds, by their first word."""
    out: dict[str, list[Pattern]] = {}
    nothing: frozenset[str] = frozenset()

    known = {verb.split()[0] for entry in table().kinds.values() for verb in entry.verbs}

    def add(entry: str, word_class: WordClass, kind: Kind, near: frozenset[str], like: str | None = None) -> None:
        words, listed = parts(entry), like or entry
        sure = listed in kinds.kinds[kind].sure and not near
        always = listed in kinds.kinds[kind].always and not near
        out.setdefault(words[0], []).append(Pattern(words, word_class, kind, near, sure, always))

    for entry in kinds.kinds.values():
        for word in entry.verbs:
            add(word, "verb", entry.name, nothing)
            if word.split()[0] not in known:  # a verb of the user's, which the model may not have a lemma for
                first, *rest = word.split()
                for form in sorted(set(inflections(first)) - {first}):
                    add(" ".join((form, *rest)), "verb", entry.name, nothing, like=word)
        for word in entry.nouns:
            add(word, "noun", entry.name, nothing)
        for word in entry.adjectives:
            add(word, "adjective", entry.name, nothing)
        for company in entry.when:
            for word in company.words:
                add(word, "any", entry.name, frozenset(company.near))
    return {first: tuple(patterns) for first, patterns in out.items()}


def find_candidates(sentence: Span, patterns: Mapping[str, tuple[Pattern, ...]] | None = None) -> list[Candidate]:
    """All candidates of a sentence, in order; of two that share kind and head, the one with more words stays."""
    lexicon = packaged_patterns() if patterns is None else patterns
    words = [token for token in sentence if not token.is_space]
    lemmas = [lemma(token) for token in words]
    starting = [
        (at, pattern)
        for at, (word, known) in enumerate(zip(words, lemmas, strict=True))
        for form in ((known,) if known == word.lower_ else (known, word.lower_))
        for pattern in lexicon.get(form, ())
    ]
    present = set(lemmas) | {f"{a} {b}" for a, b in pairwise(lemmas)} if starting else set[str]()
    best: dict[tuple[Kind, int], Candidate] = {}
    for at, pattern in starting:
        hit = _match(words, lemmas, at, pattern, present)
        if hit is None:
            continue
        key = (hit.kind, hit.head.i)
        if key not in best or _told(hit) > _told(best[key]):
            best[key] = hit
    return [best[key] for key in sorted(best, key=lambda key: (key[1], key[0]))]


def _told(hit: Candidate) -> tuple[int, bool, bool]:
    """How much a hit tells: more words, then a sure word, then one in company."""
    return len(hit.tokens), hit.sure, bool(hit.near)


def _match(words: list[Token], lemmas: list[str], at: int, pattern: Pattern, present: set[str]) -> Candidate | None:
    first = words[at]
    verb = pattern.word_class == "verb" or (pattern.word_class == "any" and first.pos_ in VERB_TAGS)
    tokens = _follow(words, lemmas, at, pattern.words, GAP if verb and first.pos_ in VERB_TAGS else 0)
    if tokens is None:
        return None
    head = tokens[0] if verb else tokens[-1]
    if not _fits(head, pattern.word_class):
        return None
    near = ""
    if pattern.near:
        own = {lemma(token) for token in tokens}
        company = sorted((present & pattern.near) - own)
        if not company:
            return None
        near = company[0]
    kind_class: WordClass = "verb" if head.pos_ in VERB_TAGS else ("adjective" if head.pos_ == "ADJ" else "noun")
    return Candidate(pattern.kind, head, tuple(tokens), kind_class, near, pattern.sure, pattern.always)


def _fits(head: Token, word_class: WordClass) -> bool:
    if word_class == "verb":
        return head.pos_ in VERB_TAGS and head.dep_ not in ("aux", "aux:pass", "cop")
    if word_class == "noun":
        return head.pos_ in NOUN_TAGS
    if word_class == "adjective":
        return head.pos_ in ("ADJ", "VERB")
    return head.pos_ in (*VERB_TAGS, *NOUN_TAGS, "ADJ") and head.dep_ not in ("aux", "aux:pass", "cop")


def _follow(words: list[Token], lemmas: list[str], at: int, wanted: tuple[str, ...], gap: int) -> list[Token] | None:
    """The tokens that spell ``wanted`` from ``at`` on, hyphens skipped, with at most ``gap`` other words between two."""
    found, here = [words[at]], at
    for word in wanted[1:]:
        step, left = here + 1, gap
        while step < len(words) and lemmas[step] != word and words[step].lower_ != word:
            if lemmas[step] != "-":
                left -= 1
            if left < 0:
                return None
            step += 1
        if step >= len(words):
            return None
        found.append(words[step])
        here = step
    return found
