"""What English nouns and names may refer to: the knowledge of coreference (``coreference.toml``), read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Kind = Literal["person", "body", "people", "place", "thing", ""]
Extent = Literal["country", "area", "settlement", "site", ""]
ANY = "*"


@dataclass(frozen=True, slots=True)
class NounClass:
    """Nouns that speak of the same sort of thing, and what a name must contain for them to fit it."""

    nouns: frozenset[str]
    kind: Kind
    names: frozenset[str]
    gender: str = ""
    extent: Extent = ""
    civil: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The word lists of coreference; a list is named "section.list"."""

    classes: tuple[NounClass, ...]
    by_noun: Mapping[str, tuple[NounClass, ...]]
    titles: Mapping[str, str]
    lists: Mapping[str, frozenset[str]]
    weights: Mapping[str, float]
    reach: Mapping[str, int]
    pronouns: Mapping[str, str]  # form -> its lemma ("them" -> "they")
    telling: frozenset[str]  # words of names that tell of which class a body is
    civil: frozenset[str]  # those of them that no armed group has in its name

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]

    def kind(self, noun: str, plural: bool = False) -> Kind:
        """What a noun refers to: a person in the singular, people in the plural; "thing" for all other nouns."""
        if plural and (noun in self.lists["people.nouns"] or self._is(noun, ("people", "person"))):
            return "people"
        classes = self.by_noun.get(noun, ())
        if classes:
            first = classes[0].kind
            return "person" if first == "people" else first
        return "people" if noun in self.lists["people.nouns"] and plural else "thing"

    def extents(self, noun: str) -> frozenset[Extent]:
        """The extents of places that a noun may speak of."""
        return frozenset(found.extent for found in self.by_noun.get(noun, ()) if found.extent)

    def gender(self, noun: str) -> str:
        """ "m", "f" or "" where the noun does not tell."""
        genders = {found.gender for found in self.by_noun.get(noun, ()) if found.kind == "person"}
        return max(genders, default="")

    def same_class(self, noun: str, other: str) -> bool:
        """Whether two nouns may speak of the same thing."""
        classes = self.by_noun.get(noun, ())
        return noun == other or any(other in found.nouns and not found.apart for found in classes)

    def fits_name(self, noun: str, words: Set[str], loose: bool = True) -> bool:
        """Whether a body or place of a name with these words can be called by the noun without having been described so.

        ``loose``: a noun for any body fits, unless a word of the name says that it is a body of another sort.
        """
        for found in self.by_noun.get(noun, ()):
            if noun in words if found.apart else found.names & words:
                return True
            if ANY in found.names and found.kind == "place":
                return True
            if ANY in found.names and loose and not self.civil & words:
                return True
        return False

    def _is(self, noun: str, kinds: tuple[Kind, ...]) -> bool:
        return any(found.kind in kinds for found in self.by_noun.get(noun, ()))


@cache
def knowledge() -> Knowledge:
    """The packaged knowledge."""
    data = tomllib.loads((files("casus.language") / "coreference.toml").read_text(encoding="utf-8"))
    classes = tuple(
        NounClass(
            frozenset(entry["nouns"]),
            entry["kind"],
            frozenset(entry["names"]),
            entry.get("gender", ""),
            entry.get("extent", ""),
            entry.get("civil", False),
            entry.get("apart", False),
        )
        for entry in data.pop("noun")
    )
    by_noun: dict[str, tuple[NounClass, ...]] = {}
    for found in classes:
        for noun in sorted(found.nouns):
            by_noun[noun] = (*by_noun.get(noun, ()), found)
    pronouns = {form: lemma for lemma, forms in data["pronouns"].items() for form in forms if lemma != "reflexive"}
    titles, weights, reach = data.pop("titles"), data.pop("salience"), data.pop("reach")
    lists = {
        f"{section}.{name}": frozenset(word.lower() for word in entries)
        for section, table in data.items()
        for name, entries in table.items()
    }
    telling = frozenset[str]().union(*(found.names for found in classes if found.kind == "body")) - {ANY}
    civil = frozenset[str]().union(*(found.names for found in classes if found.kind == "body" and found.civil))
    return Knowledge(classes, by_noun, titles, lists, weights, reach, pronouns, telling, civil)
