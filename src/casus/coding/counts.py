"""Numbers and what they count: "at least 20 civilians were killed", "more than 50 towns and villages", "dozens wounded".

A number becomes a :class:`casus.record.Count` when the noun it stands with and the words that govern it tell what is
counted. Ranges follow the coding guide: "at least 20" is 20 and more, "more than 20" is 21 and more, "up to 20" has no
least, "dozens" is 24 to 99.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casus.coding.phrases import people_class, preposition
from casus.coding.triggers import lemma
from casus.coding.words import words
from casus.language.parse import Sentence
from casus.record import Count, CountWhat

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

FIGURES = re.compile(r"\d{1,3}(?:[,  ]\d{3})+|\d+(?:\.\d+)?")
SCALE = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "bn": 10**9, "billion": 10**9, "m": 1_000_000, "k": 1000, "dozen": 12, "lakh": 100_000, "score": 20}  # fmt: skip
AT_LEAST = re.compile(r"\b(at least|no (?:fewer|less) than|a minimum of|not less than)\s*$", re.I)
MORE_THAN = re.compile(r"\b(more than|over|above|upwards? of|in excess of|exceed(?:s|ed|ing)?)\s*$", re.I)
UP_TO = re.compile(r"\b(up to|as many as|at most|no more than|a maximum of|as much as)\s*$", re.I)
FEWER = re.compile(r"\b(fewer than|less than|under|below)\s*$", re.I)
PLUS = re.compile(r"^\s*(or more|\+|plus\b)", re.I)
AREA = re.compile(r"^\s*-?\s*(?:sq(?:uare)?\.?\s*)(?:km|kilomet(?:er|re)s?)\b", re.I)
NOT_PEOPLE = frozenset({"year", "month", "week", "day", "hour", "minute", "percent", "cent", "%", "km", "mile", "metre", "meter", "kilometre",
                        "kilometer", "kg", "dollar", "euro", "pound", "rupee", "tonne", "ton", "century", "decade", "age", "old", "time", "foot", "acre"})  # fmt: skip
ANYONE = frozenset(
    {"person", "people", "man", "woman", "family", "passenger", "local", "citizen", "resident", "refugee"}
)
COUNTED: tuple[CountWhat, ...] = (
    "killed",
    "wounded",
    "abducted",
    "surrendered",
    "missing",
    "detained",
    "displaced",
    "deployed",
)
CURRENCIES = ("$", "£", "€", "₹", "Rs", "Rs.", "USD")
CLIMB = 4  # governors looked at above the counted noun
HUMAN = ("civilians", "children", "combatants", "armed", "wounded", "dead")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence: its least and most, the noun it counts (or itself), and where it stands."""

    least: int | None
    most: int | None
    noun: Token
    first: Token
    last: Token
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Counted:
    """A count and the token that tells what is counted, by which it is bound to a claim."""

    count: Count
    noun: Token
    governor: Token


def find_counts(sentence: Sentence) -> list[Counted]:
    """All counts of a sentence, in order of the text."""
    out: list[Counted] = []
    for number in find_numbers(sentence.span):
        told = _what(number)
        if told is None:
            continue
        what, governor = told
        begin, end = sentence.place(number.first, number.last)
        out.append(Counted(Count(what, number.least, number.most, begin, end), number.noun, governor))
    return _dated_out(out)


def _dated_out(found: list[Counted]) -> list[Counted]:
    seen: set[tuple[CountWhat, int | None, int | None]] = set()
    out: list[Counted] = []
    for item in found:
        key = (item.count.what, item.count.min, item.count.max)
        if key not in seen:
            seen.add(key)
            out.append(item)
    return out


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
        least, most, after = parsed
        first, last = tokens[at], tokens[after - 1]
        before = str(span.doc.text[span.start_char : first.idx])
        behind = str(span.doc.text[last.idx + len(last.text) : span.end_char])
        low, high = _qualified(least, most, before, behind)
        noun = _noun(tokens[at:after])
        if noun is not None and not _is_date(first, last) and not before.rstrip().endswith(CURRENCIES):
            out.append(Number(low, high, noun, first, last))
        at = after
    return out


