"""Who or what a document speaks of, as far as it has been read, and which later expression may stand for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from casus.language.referring.aliases import (
    initials_match,
    is_of_a_state,
    key,
    one_person,
    part_of_person,
    shortens_body,
    shortens_person,
)
from casus.language.referring.nouns import Extent, Kind, knowledge
from casus.language.referring.references import Expression, lemma

PLURAL_OF_ONE = frozenset({"man", "woman", "person"})  # ends of nouns for an office ("spokesman", "spokesperson")


@dataclass(slots=True, eq=False)
class Referent:
    """One person, body, place, crowd or thing, with all that the text has said of it by name and noun."""

    expressions: list[Expression] = field(default_factory=list)
    names: set[tuple[str, ...]] = field(default_factory=set)
    words: set[str] = field(default_factory=set)  # of all its names
    acronyms: set[tuple[str, ...]] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    kind: Kind = ""
    gender: str = ""
    plural: bool = False
    group: bool = False  # several, named one by one
    body: Referent | None = None  # for whom a person speaks or whom it leads
    country: bool = False  # whether it has the name of one
    last: int = -1  # the sentence that speaks of it last by name or noun

    @property
    def named(self) -> bool:
        """Whether the text has named it."""
        return bool(self.names)

    @property
    def extents(self) -> frozenset[Extent]:
        """The extents of places that its nouns, or the nouns in its names, speak of; empty where none does."""
        return frozenset(extent for noun in (*self.nouns, *self.words) for extent in knowledge().extents(noun))

    def add(self, found: Expression) -> None:
        """Take one more expression for it."""
        self.expressions.append(found)
        self.nouns |= found.nouns
        self.modifiers |= found.modifiers
        if found.named and not self.group:
            self.names.add(found.words)
            self.words.update(found.words)
            self.country = self.country or " ".join(key(found.words)) in knowledge()["countries.names"]
            self.acronyms |= {found.words} if found.reference.form == "acronym" else set()
        if found.reference.form != "pronoun":
            self.last = max(self.last, found.reference.sentence)
            self.kind = self.kind if self.kind and not (found.named and found.kind == "body") else found.kind
            self.plural = found.plural if len(self.expressions) == 1 else self.plural
        self.gender = self.gender or found.gender

    def absorb(self, other: Referent) -> None:
        """Take all expressions of another referent, which is the same."""
        for found in other.expressions:
            self.add(found)
        self.body = self.body or other.body


# ------------------------------------------------------------------------------------------------------ by name


def same_bearer(found: Expression, known: Iterable[Referent]) -> Referent | None:
    """The referent that a name names: of the same name, else the only one that it can be short for; latest first."""
    short, own = found.reference.form == "acronym", set(found.words)
    options = [one for one in known if short or one.acronyms or not own.isdisjoint(one.words)]
    wanted = key(found.words)
    for one in options:
        if any(wanted == key(name) for name in one.names) and _same_sort(found, one):
            return one
    for match in (_abbreviates, _shortens, _part):
        fitting = [one for one in options if any(match(found, name, one) for name in one.names)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _same_sort(found: Expression, one: Referent) -> bool:
    """Whether bearers of one name can be the same: no person is a place, no town a province."""
    if {found.kind, one.kind} == {"person", "place"}:
        return False
    extents = frozenset(extent for noun in found.nouns for extent in knowledge().extents(noun))
    return one.kind != "place" or not extents or not one.extents or bool(extents & one.extents)


def _abbreviates(found: Expression, name: tuple[str, ...], one: Referent) -> bool:
    if found.reference.form == "acronym" and name not in one.acronyms:
        short, full = found.words, name
    elif name in one.acronyms and found.reference.form != "acronym":
        short, full = name, found.words
    else:
        return False
    return one.kind != "person" and len(short) == 1 and len(short[0]) > 1 and initials_match(short[0], full)


def _shortens(found: Expression, name: tuple[str, ...], one: Referent) -> bool:
    if {found.kind, one.kind} <= {"person", ""}:
        either = shortens_person(found.words, name) or shortens_person(name, found.words)
        return either and _one_gender(found, one) and all(one_person(found.words, other) for other in one.names)
    if {found.kind, one.kind} <= {"body", ""}:
        return shortens_body(found.words, name) or shortens_body(name, found.words)
    return False


def _part(found: Expression, name: tuple[str, ...], one: Referent) -> bool:
    return (
        one.kind == "person"
        and found.kind in ("person", "")
        and part_of_person(found.words, name)
        and _one_gender(found, one)
    )


def _one_gender(found: Expression, one: Referent) -> bool:
    return not (found.gender and one.gender and found.gender != one.gender)


# ------------------------------------------------------------------------------------------------------ by noun


def alike(found: Expression, one: Referent) -> bool:
    """Whether an apposition or a predicate can speak of a referent: both are of one kind and number."""
    if found.kind == "thing":
        return False
    if found.plural != one.plural and not (one.named and found.determiner == "definite"):
        return False
    if found.kind == one.kind or "" in (found.kind, one.kind) or {found.kind, one.kind} <= {"body", "people"}:
        return True
    unsure = one.named and not one.words & knowledge().telling and not one.country
    return unsure and {found.kind, one.kind} == {"body", "person"}  # the label may be wrong; the noun is not


def described(found: Expression, one: Referent) -> bool:
    """Whether the text has spoken of the referent by the nominal's noun before, or by one of the same class."""
    if one.kind == "person":
        return any(_office(noun) == _office(known) for noun in found.nouns for known in one.nouns)
    return any(knowledge().same_class(noun, known) for noun in found.nouns for known in one.nouns)


