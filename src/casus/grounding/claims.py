"""Draft claims to claims: names to actors and places, expressions to intervals, what a clause leaves out from what is near.

A :class:`Grounder` holds the theatre packs' indexes; :meth:`Grounder.ground` is a pure function of one document's drafts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from casus.grounding.actors import ActorContext, ActorIndex, ActorMatch
from casus.grounding.places import PlaceContext, PlaceResolver, country_name
from casus.grounding.placing import Located, locate, place_of
from casus.grounding.theatre import Theatre
from casus.grounding.times import TimeExpression, find_times
from casus.record import Claim, Document, DocumentDate, Draft, Interval, Mention, Phrase, Place, SourceType, stable_id

PRONOUNS = frozenset({"they", "them", "it", "he", "she", "we", "who", "which", "that", "i", "us", "him", "her"})
CIVILIAN_TARGETS = ("displacement", "aid", "abduction", "attack_on_civilians")
ARMED = frozenset({"state_forces", "government", "rebel", "militia", "jihadist", "coalition", "police"})
SIDED = (
    "armed_clash",
    "territory_gain",
    "air_strike",
    "shelling",
    "offensive",
    "siege",
    "surrender",
    "withdrawal",
    "deployment",
)
LONG = 7  # days: an event that lasts longer is told as an aggregate
SPEAKERS: dict[str, SourceType] = {"monitor": "monitor", "un": "un", "ngo": "ngo", "agency": "media", "media": "media"}


@dataclass(slots=True)
class Discourse:
    """What a document has spoken of so far: actors named, places named, the last doers."""

    mentioned: list[str] = field(default_factory=list)
    last_doers: tuple[ActorMatch, ...] = ()
    last_place: Place | None = None
    last_interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """What a document is about: countries and theatres by weight, its leading place."""

    countries: tuple[str, ...]
    theatres: tuple[str, ...]
    places: tuple[Place, ...]


class Grounder:
    """Actors, places and times for drafts, from some theatre packs."""

    def __init__(
        self, theatres: Sequence[Theatre], actors: ActorIndex | None = None, places: PlaceResolver | None = None
    ) -> None:
        self.theatres = tuple(theatres)
        self.actors = actors or ActorIndex(theatres)
        self.places = places or PlaceResolver(theatres)

    # ------------------------------------------------------------------------------------------ the document

    def context(self, text: str, names: Sequence[str]) -> DocumentContext:
        """Countries, theatres and places of a document; ``names`` are the place names found in it."""
        countries = self.places.find_countries(text)
        theatres = tuple(
            theatre.id
            for theatre in sorted(self.theatres, key=lambda t: (self._weight(t, countries), t.id))
            if not theatre.countries or set(theatre.countries) & set(countries[:3])
        )
        base = PlaceContext(theatres, countries)
        found = (self.places.resolve(name, base) for name in dict.fromkeys(names))
        return DocumentContext(countries, theatres, tuple(place for place in found if place is not None))

    @staticmethod
    def _weight(theatre: Theatre, countries: Sequence[str]) -> int:
        ranks = [countries.index(code) for code in theatre.countries if code in countries]
        return min(ranks) if ranks else len(countries) + (1 if theatre.countries else 0)

    def ground(self, document: Document, drafts: Sequence[Draft], place_names: Sequence[Phrase]) -> list[Claim]:
        """Claims of a document, in order of the text, the same told twice told once.

        ``place_names`` are all place names of the document, by which a clause without a place is placed.
        """
        context = self.context(document.text, [name.text for name in place_names])
        discourse = Discourse()
        names = self._located(place_names, context)
        located = locate(names, self._country(names, context))
        claims = [self._claim(document, draft, context, discourse, located) for draft in drafts]
        return identified(without_repeats(claims), document)

    def _located(self, names: Sequence[Phrase], context: DocumentContext) -> list[tuple[int, Place]]:
        base = PlaceContext(context.theatres, context.countries, context.places)
        known: dict[str, Place | None] = {}
        out: list[tuple[int, Place]] = []
        for name in sorted(names, key=lambda item: item.begin):
            if name.text not in known:
                known[name.text] = self.places.resolve(name.text, base)
            place = known[name.text]
            if place is not None and place.lat is not None:
                out.append((name.begin, place))
        return out

    def _country(self, located: Sequence[tuple[int, Place]], context: DocumentContext) -> Place | None:
        """The document's country, as the place of what is placed nowhere else."""
        code = context.countries[0] if context.countries else None
        if code is None and located:
            code = Counter(place.country for _, place in located).most_common(1)[0][0]
        name = country_name(code)
        return self.places.resolve(name, PlaceContext(context.theatres, context.countries)) if name else None

    def mentions(
        self, document: Document, found: Sequence[Mention], place_names: Sequence[Phrase]
    ) -> tuple[Mention, ...]:
        """The mentions with what grounding knows of them: places, actors, intervals, quantities."""
        context = self.context(document.text, [name.text for name in place_names])
        places = PlaceContext(context.theatres, context.countries, context.places)
        actors = ActorContext(context.theatres, context.countries, (), document.date.day)
        return tuple(self._mention(document, mention, places, actors) for mention in found)

    def _mention(self, document: Document, mention: Mention, places: PlaceContext, actors: ActorContext) -> Mention:
        if mention.type == "place":
            place = self.places.resolve(mention.text, places)
            if place is not None:
                return replace(mention, place_id=place.place_id, lat=place.lat, lon=place.lon, country=place.country)
        elif mention.type in ("organisation", "nationality"):
            match = self.actors.resolve(mention.text, document.date.day, actors)
            if match is not None:
                return replace(mention, actor_id=match.actor_id)
        elif mention.type == "time":
            times = find_times(mention.text, document.date)
            if times:
                return replace(mention, start=times[0].interval.start, end_date=times[0].interval.end)
        return mention

    # ------------------------------------------------------------------------------------------ one claim

    def _claim(
        self,
        document: Document,
        draft: Draft,
        context: DocumentContext,
        discourse: Discourse,
        located: Located,
    ) -> Claim:
        interval = self._interval(document, draft, discourse)
        on = interval.end or interval.start or document.date.day
        who = self._sides(draft.actors, context, discourse, on)
        whom = self._sides(draft.targets, context, discourse, on)
        who, whom = self._conventions(draft, who, whom)
        place = place_of(
            draft,
            document.text,
            located,
            self.places,
            self.actors,
            PlaceContext(context.theatres, context.countries, context.places),
        )
        source, source_id, source_type = self._source(draft, context, discourse, on)
        if who:
            discourse.last_doers = tuple(who)
        discourse.mentioned.extend(match.actor_id for match in (*who, *whom))
        days = interval.days()
        return Claim(
            claim_id="",
            document=document.key,
            kind=draft.kind,
            begin=draft.begin,
            end=draft.end,
            evidence=document.text[draft.begin : draft.end],
            actors=tuple(match.name for match in who),
            targets=tuple(match.name for match in whom),
            actor_ids=tuple(match.actor_id for match in who),
            target_ids=tuple(match.actor_id for match in whom),
            place=place.name if place else None,
            country=place.country if place else None,
            place_id=place.place_id if place else None,
            lat=place.lat if place else None,
            lon=place.lon if place else None,
            precision=place.precision if place else None,
            interval=interval,
            counts=draft.counts,
            source=source,
            source_id=source_id,
            source_type=source_type,
            status=draft.status,
            aggregate=draft.aggregate or (days is not None and days > LONG),
            confidence=round(draft.confidence, 3),
            trigger=draft.trigger.text,
        )

    def _sides(
        self, phrases: Sequence[Phrase], context: DocumentContext, discourse: Discourse, on: date | None
    ) -> list[ActorMatch]:
        base = ActorContext(context.theatres, context.countries, tuple(discourse.mentioned), on)
        out: list[ActorMatch] = []
        for phrase in phrases:
            if phrase.text.lower() in PRONOUNS:
                found: Sequence[ActorMatch] = discourse.last_doers
            else:
                match = self.actors.resolve(phrase.text, on, base)
                found = () if match is None else (match,)
            out.extend(match for match in found if match.actor_id not in {other.actor_id for other in out})
        return out

    @staticmethod
    def _conventions(
        draft: Draft, who: list[ActorMatch], whom: list[ActorMatch]
    ) -> tuple[list[ActorMatch], list[ActorMatch]]:
        """The coding guide's conventions: no actor displaces, civilians are the default target of what is done to them."""
        civilians = ActorMatch("civilians", "civilians", "civilians", None, (), True)
        if draft.kind == "displacement":
            return [], [match for match in whom if match.kind in ARMED] or [civilians]
        if draft.kind in ("agreement",):
            return who + [match for match in whom if match not in who], []
        if draft.kind in CIVILIAN_TARGETS and not whom:
            whom = [civilians]
        if draft.kind in SIDED:
            who = [match for match in who if match.kind != "civilians"] if draft.kind != "surrender" else who
        return who, whom

    # ------------------------------------------------------------------------------------------ when

    def _interval(self, document: Document, draft: Draft, discourse: Discourse) -> Interval:
        """The interval that the clause supports: the expression of time nearest to the trigger in its sentence."""
        begin, end = draft.sentence
        found = find_times(document.text[begin:end], document.date, discourse.last_interval)
        if not found:
            return Interval()
        best = min(
            found, key=lambda item: (_gap(item, draft.trigger.begin - begin, draft.trigger.end - begin), item.begin)
        )
        discourse.last_interval = best.interval
        return best.interval

    # ------------------------------------------------------------------------------------------ who says so

    def _source(
        self, draft: Draft, context: DocumentContext, discourse: Discourse, on: date | None
    ) -> tuple[str | None, str | None, SourceType]:
        if draft.source is None:
            return None, None, "reporter"
        base = ActorContext(context.theatres, context.countries, tuple(discourse.mentioned), on)
        match = self.actors.resolve(draft.source.text, on, base)
        kind = draft.source_type
        if match is not None and match.kind in SPEAKERS:
            return match.name, match.actor_id, SPEAKERS[match.kind]
        if match is not None and match.known and match.kind in ARMED and kind in ("government", "witness", "other"):
            kind = "government" if match.kind in ("government", "state_forces", "police") else "belligerent"
        named = draft.source.text.strip(" ,“”\"'")
        return named, match.actor_id if match is not None and match.known else None, kind


