"""Numbers in a parsed sentence that can count people or things, each with the noun that it counts.

What a number amounts to is read by :mod:`casus.language.quantities`. Here it gets the words of the parse: the counted noun and
the token by which it hangs in its clause. A part "of" a number ("half of the 40 fighters", "60 percent of the 200 dead") is
worked out; the whole of a part ("seven of the 35") is no number of its own. Measures, money, ages are left out; areas are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from casus.coding.governing import HURT
from casus.coding.phrases import people_class, preposition
from casus.language.quantities import SHARE, Quantity, read_quantities
from casus.language.quantity_words import quantity_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Scope = Literal["any", "clause", "noun"]
KEPT = "numbers"  # under which name a block keeps those of its sentences
PERCENT = "percent"
GROUPS = frozenset({"family", "household", "police", "people", "personnel"})  # no single person, though people
LOOK = 60  # characters of the text before a number that are looked at
AHEAD = 3  # tokens that a number may stand before its noun
FEW = {"duo": 2, "pair": 2, "couple": 2, "trio": 3, "threesome": 3, "quartet": 4, "foursome": 4}
OF_WHOLE = re.compile(r"\s+(?:out\s+)?of\s+(?:[\w’'-]+\s+){0,4}", re.I)  # between a part and its whole
HALF_THE = re.compile(r"\s+(?:the|its|their|his|those|these)\s+(?:[\w’'-]+\s+){0,2}", re.I)
OF_BEFORE = re.compile(r"(?:\A|[,;:]\s*)(?:out\s+)?of\s+(?:[\w’'-]+\s+){0,3}$", re.I)
ALL_BUT = re.compile(r"\ball but\s+$", re.I)
SHARED = re.compile(r"\b(?:half|halves|third|quarter|fifth|tenth|percent|per cent)s?\b|%", re.I)
OF_THEM = re.compile(r"\s+of\s+(?:them|whom|those|these|which)\b", re.I)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence: its least and most, the noun it counts (or itself), and where it stands.

    ``area``: least and most are square kilometres. ``whole`` is false for "a soldier". ``scope``: which words may tell what is
    counted: all ("any"), those of the clause ("clause": "seven" of "seven of the 35 men abducted"), those of the noun ("noun": "35").
    """

    least: int | None
    most: int | None
    noun: Token
    first: Token
    last: Token
    anchor: Token
    whole: bool = True
    area: bool = False
    scope: Scope = "any"

    @property
    def share(self) -> bool:
        """Whether it was worked out from a share ("half of them", "40 percent of whom")."""
        return bool(SHARED.search(str(self.first.doc[self.first.i : self.last.i + 3])))


def find_numbers(span: Span) -> Sequence[Number]:
    """Numbers that can count something, in order of the text; kept with the block, for each claim of a sentence asks for them."""
    kept = span.doc.user_data.setdefault(KEPT, {})
    key = int(span.start), int(span.end)
    if key not in kept:
        kept[key] = _find_numbers(span)
    found: Sequence[Number] = kept[key]
    return found


def _find_numbers(span: Span) -> Sequence[Number]:
    text, base = str(span.text), int(span.start_char)
    tokens = list(span)
    out: list[Number] = []
    for quantity, scope in countable(text):
        inside = _tokens(tokens, base + quantity.first, base + quantity.last)
        noun = _noun(inside) if inside else None
        if noun is None:
            continue
        least, most, area = _whole(quantity.least), _whole(quantity.most), quantity.unit == "km2"
        if area and not (least or most):  # less than half a square kilometre: a count is whole
            continue
        out.append(Number(least, most, noun, inside[0], inside[-1], _anchor(inside, noun), area=area, scope=scope))
    taken = {i for number in out for i in range(number.first.i, number.last.i + 1)}
    ones = (_few(token) or _indefinite(token) for token in tokens if token.i not in taken)
    out.extend(one for one in ones if one is not None)
    return sorted(out, key=lambda number: number.first.i)


def countable(text: str) -> list[tuple[Quantity, Scope]]:
    """Quantities of people and things, and areas in square kilometres; parts of a number worked out."""
    found = read_quantities(text)
    areas, out = quantity_words().areas, list[tuple[Quantity, Scope]]()
    wholes: set[int] = set()
    for at, (one, other) in enumerate(pairwise([*found, None])):
        if one is None or ALL_BUT.search(text[max(0, one.begin - LOOK) : one.begin]):
            continue
        partial, before = one.unit in (PERCENT, SHARE), found[at - 1] if at else None
        if other is not None and _is_whole_of(text, one, other):
            wholes.add(at + 1)
            out.append((_part(one, other) if partial else one, "clause"))
        elif partial and before is not None and before.unit is None and OF_THEM.match(text, one.end):
            out.append((replace(_part(one, before), first=one.first, last=one.last), "any"))
        elif partial:
            continue
        elif one.unit is not None and one.unit in areas:
            factor = areas[one.unit]
            out.append(
                (replace(one, least=_times(one.least, factor), most=_times(one.most, factor), unit="km2"), "any")
            )
        elif one.unit in (None, "people"):
            apart = at in wholes or _is_whole_before(text, one, other)
            out.append((one, "noun" if apart else "any"))
    return out


