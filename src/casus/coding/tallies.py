"""The counts that one claim carries: which numbers of its sentence are its own, added up and told apart by whom they count.

A claim of a kind can carry only some counts (``COUNTS_OF``). A number is taken when a word that governs it tells such a count,
or, for kinds that are about people moved or held, when it counts people in the trigger's own clause. Of several numbers for
the same thing the nearest to the trigger stands; coordinated ones are added up ("five soldiers and a guard"), parts
("four of them children") stand beside their whole. A single person to whom it happens counts as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casus.coding.counts import COUNTED, KILLED, is_human, is_people, of_homes, said_of, whom_of
from casus.coding.numbers import Number, find_numbers
from casus.coding.order import beside, told_together
from casus.coding.persons import beside_the_counted
from casus.coding.phrases import preposition
from casus.coding.singles import singles
from casus.coding.tallied import Tallied, settled
from casus.coding.triggers import Candidate, lemma
from casus.coding.words import words
from casus.language.parse import Sentence
from casus.record import Count, CountWhat, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

VIOLENT: tuple[CountWhat, ...] = (
    "killed",
    "killed_civilians",
    "killed_combatants",
    "killed_children",
    "wounded",
    "missing",
)
COUNTS_OF: dict[str, tuple[CountWhat, ...]] = {
    "displacement": ("displaced",),
    "detention": ("detained",),
    "surrender": ("surrendered", "places"),
    "abduction": ("abducted", "missing"),
    "withdrawal": ("deployed",),
    "deployment": ("deployed",),
    "territory_gain": ("places", "area_km2"),
    "property_destruction": ("places",),
    "siege": ("area_km2",),
    "air_strike": (*VIOLENT, "strikes"),
    "shelling": (*VIOLENT, "strikes"),
    "armed_clash": VIOLENT,
    "suicide_bombing": VIOLENT,
    "explosive_device": VIOLENT,
    "chemical_attack": VIOLENT,
    "attack_on_civilians": VIOLENT,
    "casualty_report": VIOLENT,
    "protest": ("killed", "killed_civilians", "wounded"),
}
PEOPLE_OF: dict[str, CountWhat] = {
    "displacement": "displaced",
    "detention": "detained",
    "surrender": "surrendered",
    "abduction": "abducted",
    "withdrawal": "deployed",
    "deployment": "deployed",
}  # what people in the trigger's own clause are counted as
READ_AS: dict[tuple[str, CountWhat], CountWhat] = {("abduction", "detained"): "abducted"}
SINGLE: dict[str, tuple[CountWhat, ...]] = {
    **{kind: ("killed", "wounded") for kind, told in COUNTS_OF.items() if "wounded" in told},
    "detention": ("detained",),
    "abduction": ("abducted",),
    "surrender": ("surrendered",),
    "displacement": ("displaced",),
}  # what one person can be counted as
MOSTLY_CIVILIANS = re.compile(r"^\s*[,(–-]?\s*(?:mostly|mainly|largely|most of them|many of them|all of them)\s+(?:women|civilians)\b", re.I)  # fmt: skip
PART_BEFORE = re.compile(r"\b(?:including|among (?:them|whom)|of (?:them|whom)|(?<!along )(?<!together )with)\s+(?:at least|some|about|around|more than|over|nearly)?\s*$", re.I)  # fmt: skip
PART_BEHIND = re.compile(r"^\s*,?\s*(?:of|among) (?:them|whom|those|these|which)\b", re.I)
OF_WHOM = 2
REACH = 4  # edges of the tree between people and the trigger in whose clause they stand
FAR = 30
NEAR = 10  # tokens before and behind a number that tell whether it is a part


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of a claim; ``unsided`` where its dead are told as "people" or by a number alone, whoever they were."""

    counts: tuple[Count, ...]
    unsided: bool = False


def claim_counts(kind: Kind, candidate: Candidate, sentence: Sentence) -> tuple[Count, ...]:
    """The counts of a claim of ``kind`` with the trigger ``candidate``, in order of the text."""
    return claim_tally(kind, candidate, sentence).counts


def claim_tally(kind: Kind, candidate: Candidate, sentence: Sentence) -> Tally:
    """The same, with whether anything tells whose side the dead were on."""
    allowed = COUNTS_OF.get(kind, ())
    if not allowed:
        return Tally(())
    numbers = find_numbers(sentence.span)
    found = list(_tallied(kind, candidate, sentence, numbers, allowed))
    found += _singles(kind, candidate, sentence, found)
    if kind == "territory_gain" and not any(item.what == "places" for item in found):
        found += _one_place(candidate)
    kept = settled(found)
    counts = (Count(item.what, item.least, item.most, *sentence.place(item.first, item.last)) for item in kept)
    return Tally(tuple(counts), any(item.what == "killed" and not item.sided for item in kept))