def _value(tokens: list[Token], at: int) -> tuple[int, int, int] | None:
    """(least, most, index after) of the number that begins at ``at``, or ``None``."""
    lists = words()
    for length in (3, 2, 1):
        if at + length <= len(tokens):
            text = " ".join(token.lower_ for token in tokens[at : at + length])
            if text in lists.ranges and (length > 1 or tokens[at].pos_ in ("NOUN", "NUM", "DET", "PRON")):
                low, high = lists.ranges[text]
                return low, high, at + length
    end = at
    while end < len(tokens) and _numeric(tokens[end], end > at):
        end += 1
    if end == at:
        return None
    low_high = _parse([token.lower_ for token in tokens[at:end]])
    return None if low_high is None else (low_high, low_high, end)


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
    if noun.tag_ not in ("NN", "NNP") or people_class(noun) not in ("civilians", "children", "combatants"):
        return None
    if noun.dep_ not in ("obj", "nsubj:pass", "conj", "nsubj"):
        return None
    return Number(1, 1, noun, token, noun, whole=False)


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


def _what(number: Number) -> tuple[CountWhat, Token] | None:
    noun, lists = number.noun, words()
    word = lemma(noun)
    if word in NOT_PEOPLE or noun.lower_ in NOT_PEOPLE:
        return None
    tail = noun.doc.text[number.last.idx + len(number.last.text) : number.last.idx + len(number.last.text) + 24]
    if AREA.match(tail):
        return "area_km2", noun
    if word in lists["people.places"]:
        return "places", noun.head
    if word in lists["people.strikes"] and number.whole:
        return "strikes", noun.head
    governed = _governed(noun)
    if governed is None:
        return None
    base, governor = governed
    group = people_class(noun)
    itself = number.first.i <= noun.i <= number.last.i
    if noun.pos_ in ("NOUN", "PROPN") and group is None and not itself and not _human(noun):
        return None
    if base == "killed":
        return _killed(noun, group), governor
    return base, governor


def _killed(noun: Token, group: str | None) -> CountWhat:
    """Whom the dead are said to be: civilians only where the text names them or a civilian calling."""
    if lemma(noun) == "civilian" or (group == "civilians" and lemma(noun) not in ANYONE):
        return "killed_civilians"
    if group == "children":
        return "killed_children"
    return "killed_combatants" if group in ("combatants", "armed") else "killed"


def _human(noun: Token) -> bool:
    return (
        noun.ent_type_ in ("PERSON", "NATIONALITY", "ORGANISATION")
        or noun.tag_ in ("NNPS", "NNP")
        or noun.dep_ in ("obj", "nsubj:pass")
    )


def _governed(noun: Token) -> tuple[CountWhat, Token] | None:
    """What is said of the counted: the nearest governing or dependent word that the counting lists know."""
    lists = words()

    def told(token: Token) -> CountWhat | None:
        word = lemma(token)
        for what in COUNTED:
            if word in lists[f"counting.{what}"] or token.lower_ in lists[f"counting.{what}"]:
                return what
        return None

    for child in noun.children:
        if child.dep_ in ("acl", "amod", "acl:relcl", "appos"):
            what = told(child)
            if what:
                return what, child
    own = told(noun)
    if own:
        return own, noun
    node = noun
    for _ in range(CLIMB):
        if node.head == node:
            return None
        above = node.head
        for child in above.children:
            if (
                child != node
                and child.dep_ in ("xcomp", "obj", "compound:prt")
                and child.lower_ in ("dead", "hostage", "captive", "prisoner", "injured", "wounded")
            ):
                what = told(child)
                if what:
                    return what, above
        for child in above.children:
            if (
                node.dep_ == "obj"
                and child.dep_ == "nsubj"
                and lemma(child) in ("toll", "death", "dead", "casualty", "fatality")
            ):
                return "killed", child
        if not (node.dep_ == "nmod" and preposition(node) not in ("of", "including")) or above.pos_ == "VERB":
            what = told(above)
            if what and (
                node.dep_ != "nsubj"
                or what not in ("killed", "detained", "abducted")
                or lemma(above) in ("die", "perish", "drown")
            ):
                return what, above
        node = above
    return None
