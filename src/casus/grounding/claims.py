"""Draft claims to claims: names to actors and places, expressions to intervals, what a clause leaves out from what is near.

A :class:`Grounder` holds the theatre packs' indexes; :meth:`Grounder.ground` is a pure function of one document's drafts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from casus.grounding import whereabouts
from casus.grounding.abroad import Abroad, find_abroad
from casus.grounding.actors import ActorContext, ActorIndex, ActorMatch
from casus.grounding.allies import camps_of, without_allies
from casus.grounding.candidates import CIVILIANS, Candidate, Role, Surroundings, candidates, named_by_head, surroundings
from casus.grounding.conventions import AGAINST_RULERS, by_convention
from casus.grounding.foes import with_foe
from casus.grounding.going_on import Scene
from casus.grounding.headlines import without_headline
from casus.grounding.matches import is_name
from casus.grounding.partakers import choose, packaged_model
from casus.grounding.places import PlaceResolver, country_name
from casus.grounding.placing import Located, known_names, locate, words_of_people
from casus.grounding.pointing import packaged_blends
from casus.grounding.recalling import Told
from casus.grounding.retold import without_retold
from casus.grounding.settling import PlaceContext
from casus.grounding.sightings import by_frequency, find_sightings
from casus.grounding.sources import cited_source
from casus.grounding.theatre import Theatre
from casus.grounding.times import find_times
from casus.grounding.timing import Timeline, Timing
from casus.grounding.victims import counted
from casus.record import Claim, Document, DocumentDate, Draft, Interval, Mention, Phrase, Place, stable_id

NAMED = ("organisation", "person", "nationality")  # entity types under which an unknown name may be a side


@dataclass(slots=True)
class Discourse:
    """What a document speaks of: all its sides, and what it has told so far."""

    around: Surroundings
    base: ActorContext
    abroad: Abroad = field(default_factory=Abroad)
    mentioned: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Survey:
    """Where a document plays: its places, and from which country phrases for sides are seen ("the police" are that country's)."""

    places: PlaceContext
    located: Located
    seen_from: ActorContext


@dataclass(frozen=True, slots=True)
class Account:
    """A claim with why it is made and what grounding chose for it: its days, its place among those offered, its sides among those named near."""

    claim: Claim
    reason: str
    timing: Timing
    where: whereabouts.Option
    offered: tuple[whereabouts.Option, ...]
    sides: tuple[Candidate, ...]


class Grounder:
    """Actors, places and times for drafts, from some theatre packs."""

    def __init__(
        self, theatres: Sequence[Theatre], actors: ActorIndex | None = None, places: PlaceResolver | None = None
    ) -> None:
        self.theatres = tuple(theatres)
        self.actors = actors or ActorIndex(theatres)
        self.places = places or PlaceResolver(theatres)
        self.camps = camps_of(theatres)

    # ------------------------------------------------------------------------------------------ the document

    def bare_context(self, text: str) -> PlaceContext:
        """Countries and theatres of a text, before any of its places is settled."""
        weights = self.places.country_weights(text)
        countries = tuple(weights)
        theatres = tuple(
            theatre.id
            for theatre in sorted(self.theatres, key=lambda t: (self._weight(t, countries), t.id))
            if not theatre.countries or set(theatre.countries) & set(countries[:3])
        )
        return PlaceContext(theatres, countries, (), weights)

    def context(self, text: str, names: Sequence[Phrase]) -> PlaceContext:
        """Countries, theatres and settled places of a document; ``names`` are the place names found in it."""
        return self.places.settle(text, names, self.bare_context(text))

    @staticmethod
    def _weight(theatre: Theatre, countries: Sequence[str]) -> int:
        ranks = [countries.index(code) for code in theatre.countries if code in countries]
        return min(ranks) if ranks else len(countries) + (1 if theatre.countries else 0)

    def survey(
        self,
        document: Document,
        place_names: Sequence[Phrase],
        toponyms: Sequence[Phrase] = (),
        people: Sequence[Phrase] = (),
    ) -> Survey:
        """What a document tells of where it plays, read once for its claims, mentions and relations.

        ``place_names`` are the document's mentions of places, by which a clause without a place is placed; ``toponyms`` also the place names inside
        other names; ``people`` are the mentions of persons and peoples, whose names are no places.
        """
        context = self.context(document.text, (*place_names, *toponyms))
        towns = set(self.places.find(document.text))  # a parse takes "El Fasher" for a person, the packs know the town
        persons = words_of_people(
            (one for one in people if (one.begin, one.end) not in towns), (*place_names, *toponyms)
        )
        names = [
            (at, place) for at, place in self._located(document, place_names, context) if place.name not in persons
        ]
        country = self._country(names, context)
        home = [country.country] if country is not None and country.country else []
        countries = tuple(dict.fromkeys([*home, *context.countries]))
        return Survey(
            context, locate(names, country, persons), ActorContext(context.theatres, countries, (), document.date.day)
        )

    def ground(self, document: Document, drafts: Sequence[Draft], survey: Survey) -> list[Claim]:
        """Claims of a document, in order of the text, the same told twice told once."""
        told = without_repeats([one.claim for one in self.accounts(document, drafts, survey)])
        return identified(without_retold(without_headline(told, document.text)), document)

    def accounts(self, document: Document, drafts: Sequence[Draft], survey: Survey) -> Iterator[Account]:
        """Each draft's claim, without an id, with what was chosen for it among what."""
        discourse, timeline, scene = self.read(document, survey), Timeline(document), Scene(document.text)
        told: list[Told] = []
        for draft in drafts:
            timing = timeline.timing(draft)
            on = timing.interval.end or timing.interval.start or document.date.day
            sides = self.options(draft, discourse, on)
            offered = self.whereabouts(document, draft, survey, told)
            weights = whereabouts.packaged_weights()
            blends = packaged_blends().of
            chosen = whereabouts.choose(draft, document.text, survey.located, offered, weights, blends)
            where = scene.place(draft, whereabouts.as_told(chosen, offered, document.text))
            told.append(Told(where.place, where.begin, where.end))
            claim = self._claim(document, draft, survey, discourse, timing.interval, sides, where.place)
            yield Account(claim, draft.reason, timing, where, tuple(offered), tuple(sides))

    def read(self, document: Document, survey: Survey) -> Discourse:
        """All sides that a document names, before anything is told of it."""
        base = survey.seen_from
        abroad = find_abroad(document.text, survey.located, base, self.theatres)
        sightings = find_sightings(document.text, self.actors, base, abroad)
        named = by_frequency(sighting.match.actor_id for sighting in sightings if sighting.form == "name")
        around = surroundings(document.text, sightings, next(iter(base.countries), None))
        return Discourse(around, base, abroad, list(named))

    def _located(self, document: Document, names: Sequence[Phrase], context: PlaceContext) -> list[tuple[int, Place]]:
        """Places of the document that have a location, in order: those that words introduce, and the names found."""
        out = dict(known_names(document.text, self.places, context))
        known: dict[str, Place | None] = {}
        for name in names:
            if name.text not in known:
                known[name.text] = self.places.resolve(name.text, context)
            place = known[name.text]
            if place is not None and place.lat is not None:
                out.setdefault(name.begin, place)
        return sorted(out.items())

    def _country(self, located: Sequence[tuple[int, Place]], context: PlaceContext) -> Place | None:
        """The country where the document plays: the one most named, those where a conflict is known going before."""
        weight: defaultdict[str, float] = defaultdict(float)
        at_war = {code for theatre in self.theatres for code in theatre.countries}
        for rank, code in enumerate(context.countries):
            weight[code] += 2 / (1 + rank)
        for _, place in located:
            if place.country:
                weight[place.country] += 2 / len(located)
        ranked = sorted(weight, key=lambda code: (-weight[code] * (3 if code in at_war else 1), code))
        name = country_name(ranked[0]) if ranked else None
        return self.places.resolve(name, context) if name else None

    def mentions(self, document: Document, found: Sequence[Mention], survey: Survey) -> tuple[Mention, ...]:
        """The mentions with what grounding knows of them: places, actors, intervals."""
        return tuple(self._mention(document, mention, survey.places, survey.seen_from) for mention in found)

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
        survey: Survey,
        discourse: Discourse,
        interval: Interval,
        sides: list[Candidate],
        place: Place | None,
    ) -> Claim:
        on = interval.end or interval.start or document.date.day
        chosen = choose(draft, discourse.around, sides, packaged_model(), packaged_blends())
        rulers = self._rulers(document, draft, discourse.base)
        targets = without_allies(draft, document.text, chosen["actor"], chosen["target"], sides, self.camps, on)
        targets = with_foe(draft, chosen["actor"], targets, sides, discourse.around, self.camps, on)
        who, whom = by_convention(draft, chosen["actor"], targets, sides, rulers)
        seen_from = ActorContext(survey.places.theatres, survey.places.countries, tuple(discourse.mentioned), on)
        cited = cited_source(draft, self.actors, seen_from)
        discourse.mentioned.extend(match.actor_id for match in (*who, *whom))
        return replace(
            told_by(document, draft, who, whom, place, interval),
            counts=counted(draft.kind, draft.counts, whom, draft.unsided),
            source=cited.name,
            source_id=cited.actor_id,
            source_type=cited.type,
            aggregate=draft.aggregate,
            confidence=round(draft.confidence, 3),
        )

    def options(self, draft: Draft, discourse: Discourse, on: date | None) -> list[Candidate]:
        """Everybody who may be a side of a claim: named near it, given by the parse, or civilians."""
        elsewhere = discourse.abroad.at(draft.trigger.begin)
        base = replace(elsewhere or discourse.base, mentioned=() if elsewhere else tuple(discourse.mentioned), on=on)
        parsed: dict[Role, list[ActorMatch]] = {
            "actor": self._parsed(draft.actors, base, discourse.around),
            "target": self._parsed(draft.targets, base, discourse.around),
        }
        speaker = self.actors.resolve(draft.source.text, on, base) if draft.source else None
        found = candidates(draft, discourse.around, parsed, speaker.actor_id if speaker else None)
        return [one for one in found if one.parsed or one.match == CIVILIANS or _of_land(one, draft, discourse.abroad)]

    def _parsed(self, phrases: Sequence[Phrase], base: ActorContext, around: Surroundings) -> list[ActorMatch]:
        """Whom the phrases of the parse name; of an unknown one whom its own words show near, or else only when it is a name."""
        out: list[ActorMatch] = []
        for phrase in phrases:
            if any(begin <= phrase.begin < end for begin, end in around.written_in):
                continue
            match = self.actors.resolve(phrase.text, base.on, base)
            if match is None or not match.known:
                match = named_by_head(phrase, around) or match
            if match is not None and (match.known or (phrase.type in NAMED and is_name(match.name))):
                out.append(match)
        return out

    def _rulers(self, document: Document, draft: Draft, base: ActorContext) -> ActorMatch | None:
        """The government that a protest is said to be against: that of the country where the document plays."""
        told = draft.kind == "protest" and AGAINST_RULERS.search(document.text, *draft.sentence)
        return self.actors.resolve("the government", base.on, base) if told else None

    # ------------------------------------------------------------------------------------------ where

    def whereabouts(
        self, document: Document, draft: Draft, survey: Survey, told: Sequence[Told] = ()
    ) -> list[whereabouts.Option]:
        """The places that a claim may be about, after some others were ``told``."""
        return whereabouts.options(draft, document.text, survey.located, self.places, self.actors, survey.places, told)


def _of_land(candidate: Candidate, draft: Draft, abroad: Abroad) -> bool:
    """Whether a candidate is named where the draft plays: in the same stretch in another land, or in none as the draft is."""
    here = abroad.at(draft.trigger.begin)
    lands = [abroad.at(sighting.begin) for sighting in candidate.near]
    return here in lands if lands else here is None


def told_by(
    document: Document,
    draft: Draft,
    who: Sequence[ActorMatch],
    whom: Sequence[ActorMatch],
    place: Place | None,
    interval: Interval,
) -> Claim:
    """A claim as far as its draft, its sides, its place and its days tell it: without an id, a source and counts."""
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
        province=place.province if place else None,
        interval=interval,
        status=draft.status,
        trigger=draft.trigger.text,
    )


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
