"""Generic sides: whom a pack means by "the rebels", "regime forces" or "the army", by theatre and country.

A pack lists a role once; :meth:`Roles.of` also finds it under another head ("government warplanes" are the role
"government", "pro-regime militiamen" that of "pro-regime forces"), so packs need not list every noun of force.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casus.grounding.matches import ActorContext
from casus.grounding.names import Token, key_of
from casus.grounding.phrases import nouns
from casus.grounding.theatre import Theatre

Role = tuple[Theatre, str]
"""The pack that defines a role, and the id of the actor that it means."""

_HEADS = (("forces",), ("fighters",), ("militias",), ("rebels",))  # under which packs list "pro-government ..."


class Roles:
    """The roles of all packs, by their words."""

    def __init__(self, theatres: Sequence[Theatre]) -> None:
        self._table: dict[tuple[str, ...], list[tuple[Theatre, str, str]]] = {}
        for theatre in theatres:
            for country, word, actor_id in theatre.roles:
                self._table.setdefault(key_of(word), []).append((theatre, country, actor_id))
        self.heads = frozenset(keys[-1] for keys in self._table)
        """The last words of all roles."""
        self._countries = tuple((theatre.id, theatre.countries) for theatre in theatres if theatre.roles)

    def local(self, code: str, context: ActorContext) -> bool:
        """Whether a pack with roles covers a country: one of the document's packs, any where those are not known."""
        return any(
            code in countries
            for theatre, countries in self._countries
            if not context.theatres or theatre in context.theatres
        )

    def of_country(self, text: str, context: ActorContext) -> Role | None:
        """The role that a pack defines for the document's first country; it goes before names ("Kurdish forces")."""
        first = next(iter(context.countries), "")
        for theatre, country, actor_id in self._table.get(key_of(text), ()) if first else ():
            if country == first and theatre.id in context.theatres:
                return theatre, actor_id
        return None

    def of(self, words: Sequence[Token], context: ActorContext) -> Role | None:
        """The role that a phrase's last words name, in the document's packs; a name among them makes it another side."""
        for start in range(len(words)):
            keys = tuple(word.key for word in words[start:])
            found = self._first(_variants(keys), context) if start == 0 else self._first([keys], context)
            if found:
                return found
            if not words[start].text.islower():
                return None  # "Saudi-led coalition" is not "coalition"
        return None

    def exact(self, keys: tuple[str, ...], context: ActorContext) -> Role | None:
        """The role that just these words name in the document's packs."""
        return self._first([keys], context)

    def _first(self, wanted: Sequence[tuple[str, ...]], context: ActorContext) -> Role | None:
        """The role that one of these words names: where a pack covers the document's first country, no other pack says who "militants" are."""
        country = next(iter(context.countries), "")
        at_home = self.local(country, context)
        for keys in wanted:
            entries = [
                (theatre, where, actor_id)
                for theatre, where, actor_id in self._table.get(keys, ())
                if theatre.id in context.theatres
                and (where == country or (not where and (country in theatre.countries or not at_home)))
            ]
            if entries:
                chosen = min(entries, key=lambda entry: (context.theatres.index(entry[0].id), entry[1] != country))
                return chosen[0], chosen[2]
        return None


def _variants(keys: tuple[str, ...]) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(_under_other_heads(keys)))


def _under_other_heads(keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield keys
    head, length = nouns().classify(keys)
    owner = keys[:-length]
    if not owner or head not in ("forces", "armed"):
        return
    yield from (owner + other for other in _HEADS)
    if head == "forces":  # "coalition jets", "regime helicopters", "rebel artillery"
        yield owner
        yield (*owner[:-1], f"{owner[-1]}s")