# ------------------------------------------------------------------------------------------- numbers of the sentence


def _tallied(
    kind: Kind, candidate: Candidate, sentence: Sentence, numbers: Sequence[Number], allowed: Sequence[CountWhat]
) -> Iterator[Tallied]:
    last_told: CountWhat | None = None
    readable = (*allowed, *(what for of, what in READ_AS if of == kind))
    nouns = [number.noun.i for number in numbers]
    for number in numbers:
        part = is_part(number, sentence)
        untold = told_together(number) or of_homes(number)
        told = None if untold else beside(number, readable) or said_of(number, readable)
        told = READ_AS.get((kind, told), told) if told else None
        said = told is not None
        if told is None and part and last_told is not None:
            told = "killed" if last_told in KILLED else last_told
        if told == "wounded" and _dies(number.noun):
            told = "killed"
        if told is None and _moved_or_held(kind, number, candidate) and not _told_otherwise(number, allowed):
            told = PEOPLE_OF[kind]
        if told is None or (told == "strikes" and not _same_clause(number.anchor, candidate.head)):
            continue
        last_told = told
        if told == "killed":
            told = _killed(kind, whom_of(_of_them(number) or number.noun))
            if told == "killed" and _own_men(number):
                told = "killed_combatants"
            if told == "killed" and MOSTLY_CIVILIANS.match(_behind(number)):
                told = "killed_civilians"
        if told in allowed:
            more = beside_the_counted(number.noun, nouns, told)
            yield Tallied(
                told,
                None if number.least is None else number.least + more,
                None if number.most is None else number.most + more,
                number.first,
                number.last,
                number.anchor,
                _steps(number.anchor, candidate.head),
                part,
                _is_sided(kind, number),
                said,
                part == OF_WHOM and number.share,
            )


def _dies(noun: Token) -> bool:
    """Whether the counted are told to have died of it ("two men who were injured in the blast succumbed")."""
    return noun.dep_ == "nsubj" and lemma(noun.head) in words()["fate.dying"]


def _moved_or_held(kind: Kind, number: Number, candidate: Candidate) -> bool:
    """Whether a number counts people in the trigger's own clause, for kinds that are about people moved or held."""
    if kind not in PEOPLE_OF or number.scope == "noun" or not (is_human(number) and is_people(number)):
        return False
    anchor = number.anchor
    if number.most == 1 and (kind in ("deployment", "withdrawal") or lemma(anchor.head) in words()["speech.verbs"]):
        return False
    return _steps(anchor, candidate.head) <= REACH and _same_clause(anchor, candidate.head)


def _same_clause(anchor: Token, head: Token) -> bool:
    """Whether no clause of its own, with a verb and a subject, stands between the counted and the trigger."""
    verb, other = _verb_above(anchor), head if head.pos_ == "VERB" else _verb_above(head)
    if verb is None or other is None or verb == other:
        return True
    return verb in other.ancestors or not (
        verb.dep_ in ("conj", "parataxis", "advcl", "acl:relcl") and _has_subject(verb)
    )


def _verb_above(token: Token) -> Token | None:
    return next((above for above in token.ancestors if above.pos_ in ("VERB", "AUX")), None)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubj:pass") for child in verb.children)


def is_part(number: Number, sentence: Sentence) -> int:
    """1 where a number is told as a part of another one ("including four children"), ``OF_WHOM`` for "two of them", else 0."""
    doc, begin, end = sentence.span.doc, sentence.span.start, sentence.span.end
    before = str(doc[max(begin, number.first.i - NEAR) : number.first.i])
    behind = str(doc[number.last.i + 1 : min(end, number.last.i + 1 + NEAR)])
    if PART_BEHIND.search(behind):
        return OF_WHOM
    return 1 if PART_BEFORE.search(before) or _is_included(number.anchor) else 0


def _is_included(noun: Token) -> bool:
    """Whether a noun stands in a row of those who are among the counted ("including women, children and a fighter")."""
    while noun.dep_ == "conj":
        noun = noun.head
    return noun.dep_ in ("nmod", "obl") and preposition(noun) == "including"


def _of_them(number: Number) -> Token | None:
    """Who the counted are said to be: "two of them | children", "60 of the dead were | civilians"."""
    doc, at, noun = number.last.doc, number.last.i + 1, number.anchor
    if noun.dep_ == "nsubj" and noun.head.pos_ == "NOUN" and any(child.dep_ == "cop" for child in noun.head.children):
        return noun.head
    if not PART_BEHIND.match(str(doc[at : at + 2])):
        return None
    told = (token for token in doc[at + 2 : at + 5] if token.tag_ in ("NN", "NNS"))
    return next(told, None)


