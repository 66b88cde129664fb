"""From noun phrases to actors: names, state nominals ("Russian warplanes"), generic sides, proxies by their backers.

An :class:`ActorIndex` is built once from theatre packs and the table of states. What a phrase means may depend on the
document (:class:`ActorContext`): "the army" is the army of the country that the text is about, "rebels" a role of its theatre.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from casus.grounding.matches import (
    ActorContext,
    ActorMatch,
    adjective,
    before_bracket,
    cause_of,
    joined,
    match_of,
    names_a_side,
    names_another,
    nominal,
    nominal_after,
    placed,
    police,
    prefixed,
    unidentified,
    wider,
    within,
    without_speaker,
)
from casus.grounding.namebook import NameBook
from casus.grounding.names import Token, key_of, slug, tokens
from casus.grounding.nametrie import Hit, Name
from casus.grounding.phrases import TIED, content, definite, named, nouns, shape, untied
from casus.grounding.roles import Role, Roles
from casus.grounding.states import State, states
from casus.grounding.theatre import Theatre, TheatreActor
from casus.record import Interval

__all__ = ["ActorContext", "ActorIndex", "ActorMatch"]

_BACKED = TIED | {"funded", "trained", "affiliated"}
_UNARMED = frozenset(["media", "agency", "monitor", "civilians"])
_OF_STATE = frozenset(["state_forces", "government", "police"])
_NO_CONTEXT = ActorContext()
REMEMBERED = 5_000  # phrases, each in its context, whose actors are kept in memory


class ActorIndex:
    """All actors of some theatres and all states, by name."""

    def __init__(self, theatres: Sequence[Theatre], world: Sequence[State] | None = None) -> None:
        self._states = {state.code: state for state in (states() if world is None else world)}
        self._state_of = {state.actor_id: state.code for state in self._states.values()}
        self._actors: dict[str, list[tuple[str, TheatreActor]]] = {}
        # whatever the caller's order
        theatres = sorted(theatres, key=lambda theatre: (theatre.id == "generic", theatre.id))
        for theatre in theatres:
            for actor in theatre.actors:
                self._actors.setdefault(actor.actor_id, []).append((theatre.id, actor))
        self._roles = Roles(theatres)
        self.role_heads = self._roles.heads
        self._backed = {(theatre.id, code): actor for theatre in theatres for code, actor in theatre.backed}
        self._theatre_ids = tuple(theatre.id for theatre in theatres)
        self._names = NameBook(theatres, self._states)
        self._resolved = lru_cache(maxsize=REMEMBERED)(self._resolve)
        self._holders: dict[str, list[TheatreActor]] = {}  # of a state's forces, each in its days
        for options in self._actors.values():
            for _, actor in options:
                if actor.state and actor.period.known:
                    self._holders.setdefault(actor.state, []).append(actor)
        self.by_day = frozenset(self._states[code].actor_id for code in self._holders)
        """The ids of states whose forces are not the same on all days; what kind an actor is of depends on the day for these alone."""

    # ----------------------------------------------------------------------------------------- public

    def actor(self, actor_id: str, on: date | None = None) -> ActorMatch | None:
        """The actor of an id, as it stands on a day; ``None`` for an id that nobody defines."""
        if actor_id in self._actors:
            return match_of(self._actors[actor_id][0][1], on)
        if actor_id in self._state_of:
            return self._state(self._state_of[actor_id], on)
        owner = self._state_of.get(actor_id.removesuffix("-police"))
        return police(self._states[owner], f"{adjective(self._states[owner])} police") if owner else None

    def resolve(self, text: str, on: date | None = None, context: ActorContext | None = None) -> ActorMatch | None:
        """The actor that one noun phrase (without coordinations) names; ``None`` when it names nobody ("the group")."""
        context = context or _NO_CONTEXT
        return self._resolved(text, replace(context, on=on) if on and on != context.on else context)

    def _resolve(self, text: str, context: ActorContext) -> ActorMatch | None:
        whole = self._role_actor(self._roles.of_country(text, context), context) or self._whole(text, context)
        if whole:
            return whole
        if (behind := untied(text)) and (whole := self._whole(behind, context)):
            return whole
        parts = shape(text)
        if not parts.core or key_of(parts.core) in nouns().nobody:
            return self._resolve_part(parts.owner, context) if parts.owner and parts.core else None
        if parts.backer:
            backer = self.resolve(parts.backer, context=context)
            if backer:
                led = self._led(parts.core, backer, context) if parts.led else None
                return led or self._proxy(parts.core, parts.core, backer, context)
        if parts.called:
            return self._whole(parts.core, context) or unidentified(named(parts.core))
        return self._resolve_shape(text, parts.core, parts.owner, parts.brackets, context)

    def role(self, text: str, context: ActorContext) -> ActorMatch | None:
        """Whom a pack means by a word of its own ("Maoists"), which no list of nouns knows for a side."""
        return self._role_actor(self._roles.exact(key_of(text), context), context)

    def people(self, word: str, context: ActorContext) -> ActorMatch | None:
        """Whose forces an adjective of a people means ("Kurdish"); "Tiger Forces" is a name, and "Tiger" no adjective."""
        names = [name for name in self._names.whole(f"{word} forces") if name.text.endswith(" forces")]
        name = self._names.choose(names, context)
        return self._named(name, context) if name else None

    def find(self, text: str, context: ActorContext | None = None) -> list[tuple[int, int, ActorMatch]]:
        """Actors named in running text: ``(begin, end, match)`` by longest match, left to right.

        State names count where they stand for the state, not after "in" or "northern"; bare adjectives do not.
        """
        context = context or _NO_CONTEXT
        words = tokens(text)
        found: list[tuple[int, int, ActorMatch]] = []
        for hit in self._names.scan(words, context):
            mention = self._mention(words, hit, text, context)
            if mention and (not found or words[hit.first].begin >= found[-1][1]):
                found.append((words[hit.first].begin, mention[0], mention[1]))
        return found

    # ----------------------------------------------------------------------------------------- names

    def _named(self, name: Name, context: ActorContext) -> ActorMatch:
        """Whom a name means; a pack may say that it means another side in the document's first country."""
        if name.kind != "actor":
            return self._state(name.target, context.on)
        if local := self._role_actor(self._roles.of_country(name.text, context), context):
            return local
        actor = next(actor for theatre, actor in self._actors[name.target] if theatre == name.theatre)
        return (
            self._state(actor.state, context.on, actor.name)
            if actor.state and actor.period == Interval()
            else match_of(actor, context.on)
        )

    def _whole(self, text: str, context: ActorContext) -> ActorMatch | None:
        stripped = text.strip(" \t\n\"'“”‘’.,;:")
        names = [name for name in self._names.whole(stripped) if name.kind != "adjective"]
        name = self._names.choose(names, context)
        return self._named(name, context) if name else None

    def _state(self, code: str, on: date | None, phrase: str = "") -> ActorMatch:
        state = self._states[code]
        for actor in self._holders.get(code, ()):
            if within(actor.period, on):
                return match_of(actor, on)
        return ActorMatch(state.actor_id, state.actor_name or phrase or state.name, "state_forces", code, (), True)

    # ----------------------------------------------------------------------------------------- phrases

    def _resolve_part(self, text: str, context: ActorContext) -> ActorMatch | None:
        match = self.resolve(text, context=context)
        return match if match and match.known else None

    def _resolve_shape(
        self, text: str, core: str, owner: str, brackets: tuple[str, ...], context: ActorContext
    ) -> ActorMatch | None:
        words = without_speaker(content(core))
        keys = tuple(word.key for word in words)
        hits = self._names.scan(words, context)
        proxy = self._proxy_in(core, words, hits, context)
        if proxy:
            return proxy
        head, length = nouns().classify(keys)
        match = self._by_hits(words, hits, head, length, context)
        if match:
            return match
        if head in ("civilians", "persons"):
            return self._people(words, hits, head, length, context)
        match = self._from_owner(owner, head, keys, context) or self._from_brackets(brackets, context)
        if not match and owner.removeprefix("the ")[:1].isupper() and words and words[-1].text[:1].isupper():
            return unidentified(named(before_bracket(text)))  # "Army of the Dawn" is one name
        return match or self._generic(text, core, words, (head, length), context)

    def _from_owner(self, owner: str, head: str, keys: tuple[str, ...], context: ActorContext) -> ActorMatch | None:
        if not owner or not (head or keys[-1:] in nouns().belongings):
            return None
        match = self._resolve_part(owner, context)
        return match if match and match.kind not in _UNARMED else None

    def _from_brackets(self, brackets: Sequence[str], context: ActorContext) -> ActorMatch | None:
        for part in brackets:
            name = self._names.choose(self._names.whole(part), context, "actor")
            if name:
                return self._named(name, context)
        return None

    def _by_hits(
        self, words: Sequence[Token], hits: Sequence[Hit], head: str, length: int, context: ActorContext
    ) -> ActorMatch | None:
        chosen = [
            (hit, name)
            for hit in hits
            if not names_another(words, hit) and (name := self._names.choose(hit.names, context))
        ]
        people = head in ("civilians", "persons")
        for hit, name in reversed(chosen):
            inside = hit.last > len(words) - max(length, 1)  # the name holds the head noun itself
            if name.kind == "actor" and (inside or not people):
                return self._named(name, context)
            if name.kind != "actor" and not people:
                match = self._state_phrase(words, hit, name, head, context)
                if match:
                    return match
        return None

    def _state_phrase(
        self, words: Sequence[Token], hit: Hit, name: Name, head: str, context: ActorContext
    ) -> ActorMatch | None:
        if hit.last == len(words):
            return None if name.kind == "adjective" and not self._is_name(hit) else self._state(name.target, context.on)
        if words[hit.last].key == "led" and words[hit.last - 1].hyphen and head == "forces":
            led = self.led_by(self._states[name.target], "coalition", context)
            if led:
                return led
        role = self._role(words[hit.last :], context) if self._roles.local(name.target, context) else None
        if role and head not in ("forces", "government", "police"):
            return role
        state, rest = self._states[name.target], words[hit.last :]
        if head in ("forces", "government", "police"):
            phrase = nominal(state, name, words[hit.last - 1], rest)
            if head == "police":
                return police(state, phrase)
            abroad = context.countries[:1] not in ((), (state.code,))  # a state in another's war goes by its short name
            return self._state(name.target, context.on, state.name if abroad else phrase)
        if not head and all(word.text.islower() for word in rest):
            return self._state(name.target, context.on)
        return None

    def _is_name(self, hit: Hit) -> bool:
        return any(name.kind != "adjective" for name in hit.names)

    def _people(
        self, words: Sequence[Token], hits: Sequence[Hit], head: str, length: int, context: ActorContext
    ) -> ActorMatch:
        keys = tuple(word.key for word in words)
        if any(name.kind == "actor" for hit in hits for name in hit.names):
            if themselves := self._themselves(words[:-length], hits, context):
                return themselves
            called = self._people_of(words, hits, context)
            return ActorMatch(f"people:{slug(called)}", called, "civilians", None, (), False)
        people = "civilians" if head == "civilians" else nouns().persons[keys[-length:]]
        cause = cause_of(words[:-length], hits) if people in nouns().marching else ""
        return ActorMatch(slug(people), f"{cause} {people}".strip(), "civilians", None, (), True)

    def _themselves(self, words: Sequence[Token], hits: Sequence[Hit], context: ActorContext) -> ActorMatch | None:
        """A people that bears no arms, of whom some are told of: "Yazidi boys" are Yazidis."""
        name = self._names.choose(hits[-1].names, context, "actor") if hits[-1].last == len(words) else None
        match = self._named(name, context) if name else None
        return match if match and match.kind == "civilians" else None

    def _people_of(self, words: Sequence[Token], hits: Sequence[Hit], context: ActorContext) -> str:
        """What the people of a side are called: by its own name ("Daesh families" are Islamic State families)."""
        for hit in hits:
            name = self._names.choose(hit.names, context, "actor")
            if name and hit.last < len(words) and not names_another(words, hit):
                own = self._named(name, context).name
                return " ".join([*filter(None, [joined(words[: hit.first])]), own, joined(words[hit.last :])])
        return joined(words)

    # ----------------------------------------------------------------------------------------- proxies

    def _proxy_in(
        self, core: str, words: Sequence[Token], hits: Sequence[Hit], context: ActorContext
    ) -> ActorMatch | None:
        """A side said to be backed by another, or "pro-" another."""
        at = next((i for i, word in enumerate(words) if word.key in _BACKED and i and i + 1 < len(words)), None)
        if at is None:
            return self._pro(core, words, hits, context)
        chosen = [name for hit in hits if hit.last <= at and (name := self._names.choose(hit.names, context))]
        rest = core[words[at].end :]
        backer = self._named(chosen[-1], context) if chosen else self._generic_backer(words[:at], context)
        if backer:
            return self._proxy(core, rest, backer, context)
        plain = self.resolve(rest, context=context)  # "Western-backed rebels": who backs them is nobody known
        return plain if plain and plain.known and plain.kind not in (*_UNARMED, *_OF_STATE) else None

    def _generic_backer(self, words: Sequence[Token], context: ActorContext) -> ActorMatch | None:
        """The government of a "government-backed militia"."""
        if not words[-1].text.islower():
            return None
        head, length = nouns().classify((words[-1].key,))
        return self._role(words, context) or self._home_state(words[-1:], head, length, context)

    def _pro(self, core: str, words: Sequence[Token], hits: Sequence[Hit], context: ActorContext) -> ActorMatch | None:
        for hit in hits:
            name = self._names.choose(hit.names, context)
            if (
                hit.first
                and name
                and name.kind != "actor"
                and prefixed(words, hit.first, "pro")
                and hit.last < len(words)
            ):
                return self._proxy(core, core[words[hit.last - 1].end :], self._named(name, context), context)
        return None

    def _led(self, core: str, leader: ActorMatch, context: ActorContext) -> ActorMatch | None:
        """Whom "fighters led by X" names: X itself where X is a group; with a state, the side that is called X-led."""
        if not leader.known or leader.kind in _UNARMED:
            return None
        if leader.kind not in _OF_STATE:
            return leader
        state = self._states.get(leader.country or "")
        return self.led_by(state, content(core)[-1].text, context) if state else None

    def led_by(self, state: State, head: str, context: ActorContext) -> ActorMatch | None:
        """The side that is called by the state that leads it ("US-led coalition"), where a pack knows one."""
        named_so = (
            self._whole(f"{form}-led {head}", context) for form in (state.name, *state.aliases, *state.adjectives)
        )
        return next((match for match in named_so if match), None)

    def _proxy(self, phrase: str, rest: str, backer: ActorMatch, context: ActorContext) -> ActorMatch | None:
        plain = self.resolve(rest, context=replace(context, mentioned=(), countries=())) if tokens(rest) else None
        if plain and plain.kind == "civilians":
            return plain
        default = self._proxy_default(backer, plain, context)
        if plain and plain.known:
            if default and plain.actor_id in wider(default[1], context.on):
                return match_of(default[1], context.on)
            state = plain.kind == "state_forces" and backer.actor_id not in plain.backers
            if not (state and default):
                return plain
        if default:
            return match_of(default[1], context.on)
        words = named(phrase)
        return replace(unidentified(words), backers=(backer.actor_id,)) if words else None

    def _proxy_default(
        self, backer: ActorMatch, plain: ActorMatch | None, context: ActorContext
    ) -> tuple[str, TheatreActor] | None:
        for theatre in context.theatres or self._theatre_ids:
            actor_id = self._backed.get((theatre, backer.country or ""))
            if actor_id and backer.kind == "state_forces":
                found = next((item for item in self._actors[actor_id] if item[0] == theatre), None)
                same = found is not None and plain is not None and plain.known and found[1].country == plain.country
                fits = bool(context.theatres) or (same and found is not None and found[1].country is not None)
                if found and fits:
                    return found
        return None

    # ----------------------------------------------------------------------------------------- generic sides

    def _role(self, words: Sequence[Token], context: ActorContext) -> ActorMatch | None:
        return self._role_actor(self._roles.of(words, context), context)

    def _role_actor(self, role: Role | None, context: ActorContext) -> ActorMatch | None:
        if role is None:
            return None
        actor = next(actor for known, actor in self._actors[role[1]] if known == role[0].id)
        return self._state(actor.state, context.on, actor.name) if actor.state else match_of(actor, context.on)

    def _generic(
        self, text: str, core: str, words: Sequence[Token], head: tuple[str, int], context: ActorContext
    ) -> ActorMatch | None:
        keys = tuple(word.key for word in words)
        if not keys or keys in nouns().nobody:
            return None
        match = (
            self._role(words, context) or self._anaphor(text, keys, context) or self._home_state(words, *head, context)
        )
        if match or not names_a_side(words, head[0]):
            return match
        many = nouns().several.get(keys[0]) if len(keys) == 1 else None
        return self.resolve(many, context=context) if many else unidentified(named(core))

    def _anaphor(self, text: str, keys: tuple[str, ...], context: ActorContext) -> ActorMatch | None:
        owned = len(keys) > 1 and nouns().classify(keys[1:]) == ("forces", len(keys) - 1)  # "jihadist positions"
        back = nouns().anaphora
        kinds = back.get(f"{keys[0]}s") if owned else back.get(keys[-1]) if len(keys) == 1 else None
        if not kinds:
            return None
        fitting = [
            match
            for actor_id in context.mentioned
            if (match := self.actor(actor_id, context.on)) and match.kind in kinds
        ]
        alone = len({match.actor_id for match in fitting}) == 1 and fitting[-1].kind != "militia"
        certain = definite(text) or alone  # a militia may be anybody's: "militants" are not the village's defenders
        return fitting[-1] if fitting and certain else None

    def _home_state(self, words: Sequence[Token], head: str, length: int, context: ActorContext) -> ActorMatch | None:
        """Forces without a state ("the army", "police"): those of the country that the document is chiefly about."""
        if head not in ("forces", "government", "police") or not context.countries or length < len(words):
            return None
        if len(words) == 1 and words[0].key in nouns().doings:  # "rockets" may be anybody's
            return None
        state = self._states.get(context.countries[0])
        if state is None or any(not word.text.islower() for word in words[1:]):
            return None
        title = nouns().title(tuple(word.key for word in words))
        phrase = f"{adjective(state)} {title or joined(words).lower()}"
        return police(state, phrase) if head == "police" else self._state(state.code, context.on, phrase)

    # ----------------------------------------------------------------------------------------- running text

    def _mention(
        self, words: Sequence[Token], hit: Hit, text: str, context: ActorContext
    ) -> tuple[int, ActorMatch] | None:
        name = self._names.choose(hit.names, context)
        if name is None or names_another(words, hit):
            return None
        if hit.last < len(words) and words[hit.last].key in _BACKED and words[hit.last - 1].hyphen:
            return self._proxy_mention(words, hit, text, context)
        if name.kind != "actor" and prefixed(words, hit.first, "pro"):
            return self._proxy_mention(words, Hit(hit.first - 1, hit.last - 1, hit.names), text, context)
        if name.kind == "actor":
            return words[hit.last - 1].end, self._named(name, context)
        nominal = nominal_after(text, words, hit.last, ("forces", "government", "police"))
        if nominal:
            span = words[hit.first : nominal[0]]
            match = self._state_phrase(span, Hit(0, hit.last - hit.first, hit.names), name, nominal[1], context)
            if match:
                return span[-1].end, match
        owns = text[words[hit.last - 1].end :][:2] in ("'s", "’s")
        if self._is_name(hit) and not placed(words, hit.first) and not owns and name.kind != "capital":
            return words[hit.last - 1].end, self._state(name.target, context.on)
        return None

    def _proxy_mention(
        self, words: Sequence[Token], hit: Hit, text: str, context: ActorContext
    ) -> tuple[int, ActorMatch] | None:
        nominal = nominal_after(text, words, hit.last + 1, ("armed", "forces", "government"), names=True)
        if nominal is None:
            return None
        match = self.resolve(text[words[hit.first].begin : words[nominal[0] - 1].end], context=context)
        return (words[nominal[0] - 1].end, match) if match and match.known else None
