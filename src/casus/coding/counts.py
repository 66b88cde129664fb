"""Numbers and what they count: "at least 20 civilians were killed", "more than 50 towns and villages", "dozens wounded".

A number becomes a :class:`casus.record.Count` when the noun it stands with and the words that govern it tell what is
counted. Ranges follow the coding guide: "at least 20" is 20 and more, "more than 20" is 21 and more, "up to 20" has no
least, "dozens" is 24 to 99.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casus.coding.governing import governed
from casus.coding.numbers import Number, find_numbers
from casus.coding.order import before, behind, told_together
from casus.coding.triggers import lemma
from casus.coding.words import words
from casus.language.parse import Sentence
from casus.record import Count, CountWhat

if TYPE_CHECKING:
    from spacy.tokens import Token

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
WHOM = ("children", "combatants", "civilians", "kin", "dead", "wounded", "armed")
KILLED = ("killed", "killed_civilians", "killed_combatants", "killed_children")
CALLED = ("er", "or", "ist", "man", "woman", "ian", "ant", "ee")  # endings of nouns for people


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


def _what(number: Number) -> tuple[CountWhat, Token] | None:
    """What a number of the sentence counts, and the word that tells so, before any claim is known."""
    thing = _thing(number)
    if thing is not None:
        return thing, number.noun.head
    if not is_human(number):
        return None
    told = governed(number.anchor, COUNTED, number.scope) or governed(number.noun, COUNTED, number.scope)
    if told is None:
        return None
    base, governor = told
    return (_killed(number.noun) if base == "killed" else base), governor


def said_of(number: Number, allowed: Sequence[CountWhat]) -> CountWhat | None:
    """What of ``allowed`` a number counts; the dead are ``killed``, whoever they are."""
    thing = _thing(number, buildings=True)
    if thing is not None:
        return thing if thing in allowed else None
    if not is_human(number) or told_together(number):
        return None
    chosen = tuple(what for what in COUNTED if what in allowed)
    done = before(number, chosen) if number.scope != "noun" else None
    if done is not None:
        return done
    told = governed(number.anchor, chosen, number.scope)
    if told is None and number.anchor != number.noun:
        told = governed(number.noun, chosen, number.scope)
    if told is None:
        return None if number.scope == "noun" else behind(number.noun, chosen)
    return told[0]


def _thing(number: Number, buildings: bool = False) -> CountWhat | None:
    """What a number of things, not people, counts: places (``buildings`` too, where such are taken or hit), strikes, an area."""
    noun, lists = number.noun, words()
    if number.area:
        return "area_km2"
    if number.scope == "noun" or (number.most == 1 and number.scope == "clause"):  # "one of its two centres of power"
        return None
    if lemma(noun) in lists["people.places"] or (buildings and lemma(noun) in lists["people.buildings"]):
        return "places"
    return "strikes" if lemma(noun) in lists["people.strikes"] and number.whole else None


def of_homes(number: Number) -> bool:
    """Whether a number counts families, who are more people than they are ("12 families"); with others joined to them it counts people."""
    noun = number.noun
    alone = noun.i > number.last.i and not any(child.dep_ == "conj" for child in noun.children)
    return alone and noun.tag_ == "NNS" and lemma(noun) in words()["people.homes"]


def is_human(number: Number) -> bool:
    """Whether a number can count people: the noun is one of people, though not of families, or the number stands alone."""
    noun = number.noun
    if words()["people.none"] & {lemma(noun), noun.lower_} or _is_age(number) or _is_name(number):
        return False
    if of_homes(number):
        return False
    if lemma(noun) in words()["people.things"] or lemma(noun) in words()["people.places"]:
        return False
    return is_people(number) or noun.pos_ not in ("NOUN", "PROPN") or _human(noun)


def is_people(number: Number) -> bool:
    """Whether a number surely counts people: by its noun, or because it stands alone ("two were arrested")."""
    noun = number.noun
    if number.first.i <= noun.i <= number.last.i or noun.pos_ == "PRON":
        return True
    word, lists = lemma(noun), words()
    if word in lists["people.things"]:
        return False
    named = (
        word in words()["people.anyone"]
        or word == "other"
        or word in words()["happening.each"]
        or whom_of(noun) is not None
    )
    listed = word in lists["people.callings"] or word in lists["people.unsided"]
    nation = noun.tag_ == "NNPS" or noun.ent_type_ == "NATIONALITY"
    return named or listed or nation or (noun.tag_ == "NNS" and word.endswith(CALLED))


def whom_of(noun: Token) -> str | None:
    """The class of people of a noun ("policemen" are combatants); people of no calling ("persons") have none."""
    word, lists = lemma(noun), words()
    if word in lists["people.anyone"] or word in lists["people.unsided"]:
        return None
    if word in lists["people.callings"] and any(lemma(child) in lists["people.arms"] for child in noun.children):
        return "combatants"
    for form in (word, _singular(noun.lower_)):
        if form in lists["people.anyone"]:
            return None
        for name in WHOM:
            if form in lists[f"people.{name}"]:
                return _of_the_dead(noun) if name == "dead" else "civilians" if name == "kin" else name
    return None


def _of_the_dead(noun: Token) -> str:
    """Whom "deaths", "casualties" are said to be by the word before them ("civilian deaths")."""
    told = (whom_of(child) for child in noun.children if child.dep_ in ("amod", "compound"))
    return next((whom for whom in told if whom in ("civilians", "combatants", "children")), "dead")


def _singular(word: str) -> str:
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _is_age(number: Number) -> bool:
    """Whether a number is a person's age: "Hall, 24, a farmer", "Samad (28)", "aged 24"."""
    doc, first, last = number.first.doc, number.first, number.last
    if not first.i or first.i != last.i or (number.most or 0) > 110 or not first.text.isdigit():
        return False
    before, behind = doc[first.i - 1], doc[last.i + 1] if last.i + 1 < len(doc) else None
    if before.lower_ == "aged":
        return True
    named = first.i > 1 and doc[first.i - 2].pos_ in ("PROPN", "NOUN")
    if named and before.text in (",", "(") and (behind is None or behind.text in (",", ")", ".")):
        return True
    bare = number.noun.i <= number.last.i  # "Jain 38 was found", where commas were lost
    return (
        bare and before.ent_type_ == "PERSON" and (behind is None or behind.lower_ not in ("other", "others", "more"))
    )


def _is_name(number: Number) -> bool:
    """Whether a number belongs to a name: "the 33 Baloch Regiment", "Region 12"."""
    noun = number.noun
    return noun.tag_ == "NNP" and noun.ent_type_ in ("ORGANISATION", "PLACE")


def _killed(noun: Token) -> CountWhat:
    """Whom the dead are said to be: civilians only where the text names them or a civilian calling."""
    whom = whom_of(noun)
    if whom == "civilians":
        return "killed_civilians"
    if whom == "children":
        return "killed_children"
    return "killed_combatants" if whom in ("combatants", "armed") else "killed"


def _human(noun: Token) -> bool:
    return (
        noun.ent_type_ in ("PERSON", "NATIONALITY", "ORGANISATION")
        or noun.tag_ in ("NNPS", "NNP")
        or noun.dep_ in ("obj", "nsubj:pass")
    )
