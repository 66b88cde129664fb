"""Sentences that open in another land at war than the rest of their report ("In Sudan, rebels ..."): their rebels, army and police are that land's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from casus.grounding.matches import ActorContext
from casus.grounding.placing import Located
from casus.grounding.theatre import Theatre

OPENING = re.compile(
    r"(?:\A|(?<=[.!?])[\"”’]?\s+|\n[^\S\n]*)(?:(?:Meanwhile|Elsewhere|Separately|Also),?\s+)?(?:[Ii]n|[Ii]nside|[Aa]cross)\s+"
    r"(?:(?:the|neighbou?ring|nearby|far|(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?|central)\s+){0,3}(?=[A-Z])"
)
CLOSING = re.compile(r"[.!?][\"”’]?\s+(?=[\"“‘]?[A-Z])|\n")


@dataclass(frozen=True, slots=True)
class Abroad:
    """The stretches of a text that play in another land than the text, each with the context in which its generic sides are seen."""

    stretches: tuple[tuple[int, int, ActorContext], ...] = ()

    def at(self, begin: int) -> ActorContext | None:
        """The context of the stretch that a position lies in, if any."""
        return next((context for first, end, context in self.stretches if first <= begin < end), None)


def find_abroad(text: str, located: Located, base: ActorContext, theatres: Sequence[Theatre]) -> Abroad:
    """The sentences that open in a country at war (one for which a pack of ``theatres`` has roles) other than the text's first."""
    countries = {at: place.country for at, place in located.names if place.precision == "country" and place.country}
    at_war = {code for theatre in theatres if theatre.roles for code in theatre.countries}
    out: list[tuple[int, int, ActorContext]] = []
    for opening in OPENING.finditer(text):
        code = _opened(opening, countries)
        if code is None or code not in at_war or code == next(iter(base.countries), None):
            continue
        closing = CLOSING.search(text, opening.end())
        packs = [t.id for t in theatres if code in t.countries] + [t.id for t in theatres if not t.countries]
        seen_from = replace(base, theatres=tuple(packs), countries=(code, *(c for c in base.countries if c != code)))
        out.append((opening.end(), closing.start() if closing else len(text), seen_from))
    return Abroad(tuple(out))


def _opened(opening: re.Match[str], countries: Mapping[int, str]) -> str | None:
    """The country named where an opening ends; its name may begin with the words for its part ("northern Mali")."""
    return next((code for at, code in countries.items() if opening.start() < at <= opening.end()), None)
