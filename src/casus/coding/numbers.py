"""Numbers in a sentence: figures and words, with the range that their qualifiers give, and the noun that they count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casus.coding.phrases import people_class, preposition
from casus.coding.words import words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

FIGURES = re.compile(r"\d{1,3}(?:[,  ]\d{3})+|\d+(?:\.\d+)?")
SCALE = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "bn": 10**9, "billion": 10**9, "m": 1_000_000, "k": 1000, "dozen": 12, "lakh": 100_000, "score": 20}  # fmt: skip
AT_LEAST = re.compile(r"\b(at least|no (?:fewer|less) than|a minimum of|not less than)\s*$", re.I)
MORE_THAN = re.compile(r"\b(more than|over|above|upwards? of|in excess of|exceed(?:s|ed|ing)?)\s*$", re.I)
UP_TO = re.compile(r"\b(up to|as many as|at most|no more than|a maximum of|as much as)\s*$", re.I)
FEWER = re.compile(r"\b(fewer than|less than|under|below)\s*$", re.I)
PLUS = re.compile(r"^\s*(or more|\+|plus\b)", re.I)
CURRENCIES = ("$", "£", "€", "₹", "Rs", "Rs.", "USD")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence: its least and most, the noun it counts (or itself), and where it stands."""

    least: int | None
    most: int | None
    noun: Token
    first: Token
    last: Token
    anchor: Token
    whole: bool = True


def find_numbers(span: Span) -> list[Number]:
    """Numbers in figures and words, with the range that their qualifiers give."""
    out: list[Number] = []
    at = 0
    tokens = list(span)
    while at < len(tokens):
        parsed = _value(tokens, at)
        if parsed is None:
            one = _indefinite(tokens[at])
            if one is not None:
                out.append(one)
            at += 1
            continue
        least, most, after = _joined(tokens, at, *parsed)
        first, last = tokens[at], tokens[after - 1]
        before = str(span.doc.text[span.start_char : first.idx])
        behind = str(span.doc.text[last.idx + len(last.text) : span.end_char])
        low, high = _qualified(least, most, before, behind)
        noun = _noun(tokens[at:after])
        if noun is not None and not _is_date(first, last) and not before.rstrip().endswith(CURRENCIES):
            out.append(Number(low, high, noun, first, last, _anchor(tokens[at:after], noun)))
        at = after
    return out


def _value(tokens: list[Token], at: int) -> tuple[int, int, int] | None:
    """(least, most, index after) of the number that begins at ``at``, or ``None``."""
    lists = words()
    for length in (4, 3, 2, 1):
        if at + length <= len(tokens):
            text = " ".join(token.lower_ for token in tokens[at : at + length])
            if text in lists.ranges and (text != "scores" or tokens[at].pos_ in ("NOUN", "NUM", "DET", "PRON")):
                low, high = lists.ranges[text]
                return low, high, at + length
    end = at
    while end < len(tokens) and _numeric(tokens[end], end > at):
        end += 1
    if end == at:
        return None
    low_high = _parse([token.lower_ for token in tokens[at:end]])
    return None if low_high is None else (low_high, low_high, end)


def _joined(tokens: list[Token], at: int, least: int, most: int, after: int) -> tuple[int, int, int]:
    """The number with a second one that ends its range ("800 to 900", "between nine and 50"), where there is one."""
    if after + 1 >= len(tokens) or least != most:
        return least, most, after
    joint, before = tokens[after].lower_, tokens[at - 1].lower_ if at else ""
    if joint not in ("to", "or", "-", "\N{EN DASH}") and not (joint == "and" and before == "between"):
        return least, most, after
    other = _value(tokens, after + 1)
    if other is None or other[0] <= least:
        return least, most, after
    return least, other[1], other[2]


def _numeric(token: Token, inside: bool) -> bool:
    text = token.lower_
    if FIGURES.fullmatch(token.text):
        return True
    if inside and text in SCALE:
        return True
    if inside and text in ("-", "and") and token.i + 1 < len(token.doc):
        return (
            text == "-"
            and _word_number(token.nbor(1).lower_) is not None
            and _word_number(token.nbor(-1).lower_) is not None
        )
    return _word_number(text) is not None


def _word_number(text: str) -> int | None:
    from text_to_num import text2num

    if not text.isalpha() or text in ("a", "an", "and", "o", "second", "seconds"):
        return None
    try:
        return int(text2num(text, "en"))
    except ValueError:
        return None


def _parse(parts: list[str]) -> int | None:
    if FIGURES.fullmatch(parts[0]):
        value = float(re.sub(r"[,  ]", "", parts[0]))
        for part in parts[1:]:
            if part not in SCALE:
                return None
            value *= SCALE[part]
        return round(value)
    text = " ".join(part for part in parts if part != "-")
    if text.endswith("dozen"):
        head = text.removesuffix("dozen").strip()
        return 12 * (_word_number(head) or 1)
    from text_to_num import text2num

    try:
        return int(text2num(text, "en"))
    except ValueError:
        return _word_number(parts[0])


def _qualified(least: int, most: int, before: str, behind: str) -> tuple[int | None, int | None]:
    between = re.search(r"(\d[\d,]*)\s*(?:-|–|to|and)\s*$", before)
    if between and re.search(r"\b(between|from)\s+\d[\d,]*\s*(?:and|to)\s*$|\d\s*(?:-|–|to)\s*$", before, re.I):
        low = int(between.group(1).replace(",", ""))
        return (low, most) if low <= most else (least, most)
    if AT_LEAST.search(before) or PLUS.search(behind):
        return least, None if least == most else most
    if MORE_THAN.search(before):
        return least + 1, None if least == most else most
    if UP_TO.search(before):
        return None, most
    if FEWER.search(before):
        return None, most - 1 if least == most else most
    return least, most


def _indefinite(token: Token) -> Number | None:
    """ "a soldier" as one person, where the noun is one of people in the singular."""
    if token.lower_ not in ("a", "an", "another") or token.dep_ != "det":
        return None
    noun = token.head
    if noun.tag_ not in ("NN", "NNP", "JJ") or people_class(noun) not in ("civilians", "children", "combatants"):
        return None
    if noun.dep_ not in ("obj", "nsubj:pass", "conj", "nsubj"):
        return None
    return Number(1, 1, noun, token, noun, noun, whole=False)


def _noun(tokens: list[Token]) -> Token | None:
    last = tokens[-1]
    for token in reversed(tokens):
        if token.dep_ in ("nummod", "det", "amod", "compound", "advmod", "nmod") and token.head not in tokens:
            return token.head
    for child in last.children:
        if child.dep_ == "nmod" and preposition(child) == "of":
            return child
    root = next((token for token in tokens if token.head not in tokens), last)
    return root if root.pos_ in ("NUM", "NOUN", "PRON", "DET", "ADJ", "PROPN") else None


def _anchor(tokens: list[Token], noun: Token) -> Token:
    """The token by which the number hangs in its clause: the counted noun, or the number of which the noun is told."""
    inside = [token.i for token in tokens]
    top = next((token for token in tokens if token.head.i not in inside), noun)
    return top if any(token.i == top.i for token in noun.ancestors) else noun


def _is_date(first: Token, last: Token) -> bool:
    text = first.text
    if first == last and re.fullmatch(r"(?:19|20)\d\d", text) and first.dep_ != "nummod":
        return True
    months = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
    near = [
        t.lower_ for t in (first.nbor(-1) if first.i else first, last.nbor(1) if last.i + 1 < len(last.doc) else last)
    ]
    return any(word in months for word in near)