def _is_whole_of(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether ``other`` is the whole that ``one`` is part of ("seven of the 35", "half the 14,000")."""
    if other.unit not in (None, "people"):
        return False
    between = text[one.end : other.begin]
    return bool(OF_WHOLE.fullmatch(between)) or (one.unit == SHARE and bool(HALF_THE.fullmatch(between)))


def _is_whole_before(text: str, one: Quantity, other: Quantity | None) -> bool:
    """Whether ``one`` is the whole that a number behind a comma is part of ("Of the 50 dead, 20 were civilians")."""
    if (
        other is None
        or other.unit not in (None, "people")
        or not OF_BEFORE.search(text[max(0, one.begin - LOOK) : one.begin])
    ):
        return False
    return "," in text[one.end : other.begin]


def _part(share: Quantity, whole: Quantity) -> Quantity:
    """The number that a share of a whole amounts to, standing from the share to the whole."""
    scale = 0.01 if share.unit == PERCENT else 1.0
    least = None if share.least is None or whole.least is None else share.least * scale * whole.least
    most = None if share.most is None or whole.most is None else share.most * scale * whole.most
    return replace(share, first=share.first, last=whole.last, end=whole.end, least=least, most=most, unit=None)


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _tokens(tokens: Sequence[Token], begin: int, end: int) -> list[Token]:
    """The tokens that share a character with a stretch of the block's text."""
    return [token for token in tokens if token.idx < end and token.idx + len(token.text) > begin and not token.is_space]


def _few(token: Token) -> Number | None:
    """ "the pair", "a Chinese couple", "the trio" as so many people."""
    many = FEW.get(token.lower_)
    if many is None or token.tag_ != "NN" or any(child.dep_ == "nmod" for child in token.children):
        return None
    return Number(many, many, token, token, token, token)


def _indefinite(token: Token) -> Number | None:
    """ "a soldier" as one person, where the noun is one of people in the singular."""
    word = token.lower_
    if word not in ("a", "an", "another"):
        return None
    if word == "another" and (token.dep_ != "det" or _verb_behind(token)):
        return Number(1, 1, token, token, token, token, whole=False)
    if token.dep_ != "det":
        return None
    noun = token.head
    if noun.tag_ not in ("NN", "NNP", "JJ") or people_class(noun) not in ("civilians", "children", "combatants"):
        return None
    if noun.lemma_.lower() in GROUPS or noun.dep_ not in ("obj", "nsubj:pass", "conj", "nsubj"):
        return None
    return Number(1, 1, noun, token, noun, noun, whole=False)


def _verb_behind(token: Token) -> bool:
    if token.i + 1 >= len(token.doc):
        return False
    behind = token.nbor(1)
    return behind.tag_ in ("VBD", "VBN") or behind.lower_ in HURT


def _noun(tokens: list[Token]) -> Token | None:
    last = tokens[-1]
    for child in (child for token in reversed(tokens) for child in token.children):
        if child.dep_ == "nmod" and child.i > last.i and preposition(child) == "of":
            return child
    for token in reversed(tokens):
        if token.dep_ in ("nummod", "det", "amod", "compound", "advmod", "nmod") and token.head not in tokens:
            ahead = _noun_ahead(last) if token.dep_ == "nummod" and _counted_between(last, token.head) else None
            return ahead or token.head
    ahead = _noun_ahead(last)
    if ahead is not None:
        return ahead
    root = next((token for token in tokens if token.head not in tokens), last)
    return root if root.pos_ in ("NUM", "NOUN", "PRON", "DET", "ADJ", "PROPN") else None


def _counted_between(last: Token, noun: Token) -> bool:
    """Whether another number stands between a number and the noun that the parse made its own ("50 rebels and 20 | women")."""
    return any(token.pos_ == "NUM" for token in noun.doc[last.i + 1 : noun.i])


def _noun_ahead(last: Token) -> Token | None:
    """The plural noun that a number stands before, by order alone, where the parse made none its head ("four suicide bombers")."""
    doc, at = last.doc, last.i + 1
    if at < len(doc) and doc[at].lower_ == "of":
        at += 2 if at + 1 < len(doc) and doc[at + 1].tag_ in ("DT", "PRP$") else 1
    for token in doc[at : at + AHEAD]:
        if token.tag_ in ("NNS", "NNPS"):
            return token if token.sent == last.sent else None
        if token.tag_ not in ("NN", "JJ", "NNP"):
            return None
    return None


def _anchor(tokens: list[Token], noun: Token) -> Token:
    """The token by which the number hangs in its clause: the counted noun, or the number of which the noun is told."""
    inside = [token.i for token in tokens]
    top = next((token for token in tokens if token.head.i not in inside), noun)
    return top if any(token.i == top.i for token in noun.ancestors) else noun