def _office(noun: str) -> str:
    return next((noun.removesuffix(end) for end in PLURAL_OF_ONE if noun.endswith(end) and noun != end), noun)


def nominal_fits(found: Expression, one: Referent) -> bool:
    """Whether a definite nominal can stand for a referent: by noun, number, extent and modifiers."""
    if one.group or not _modifiers_fit(found, one) or not _one_gender(found, one):
        return False
    head = lemma(found.token)
    known = described(found, one)
    if found.kind == "people":
        if one.kind == "people" and not one.named:
            return one.plural and head in one.nouns
        return one.kind in ("body", "people") and _members(head, one, known)
    if found.plural or (one.plural and not one.named):
        return False
    if found.kind == "place":
        return one.kind == "place" and _extent_fits(head, one) and (known or knowledge().fits_name(head, one.words))
    if found.kind == "body":
        return one.kind == "body" and (known or (one.named and _name_fits(head, one)))
    return found.kind == "person" and one.kind == "person" and known


def _members(noun: str, one: Referent, known: bool) -> bool:
    """Whether a plural noun fits a body as its members ("the rebels" for a rebel group), not "the groups" for a group."""
    if not any(found.kind == "people" for found in knowledge().by_noun.get(noun, ())):
        return False
    return known or noun in one.modifiers or _name_fits(noun, one)


def _name_fits(noun: str, one: Referent) -> bool:
    """Whether a body's names let a noun stand for it; a state's own forces are no group."""
    names = [key(name) for name in one.names - one.acronyms] or [()]
    state = any(is_of_a_state(name) for name in names)
    nouns = any(
        noun not in found.nouns
        for known in one.nouns
        for found in knowledge().by_noun.get(known, ())
        if "*" not in found.names
    )
    return knowledge().fits_name(noun, one.words, loose=not (state or nouns))


def _modifiers_fit(found: Expression, one: Referent) -> bool:
    """Whether none of the nominal's modifiers tells it from the referent."""
    own = found.modifiers - found.nouns
    if own & knowledge()["modifiers.other"]:
        return False
    return not own - knowledge()["modifiers.idle"] - one.modifiers - one.words - one.nouns


def _extent_fits(noun: str, one: Referent) -> bool:
    extents = knowledge().extents(noun)
    if one.country:
        return "country" in extents
    if extents == {"country"}:
        return False
    known = one.extents
    if known:
        return bool(extents & known)
    outer = knowledge()["aliases.apart"] & one.words  # "North Darfur" is no town
    return not (outer and extents == {"settlement"})
