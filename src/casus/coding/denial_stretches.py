"""The stretches of a denial: its own words, the words beside it, and the clause that is its evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from casus.coding.evidence import evidence
from casus.language.parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

DENIED = ("obj", "iobj", "ccomp", "xcomp")
SHARED = frozenset({"in", "for", "of", "over", "as", "to"})
"""What goes before the words that say what somebody denies a share in ("responsibility for the strike"), or takes it for ("as propaganda")."""
BESIDE = ("conj", "parataxis", "acl:relcl", "advcl")
MARKS = ("aux", "aux:pass", "advmod", "compound:prt")
JOINING = re.compile(r"[\s,;:–—-]*(\b(and|but|or|while|yet)\b)?[\s,;:–—-]*$")
"""What leads from a denial to what is told after it."""
OPENING = re.compile(r"[\s,;]*(?:\d[\d.,]*[.)]\s+)?")
"""What a clause may begin with that is no word of its own; the number of the sentence before is one ("rose to 5. Voters rejected")."""


def own_words(denial: Token, sentence: Sentence) -> frozenset[int]:
    """Offsets of the words that tell of the denial and of nothing else: the verb, who denies, and what is denied.

    What follows it ("and said it had killed 20") and clauses beside it tell their own events.
    """
    own = [denial, *(child for child in denial.children if child.dep_ in ("nsubj", "nsubj:pass", *MARKS))]
    for child in denial.children:
        if child.dep_ in DENIED or (child.dep_ == "obl" and any(c.lower_ in SHARED for c in child.children)):
            own += [token for token in child.subtree if not _is_beside(token, child)]
    return frozenset(sentence.place(token)[0] for token in own)


def own_and_governing_words(verb: Token, sentence: Sentence) -> frozenset[int]:
    """The own words of a verb and of the verbs that govern it ("*refused* to deny that")."""
    own = own_words(verb, sentence)
    return own | {sentence.place(verb.head)[0]} if verb.dep_ == "xcomp" else own


def words_aside(denial: Token, sentence: Sentence) -> frozenset[int]:
    """Offsets of the words told beside a denial: what follows it, and what is said of who denies ("the army, *which killed two*, denied")."""
    tops = [child for child in denial.children if child.dep_ in ("conj", "parataxis")]
    tops += [c for child in denial.children if child.dep_ == "nsubj" for c in child.children if c.dep_ == "acl:relcl"]
    return frozenset(sentence.place(token)[0] for top in tops for token in top.subtree)


def clause_of(denial: Token, sentence: Sentence) -> tuple[int, int]:
    """The clause of a denial that hangs on another, else its sentence; neither goes on to what is told after the denial."""
    begin, end = sentence.begin, sentence.end
    if denial.dep_ != "ROOT":
        begin, end = sentence.place(denial.left_edge, denial.right_edge)
    after = [child for child in denial.children if child.dep_ in ("conj", "parataxis") and child.i > denial.i]
    if any(child.dep_ in ("ccomp", "obj", "xcomp") and child.i > after[0].i for child in denial.children if after):
        after = []  # what is denied comes only then
    if after:
        end = min(end, sentence.place(after[0].left_edge)[0])
    said = sentence.stretch(begin, end)
    if after:
        end = begin + len(JOINING.sub("", said))
    begin, end = evidence(sentence, denial, (begin, end))
    opening = OPENING.match(sentence.stretch(begin, end))
    return begin + (opening.end() if opening else 0), end


def _is_beside(token: Token, top: Token) -> bool:
    """Whether a word stands in what is only set beside the words under ``top``."""
    while token != top:
        if token.dep_ in BESIDE:
            return True
        token = token.head
    return False
