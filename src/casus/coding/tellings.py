"""Two claims of one kind in a sentence: "the army shelled the camp after rebels fired rockets at the town".

As a rule the words of a kind in a sentence tell of one thing. They tell of two where two verbs of the kind stand in clauses of their own, each
with a side of its own that does it, and the network hears the kind in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casus.coding.claim_network import HeardClaim
from casus.coding.phrases import people_class
from casus.coding.reading import Hit
from casus.coding.triggers import lemma
from casus.coding.words import words
from casus.language.parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

FAINTER = 3.0
"""Log-odds by which the network hears a kind less in a word than in another of the sentence, so that the other tells of it."""
HEARD = 1.0
"""Log-odds from which the network hears the kind in a word that tells of it apart."""
APART = frozenset({"advcl", "conj", "parataxis", "ccomp"})
"""By what the clause of one of two tellings hangs on that of the other."""
ASIDE = frozenset({"acl:relcl", "advcl:relcl", "acl"})
"""By what a clause about the place hangs on that which tells who took it: another time that it was taken."""
AGENTS = frozenset({"nsubj", "obl:agent", "obl"})
"""What whoever does it is to the verb of a telling."""
MARKS = " ,;:–—-\n\t"
"""What a part of a sentence neither begins nor ends with."""
FIGHTING = ("armed", "combatants")
NAMES = ("ORGANISATION", "NATIONALITY", "PERSON", "PLACE")


@dataclass(frozen=True, slots=True)
class Telling:
    """The words of one claim, the likeliest to tell of it first, and the stretch of the document in which it is told."""

    hits: tuple[Hit, ...]
    begin: int
    end: int

    def holds(self, at: int | None) -> bool:
        """Whether what stands at an offset is told here; what stands nowhere is."""
        return at is None or self.begin <= at < self.end


def tellings(hits: Sequence[Hit], sentence: Sentence, told: HeardClaim | None) -> list[Telling]:
    """The claims of one kind that a sentence makes by these words of it, in order of how likely the first word tells of it: one, or two."""
    spoken = {id(hit): _spoken(hit, sentence, told) for hit in hits}
    loudest = max(spoken.values(), default=0.0)
    ranked = sorted(hits, key=lambda hit: (spoken[id(hit)] < loudest - FAINTER, *_rank(hit)))
    other = next((hit for hit in ranked[1:] if _both_told(ranked[0], hit, spoken)), None)
    parted = _parted(ranked, other, sentence) if other is not None else None
    return parted or [Telling(tuple(ranked), sentence.begin, sentence.end)]


def _parted(ranked: Sequence[Hit], other: Hit, sentence: Sentence) -> list[Telling] | None:
    """The first hit and another, each with the part of the sentence that tells of it; ``None`` where the clause of one lies in the midst of the other's."""
    main = ranked[0]
    lower, upper = (other, main) if main.candidate.head.is_ancestor(other.candidate.head) else (main, other)
    begin, end = sentence.place(lower.candidate.head.left_edge, lower.candidate.head.right_edge)
    rest = (sentence.begin, begin) if begin - sentence.begin >= sentence.end - end else (end, sentence.end)
    if not rest[0] <= sentence.place(upper.candidate.head)[0] < rest[1]:
        return None
    return [_telling(hit, ranked, sentence, *((begin, end) if hit is lower else rest)) for hit in (main, other)]


def _telling(hit: Hit, ranked: Sequence[Hit], sentence: Sentence, begin: int, end: int) -> Telling:
    """What a hit tells in a stretch of the sentence, with the other words of the kind in it."""
    beside = (one for one in ranked if one is not hit and begin <= sentence.place(one.candidate.head)[0] < end)
    return Telling((hit, *beside), *_trimmed(sentence, begin, end))


def _spoken(hit: Hit, sentence: Sentence, told: HeardClaim | None) -> float:
    """How much the network hears the kind in a hit's words; 0 where it read none."""
    tokens = hit.candidate.tokens
    return told.spoken_by(*sentence.place(tokens[0], tokens[-1])) if told else 0.0


def _both_told(main: Hit, other: Hit, spoken: dict[int, float]) -> bool:
    """Whether two hits tell of two things."""
    if min(spoken[id(main)], spoken[id(other)]) < HEARD:
        return False
    one, two = main.candidate.head, other.candidate.head
    if one.pos_ != "VERB" or two.pos_ != "VERB":
        return False
    taken = main.candidate.kind == "territory_gain" and (_taken_before(one, two) or _taken_before(two, one))
    if not (_apart(one, two) or _apart(two, one) or taken):
        return False
    doer, second = _doer(main), _doer(other)
    return doer is not None and second is not None and doer.lower_ != second.lower_ and not _is_within(doer, second)


def _apart(upper: Token, lower: Token) -> bool:
    """Whether a clause hangs on another as one that can tell something else."""
    return lower.head == upper and lower.dep_ in APART


def _taken_before(upper: Token, lower: Token) -> bool:
    """Whether a clause about what is taken tells that others had taken it: "retook the town, which rebels had seized in May"."""
    return lower.dep_ in ASIDE and upper.is_ancestor(lower) and lower.head.pos_ in ("NOUN", "PROPN", "VERB")


def _doer(hit: Hit) -> Token | None:
    """The side that a hit's own clause has for its subject, or that it is done by."""
    subjects = {child.i for child in hit.candidate.head.children if child.dep_ in AGENTS}
    doer = next((token for token in hit.roles.doers if token.i in subjects), None)
    if doer is None or doer.pos_ == "PRON":
        return None
    return doer if people_class(doer) in FIGHTING or doer.ent_type_ in NAMES else None


def _is_within(one: Token, other: Token) -> bool:
    return one.is_ancestor(other) or other.is_ancestor(one)


def _trimmed(sentence: Sentence, begin: int, end: int) -> tuple[int, int]:
    """A stretch without the marks and blanks that part it from the rest of its sentence."""
    told = sentence.text[begin - sentence.begin : end - sentence.begin]
    return begin + len(told) - len(told.lstrip(MARKS)), begin + len(told.rstrip(MARKS))


def _rank(hit: Hit) -> tuple[bool, bool, bool, int, int, int]:
    """Hits with sides first, then sure ones, those in company, the main clause's, longer ones, and the order of the text."""
    sided = bool(hit.roles.doers or hit.roles.sufferers)
    candidate = hit.candidate
    depth = sum(1 for token in candidate.head.ancestors if token.pos_ in ("VERB", "AUX") and not _reports(token))
    return (not sided, not candidate.sure, not candidate.near, depth, -len(candidate.tokens), candidate.head.i)


def _reports(verb: Token) -> bool:
    return lemma(verb) in words()["speech.verbs"]
