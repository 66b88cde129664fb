"""Where and when a clause says it happened: place names by preposition and nearness in the tree, and time words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casus.coding.phrases import phrase, preposition
from casus.coding.pronouns import Context
from casus.coding.roles import Roles
from casus.coding.triggers import Candidate
from casus.language.parse import Sentence
from casus.record import Phrase

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

PLACING = {"in": 0, "at": 0, "near": 1, "inside": 0, "outside": 1, "around": 1, "on": 1, "into": 1, "across": 1, "through": 2, "over": 2,
           "within": 0, "of": 2, "from": 3, "to": 2, "towards": 3, "toward": 3, "along": 2, "between": 2, "throughout": 1, "": 3}  # fmt: skip
TAKEN = -3  # rank of a place that is itself taken, besieged or hit: "captured Azaz near Aleppo" is at Azaz
SPEECH_SIDE = ("nsubj", "nsubj:pass", "nmod:poss")


def find_places(sentence: Sentence, candidate: Candidate, roles: Roles, context: Context) -> tuple[Phrase, ...]:
    """Place names of the sentence for a trigger, best first.

    A name ranks by how it hangs on the trigger: an object or oblique of the trigger itself before names elsewhere in the
    clause, those before names elsewhere in the sentence; "in", "at" before "from", "to". For "the city" the name of the city that it
    speaks of is given, where that stands.
    """
    ranked: list[tuple[int, int, int, Token]] = []
    obliques = {token.i for _, token in roles.obliques}
    sufferers = {token.i for token in roles.sufferers}
    for entity in sentence.entities:
        if entity.label_ != "PLACE":
            continue
        head = entity.root
        if head.dep_ in SPEECH_SIDE and head.i not in sufferers and not entity[0].is_lower:
            rank = 6
        else:
            rank = PLACING.get(preposition(head), 3) if head.dep_ in ("obl", "nmod") else 3
            if head.i in obliques:
                rank -= 2
            elif head.i in sufferers and candidate.kind in (
                "territory_gain",
                "siege",
                "air_strike",
                "shelling",
                "offensive",
                "withdrawal",
                "surrender",
            ):
                rank = TAKEN
        ranked.append((rank + _steps(candidate.head, head), abs(head.i - candidate.head.i), head.i, head))
    ranked.sort(key=lambda item: item[:3])
    out: list[Phrase] = []
    for *_, head in ranked:
        span = next(ent for ent in sentence.entities if ent.start <= head.i < ent.end)
        begin, end = sentence.place(span[0], span[-1])
        out.append(_named(sentence, span, context) or Phrase(begin, end, str(span.text), "place"))
    return tuple(out)


def _named(sentence: Sentence, span: Span, context: Context) -> Phrase | None:
    """The name, where it was given, that a nominal without one stands for, or that a part of it does ("the gates of the city")."""
    if any(token.pos_ == "PROPN" for token in span):
        return None
    for token in (span.root, *span):
        named = context.stood_for(sentence, token) if context.may_be_place(sentence, token) else []
        if len(named) == 1:
            return replace(phrase(*named[0]), type="place")
    return None


def _steps(a: Token, b: Token) -> int:
    """Edges between two tokens of one sentence in the dependency tree."""
    above = [a, *a.ancestors]
    for step, token in enumerate([b, *b.ancestors]):
        if token in above:
            return step + above.index(token)
    return 20


def oblique_phrases(sentence: Sentence, roles: Roles, cases: frozenset[str]) -> tuple[Phrase, ...]:
    """Phrases of the obliques that one of ``cases`` introduces."""
    return tuple(phrase(sentence, token) for case, token in roles.obliques if case in cases)
