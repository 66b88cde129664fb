"""All that refers in a sentence: its names, its nominals and its pronouns, with what their own words say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.language.parse import Sentence
from casus.language.referring.names import names
from casus.language.referring.nouns import knowledge
from casus.language.referring.references import Determiner, Expression, lemma, reference, role_of

if TYPE_CHECKING:
    from spacy.tokens import Token

NOT_HEADS = frozenset(
    {"compound", "nmod:desc", "compound:prt", "amod", "fixed", "flat", "goeswith", "det", "advmod", "nummod"}
)
BEFORE = frozenset({"det", "det:predet", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "nmod:unmarked"})
CLOSING = frozenset({"nmod", "acl", "acl:relcl", "nummod"})
DETERMINERS: dict[str, Determiner] = {
    "the": "definite",
    "this": "demonstrative",
    "that": "demonstrative",
    "these": "demonstrative",
    "those": "demonstrative",
}
PLURAL_TAGS = ("NNS", "NNPS")


def expressions(sentence: Sentence) -> list[Expression]:
    """All that refers in a sentence, in order of its heads."""
    out = names(sentence)
    taken = {at for found in out for at in range(found.reference.first, found.reference.last + 1)}
    for token in sentence.span:
        if token.i - sentence.span.start in taken:
            continue
        if _is_pronoun(token):
            out.append(_pronoun(sentence, token))
        elif token.pos_ == "NOUN" and token.dep_ not in NOT_HEADS and lemma(token) not in knowledge()["time.nouns"]:
            out.append(_nominal(sentence, token))
    return sorted(out, key=lambda found: (found.reference.head, found.reference.first))


def _is_pronoun(token: Token) -> bool:
    """Whether a word is a personal or possessive pronoun, or "there" for a place."""
    if token.tag_ in ("PRP", "PRP$"):
        return token.lower_ in knowledge().pronouns
    return token.lower_ == "there" and token.tag_ == "RB" and token.dep_ == "advmod"


def _pronoun(sentence: Sentence, token: Token) -> Expression:
    word = knowledge().pronouns.get(token.lower_, "there")
    return Expression(
        reference(sentence, token.i, token.i, token, "pronoun"), token, "", role_of(token), sentence.block,
        word in ("they", "we"), {"he": "m", "she": "f"}.get(word, ""), words=(word,),
    )  # fmt: skip


def _nominal(sentence: Sentence, head: Token) -> Expression:
    own = [child for child in head.children if child.i < head.i and child.dep_ in BEFORE]
    first = max(min((int(child.left_edge.i) for child in own), default=int(head.i)), int(sentence.span.start))
    noun = lemma(head)
    plural = head.tag_ in PLURAL_TAGS or noun in ("police", "people")
    pairs = {f"{lemma(child)} {noun}" for child in own if child.dep_ in ("compound", "amod") and child.i == head.i - 1}
    said = [child for child in own if child.dep_ not in ("det", "det:predet", "nmod:poss")]
    return Expression(
        reference(sentence, first, int(head.i), head, "nominal"), head, knowledge().kind(noun, plural), role_of(head),
        sentence.block, plural, knowledge().gender(noun), frozenset({noun, *pairs}),
        frozenset(lemma(part) for child in said for part in child.subtree if not part.is_punct),
        determiner=_determiner(own), closed=any(_closes(child, head) for child in head.children),
    )  # fmt: skip


def _closes(child: Token, head: Token) -> bool:
    """Whether a dependent behind a noun may say which one is meant ("the group that attacked", "the army of X")."""
    return child.dep_ in CLOSING and child.i > head.i and child.ent_type_ != "TIME"


def _determiner(own: list[Token]) -> Determiner:
    for child in own:
        if child.dep_ == "nmod:poss":
            return "possessive"
        if child.dep_ in ("det", "det:predet"):
            return DETERMINERS.get(str(child.lower_), "other")
    return "none"
