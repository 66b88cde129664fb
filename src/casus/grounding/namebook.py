"""All names by which actors and states go, and which of several bearers of one name a document means.

"SNA" is one army in a text about Syria and another in one about Somalia; far from both it is nobody known. Names are ranked by
how near the pack that gives them is to the document's theatres and countries, within the days in which they hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casus.grounding.matches import ActorContext, within
from casus.grounding.names import Token
from casus.grounding.nametrie import Hit, Name, NameTrie
from casus.grounding.states import State
from casus.grounding.theatre import Theatre

_EVERYWHERE, _ELSEWHERE, _NEVER = 5, 6, 9  # ranks of a name: 0 to 4 are those of the document's own packs


class NameBook:
    """The names of some packs and states."""

    def __init__(self, theatres: Sequence[Theatre], states: Mapping[str, State]) -> None:
        self._own = frozenset(state.actor_id for state in states.values())
        self._country = {(pack.id, actor.actor_id): actor.country for pack in theatres for actor in pack.actors}
        self._trie = NameTrie([*self._of_packs(theatres), *_of_states(states)])

    def _of_packs(self, theatres: Sequence[Theatre]) -> Iterator[Name]:
        for theatre in theatres:
            for actor in theatre.actors:
                if not (actor.state and actor.actor_id in self._own):  # a state's own name is as often the place
                    yield Name(actor.name, "actor", actor.actor_id, theatre.id, actor.period)
                for alias in actor.aliases:
                    period = alias.period if alias.period.known else actor.period
                    yield Name(alias.text, "actor", actor.actor_id, theatre.id, period)
                for alias in actor.names:  # a former name still means the actor in later texts
                    yield Name(alias.text, "actor", actor.actor_id, theatre.id, actor.period)

    def scan(self, words: Sequence[Token], context: ActorContext) -> list[Hit]:
        """The names that hold on the document's day, found in words by longest match."""
        return self._trie.scan(words, lambda name: within(name.period, context.on))

    def whole(self, text: str) -> tuple[Name, ...]:
        """The names that a whole text spells."""
        return self._trie.whole(text)

    def choose(self, names: Sequence[Name], context: ActorContext, kind: str = "") -> Name | None:
        """The name that a document means; ``None`` where each is far from it or two as near mean different actors elsewhere."""
        fitting = [name for name in names if kind in ("", name.kind) and within(name.period, context.on)]
        ranked = sorted((rank, at) for at, name in enumerate(fitting) if (rank := self._rank(name, context)) < _NEVER)
        best = [fitting[at] for rank, at in ranked if rank == ranked[0][0]]
        if not best or (ranked[0][0] >= _ELSEWHERE and len({name.target for name in best}) > 1):
            return None
        return best[0]

    def _rank(self, name: Name, context: ActorContext) -> int:
        if name.kind != "actor":
            return _EVERYWHERE
        if name.theatre == "generic":
            # a short acronym of one country's body counts first where the text is about that country
            country = self._country["generic", name.target]
            return _EVERYWHERE if not name.acronym or country in (None, *context.countries) else _ELSEWHERE + 1
        if name.theatre in context.theatres:
            return min(context.theatres.index(name.theatre), 4)
        if name.text.islower():
            return _NEVER  # a common noun ("settlers") names an actor in its own theatre only
        # a short acronym of another conflict is more likely somebody else's here
        return _NEVER if context.theatres and name.acronym and len(name.text) <= 3 else _ELSEWHERE


def _of_states(states: Mapping[str, State]) -> Iterator[Name]:
    for code in sorted(states):
        state = states[code]
        yield from (Name(text, "state", code) for text in (state.name, *state.aliases))
        yield from (Name(text, "adjective", code) for text in state.adjectives)
        yield from (Name(text, "capital", code) for text in state.capitals)
        yield from (Name(text, "metonym", code) for text in state.metonyms)