def _gap(item: TimeExpression, begin: int, end: int) -> int:
    """Characters between an expression and the trigger; an expression before it counts a little further away."""
    if item.begin >= end:
        return item.begin - end
    return max(0, begin - item.end) + 10


def without_repeats(claims: Sequence[Claim]) -> list[Claim]:
    """The claims less those that tell again, with nothing new, what an earlier one of the document tells.

    Two claims are the same when kind, status, source, sides, place, interval and counts agree.
    """
    seen: dict[tuple[object, ...], int] = {}
    out: list[Claim] = []
    for claim in claims:
        key = (
            claim.kind,
            claim.status,
            claim.source,
            claim.actors,
            claim.targets,
            claim.place,
            claim.interval,
            _figures(claim),
        )
        if key in seen and (claim.actors or claim.targets):
            continue
        seen[key] = len(out)
        out.append(claim)
    return out


def _figures(claim: Claim) -> tuple[tuple[str, int | None, int | None], ...]:
    return tuple((count.what, count.min, count.max) for count in claim.counts)


def identified(claims: Sequence[Claim], document: Document) -> list[Claim]:
    """The claims with ids made from document, kind, evidence and source; equal ones are numbered."""
    used: Counter[tuple[object, ...]] = Counter()
    out: list[Claim] = []
    for claim in claims:
        parts = (document.key, claim.kind, claim.begin, claim.end, claim.source)
        used[parts] += 1
        out.append(replace(claim, claim_id=stable_id("c", *parts, used[parts])))
    return out


def undated(document: Document) -> bool:
    """Whether a document's date has to be inferred from its text."""
    return document.date == DocumentDate() or document.date.basis == "unknown"