def _own_men(number: Number) -> bool:
    """Whether a force is told to have lost the counted ("the army lost 200 men")."""
    verb = number.anchor.head
    lost = lemma(verb) == "lose" and number.anchor.dep_ == "obj" and lemma(number.noun) == "man"
    return lost and any(child.dep_ == "nsubj" and child.pos_ != "PRON" for child in verb.children)


def _behind(number: Number) -> str:
    """The words behind the counted noun."""
    at = max(number.last.i, number.noun.i) + 1
    return str(number.noun.doc[at : at + NEAR])


def _told_otherwise(number: Number, allowed: Sequence[CountWhat]) -> bool:
    other = said_of(number, tuple(what for what in COUNTED if what not in allowed))
    return other in ("killed", "wounded", "missing")


def _is_sided(kind: Kind, number: Number) -> bool:
    """Whether the words leave open of which side the counted are; "12 people", "killing 12" are said of whoever it was."""
    noun, lists, doc = number.noun, words(), number.noun.doc
    if any(child.dep_ == "appos" or lemma(child) in ("identify", "name") for child in noun.children):
        return True
    if number.whole and number.first.i <= noun.i <= number.last.i:
        behind = doc[number.last.i + 1 : number.last.i + 3]
        named = len(behind) > 0 and behind[0].ent_type_ == "PERSON"  # "one Karim Saleh"
        return named or noun.tag_ == "NN" or bool(PART_BEHIND.match(str(behind)))
    word, whoever = lemma(noun), lists["people.whoever"] | lists["people.unsided"]
    if word in lists["people.dead"]:  # "the bodies of three passengers"
        return any(
            child.dep_ == "nmod" and child.tag_ == "NNS" and lemma(child) not in whoever for child in noun.children
        )
    if kind == "attack_on_civilians" and word in ("man", "criminal"):
        return False
    return word not in whoever


def _killed(kind: Kind, whom: str | None, alone: bool = False) -> CountWhat:
    """Whom the dead are said to be; a person named without a calling is a civilian where civilians are attacked."""
    if whom == "children":
        return "killed_children"
    if whom in ("combatants", "armed"):
        return "killed_combatants"
    if whom == "civilians" or (alone and kind == "attack_on_civilians"):
        return "killed_civilians"
    return "killed"


# --------------------------------------------------------------------------------------------------- single persons


def _singles(kind: Kind, candidate: Candidate, sentence: Sentence, found: Sequence[Tallied]) -> list[Tallied]:
    """Single persons to whom it happens, where the sentence gives no number for it."""
    lists = words()
    out: list[Tallied] = []
    for what in SINGLE.get(kind, ()):
        if any(item.what == what or (what == "killed" and item.what in KILLED) for item in found):
            continue
        telling = lists[f"counting.{what}"].union(*(lists[f"counting.{w}"] for (k, w), to in READ_AS.items() if k == kind and to == what))  # fmt: skip
        if kind == "displacement":
            telling = words()["fate.fleeing"]
        elif (
            kind == "abduction"
            and candidate.word_class == "verb"
            and lemma(candidate.head) not in words()["fate.freeing"]
        ):
            telling |= {lemma(candidate.head)}
        for single in singles(kind, sentence, telling, what):
            person, many = single.person, single.many
            told = _killed(kind, whom_of(person), alone=True) if what == "killed" else what
            distance = _steps(single.teller, candidate.head)
            most = None if single.more else many
            out.append(Tallied(told, many, most, person, person, person, distance))
    return out


def _one_place(candidate: Candidate) -> Iterator[Tallied]:
    """The one unnamed place that is taken ("captured a village", "wrested control of a camp")."""
    lists, head = words(), candidate.head
    near = [child for child in head.children if child.dep_ in ("obj", "nsubj:pass", "nmod")]
    near += [child for token in near for child in token.children if child.dep_ == "nmod" and lemma(token) == "control"]
    for token in near:
        placed = lemma(token) in lists["people.places"] | lists["people.buildings"] and token.tag_ == "NN"
        article = next((child for child in token.children if child.lower_ in ("a", "an")), None)
        if placed and article is not None:
            yield Tallied("places", 1, 1, article, token, token, _steps(token, head))
            return


def _steps(a: Token, b: Token) -> int:
    """Edges between two tokens of one sentence in the dependency tree."""
    above = [token.i for token in (a, *a.ancestors)]
    for step, token in enumerate((b, *b.ancestors)):
        if token.i in above:
            return step + above.index(token.i)
    return FAR
