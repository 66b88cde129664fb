"""Who does it and to whom, of all the sides that a text names near a claim: a learned choice over named candidates.

Grammar tells the sides of some clauses; news leaves the rest to the reader: "strikes killed 12", "the town fell". Each side
named in the sentence or near it is a *candidate*, described by how it is written, where it stands to the trigger, what the
parse says and how present it is in the text; two logistic regressions say how likely it is an actor and a target. No feature
holds a name, so the weights (``data/partakers.json``, fitted by ``training/partakers.py``) know grammar and discourse, not conflicts.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

from casus.grounding.actors import ActorMatch
from casus.grounding.candidates import PROTESTING, ROLES, Candidate, Role, Surroundings, gap, inside, within
from casus.grounding.pointing import Blends, pointed
from casus.grounding.sightings import Sighting
from casus.record import Draft, Kind

MUTUAL = frozenset({"agreement"})  # kinds of claims that have two sides alike
COUNTERPART = -3.0  # log-odds from which the other side of an agreement is taken
STRIKING = frozenset({"remote", "bomb", "violence"})  # families of kinds
GIVING = frozenset({"people", "aid", "politics"})  # families of kinds in which a part of a land may stand for its side
NEVER = -30.0  # log-odds
FAMILY: Mapping[str, str] = {
    "armed_clash": "battle", "territory_gain": "battle", "offensive": "battle", "siege": "battle", "air_strike": "remote",
    "shelling": "remote", "suicide_bombing": "bomb", "explosive_device": "bomb", "chemical_attack": "remote",
    "attack_on_civilians": "violence", "abduction": "custody", "detention": "custody", "surrender": "movement",
    "withdrawal": "movement", "deployment": "movement", "agreement": "politics", "protest": "protest", "displacement": "people",
    "aid": "people", "property_destruction": "property", "weapons_seizure": "property", "casualty_report": "toll",
}  # fmt: skip
PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|got|get)\s+(?:\w+ly\s+)?(?:\w+\s+)?$", re.IGNORECASE)
BEFORE = re.compile(r"([\w-]+)[\s\"“‘(]*$")
AFTER = re.compile(r"^['’]?([\w-]+|[.,;:)])|^[\s\"”]*([\w-]+|[.,;:)])")
TELLING_BEFORE = frozenset(
    {"by", "against", "on", "of", "from", "between", "with", "and", "to", "in", "at", "into", "that", "targeting", "for", "as", "near",
     "alongside", "than", "when", "after", "while", "where", "which", "suspected", "killing", "including", "or", "anti", "counter"}
)  # fmt: skip
TELLING_AFTER = frozenset(
    {"s", "and", "have", "has", "had", "were", "was", "are", "is", "who", "which", "led", "backed", "held", "controlled", "said", "positions",
     "targets", "strongholds", "stronghold", "fighters", "forces", "to", "in", "from", "on", "with", "would", "will", "by", "against",
     ".", ",", ")", "attack", "attacks", "strikes", "air", "airstrikes", "campaign", "offensive", "operation", "killed", "launched",
     "territory", "custody", "camp", "run", "military", "border", "or", "civilians"}
)  # fmt: skip


# ------------------------------------------------------------------------------------------- features


def describe(candidate: Candidate, draft: Draft, around: Surroundings, rivals: Sequence[Candidate]) -> list[str]:
    """Features of one candidate for one claim, as readable names; crossed with the claim's kind and family of kinds."""
    plain = _describe(candidate, draft, around, rivals)
    family = FAMILY[draft.kind]
    crossed = [f"{name}|{family}" for name in plain] + [f"{name}|{draft.kind}" for name in plain]
    return list(dict.fromkeys(["bias", *plain, *crossed]))


def _describe(candidate: Candidate, draft: Draft, around: Surroundings, rivals: Sequence[Candidate]) -> list[str]:
    """The features that are not crossed, each once."""
    plain = [
        *_who(candidate, around),
        *_counted(candidate, draft),
        *_parse(candidate, rivals),
        *_where(candidate, draft, around, rivals),
    ]
    return list(dict.fromkeys(plain))


def _who(candidate: Candidate, around: Surroundings) -> list[str]:
    match = candidate.match
    common = match.actor_id if match.actor_id in PROTESTING else match.kind
    out = [f"kind:{match.kind}", f"who:{common}", "known" if match.known else "unknown"]
    if match.actor_id in around.order:
        rank = around.order.index(match.actor_id)
        share = around.weight[match.actor_id] / max(1, around.total)
        out += [f"rank:{min(rank, 4)}", f"share:{min(int(share * 8), 4)}", f"rank:{min(rank, 4)}:{match.kind}"]
    else:
        out.append("rank:none")
    out.append(f"lead:{around.lead.index(match.actor_id) if match.actor_id in around.lead else 'no'}")
    if match.kind in ("state_forces", "government", "police"):
        out.append(f"{match.kind}:{'home' if match.country == around.home else 'abroad'}")
    return out


def _counted(candidate: Candidate, draft: Draft) -> list[str]:
    people = "civilians" if candidate.match.kind == "civilians" else "side"
    return [f"count:{count.what}:{people}" for count in draft.counts] or [f"count:none:{people}"]


def _parse(candidate: Candidate, rivals: Sequence[Candidate]) -> list[str]:
    taken = {role for rival in rivals for role in rival.parsed}
    out = [f"parse:{role}" for role in sorted(candidate.parsed)]
    if not candidate.parsed:
        out.append("parse:no:" + "+".join(sorted(taken)))
    beside = {role for rival in rivals if rival.match.actor_id in candidate.joined for role in rival.parsed}
    out += [f"beside:{role}" for role in sorted(beside)]
    if candidate.speaks:
        out.append("speaks")
    return out


def _where(candidate: Candidate, draft: Draft, around: Surroundings, rivals: Sequence[Candidate]) -> list[str]:
    own = inside(candidate, draft)
    if not own:
        return _outside(candidate, draft, rivals)
    nearest = min(own, key=lambda s: (gap(s, draft), s.begin))
    out = ["in"]
    for sighting in own:
        out += _sighting(sighting, draft, around, "n" if sighting is nearest else "o")
    return out + _order(nearest, candidate, draft, rivals)


def _outside(candidate: Candidate, draft: Draft, rivals: Sequence[Candidate]) -> list[str]:
    named = "some" if any(_named_inside(rival, draft) for rival in rivals) else "none"
    if candidate.parsed:  # "they", "the group": the sentence speaks of it without its name
        return [name for role in sorted(candidate.parsed) for name in (f"meant:{role}", f"meant:{role}:{named}")]
    before = [s for s in candidate.near if s.end <= draft.sentence[0]]
    if before:
        latest = max(before, key=lambda s: s.end)
        back = draft.sentence[0] - latest.end
        near = "150" if back < 150 else "350" if back < 350 else "far"
        later = sum(
            1
            for rival in rivals
            if rival is not candidate
            and rival.match.kind != "civilians"
            and any(latest.end < s.end <= draft.sentence[0] for s in rival.near)
        )
        return [
            "out",
            f"back:{near}",
            f"back:{near}:{named}",
            f"later:{min(later, 3)}",
            f"back:form:{latest.form}",
            f"out:{named}",
        ]
    return ["out", f"out:{named}", "ahead" if candidate.near else "nowhere"]


def _sighting(sighting: Sighting, draft: Draft, around: Surroundings, which: str) -> list[str]:
    side = _side(sighting, draft)
    trigger = draft.trigger.text.lower().split()[-1]
    passive = (
        "passive" if PASSIVE.search(around.text[max(0, draft.trigger.begin - 30) : draft.trigger.begin]) else "active"
    )
    away = gap(sighting, draft)
    near = "0" if away < 4 else "1" if away < 25 else "2" if away < 70 else "3"
    before = BEFORE.search(around.text[max(draft.sentence[0], sighting.begin - 24) : sighting.begin])
    after = AFTER.search(around.text[sighting.end : sighting.end + 24])
    previous = before[1].lower() if before else "^"
    following = (after[1] or after[2]).lower() if after else "$"
    out = [
        f"{which}:{side}",
        f"{which}:{side}:{passive}",
        f"{which}:{side}:{near}",
        f"{which}:{side}:{passive}:{trigger}",
        f"{which}:form:{sighting.form}",
        f"{which}:{sighting.form}:{side}:{near}",
    ]
    if previous == "the" or previous in ("a", "an"):
        before = BEFORE.search(
            around.text[max(draft.sentence[0], sighting.begin - 40) : sighting.begin - len(previous) - 1]
        )
        previous = before[1].lower() if before else "^"
    if previous in TELLING_BEFORE or previous == "^":
        out += [f"{which}:pre:{previous}", f"{which}:pre:{previous}:{side}"]
    if following in TELLING_AFTER:
        out += [f"{which}:post:{following}", f"{which}:post:{following}:{side}"]
    return out


def _order(nearest: Sighting, candidate: Candidate, draft: Draft, rivals: Sequence[Candidate]) -> list[str]:
    side = _side(nearest, draft)
    away = gap(nearest, draft)
    closer = others = armed = 0
    for rival in rivals:
        if rival is candidate:
            continue
        same = inside(rival, draft)
        if not same:
            continue
        others += 1
        armed += rival.match.kind != "civilians"
        closer += any(_side(s, draft) == side and gap(s, draft) < away for s in same)
    return [f"closer:{side}:{min(closer, 3)}", f"others:{min(others, 3)}", f"sides:{min(armed, 2)}:{side}"]


def _named_inside(candidate: Candidate, draft: Draft) -> bool:
    return candidate.match.kind != "civilians" and bool(inside(candidate, draft))


def _side(sighting: Sighting, draft: Draft) -> str:
    return "before" if sighting.begin < draft.trigger.begin else "after"


# ------------------------------------------------------------------------------------------- the choice


@dataclass(frozen=True, slots=True)
class SideModel:
    """Weights of both roles, and the log-odds from which a side is taken.

    ``first`` holds for the first side of a role, ``more`` for a further one, ``joint`` for one that the sentence joins to one taken (else ``more``).
    """

    weights: Mapping[Role, Mapping[str, float]]
    first: Mapping[Role, float]
    more: Mapping[Role, float]
    joint: Mapping[Role, float] = field(default_factory=dict)
    _crossed: dict[Role, Mapping[str, Mapping[str, float]]] = field(default_factory=dict, repr=False, compare=False)

    def score(self, role: Role, features: Sequence[str]) -> float:
        """Log-odds that a candidate with these features has the role."""
        table = self.weights[role]
        return math.fsum([weight for weight in map(table.get, features) if weight is not None])

    def score_of_kind(self, role: Role, kind: Kind, plain: Sequence[str]) -> float:
        """:meth:`score` for a claim of a kind, by the features that are not crossed (and the same to the last digit)."""
        if role not in self._crossed:
            self._crossed[role] = _by_crossing(self.weights[role])
        crossings = {"", FAMILY[kind], kind}  # a family may have the name of its one kind
        tables = (self._crossed[role].get(crossing, {}) for crossing in crossings)
        told = [weight for table in tables for weight in map(table.get, plain) if weight is not None]
        return math.fsum([self.weights[role].get("bias", 0.0), *told])


def _by_crossing(weights: Mapping[str, float]) -> Mapping[str, Mapping[str, float]]:
    """The weights of features by what they are crossed with: a kind, a family of kinds, or nothing ("")."""
    out: dict[str, dict[str, float]] = {}
    for name, weight in weights.items():
        plain, _, crossing = name.rpartition("|")
        out.setdefault(crossing if plain else "", {})[plain or name] = weight
    return out


@cache
def packaged_model() -> SideModel:
    """The weights shipped in the package, read once per process."""
    data = json.loads((resources.files("casus.grounding") / "data" / "partakers.json").read_text(encoding="utf-8"))
    return SideModel(data["weights"], data["first"], data["more"])


def choose(
    draft: Draft, around: Surroundings, options: Sequence[Candidate], model: SideModel, blends: Blends | None = None
) -> dict[Role, list[ActorMatch]]:
    """The actors and the targets among the candidates, likeliest first; nobody is both.

    Where the draft has pointers, ``blends`` weigh them beside the model's scores and bring their own thresholds.
    """
    scores = own_scores(draft, around, options, model)
    levels = model
    if draft.pointers is not None and blends is not None:
        scores = {
            role: [
                blends.of[blend_of(role, option)].score(own, told)
                for option, own, told in zip(options, scores[role], pointed_at(draft, role, options), strict=True)
            ]
            for role in ROLES
        }
        first, more, joint = ({r: table[r] for r in ROLES} for table in (blends.first, blends.more, blends.joint))
        levels = SideModel({}, first, more, joint)
    for at, option in enumerate(options):
        if option.strikes:
            scores["target"][at] = NEVER
    chosen = decide(options, scores, levels)
    return with_counterpart(options, scores, chosen) if draft.kind in MUTUAL else chosen


def blend_of(role: Role, candidate: Candidate) -> str:
    """The name of the blend for a candidate: people who bear no arms have one of their own, as the network points at them for other reasons."""
    return f"unarmed {role}" if candidate.match.kind == "civilians" else role


def with_counterpart(
    options: Sequence[Candidate], scores: Mapping[Role, Sequence[float]], chosen: Mapping[Role, list[ActorMatch]]
) -> dict[Role, list[ActorMatch]]:
    """Who is chosen, and where that is one side alone, the likeliest other: it takes two to agree."""
    taken = [*chosen["actor"], *chosen["target"]]
    others = [
        (max(scores["actor"][at], scores["target"][at]), -at)
        for at, option in enumerate(options)
        if option.match.kind != "civilians" and option.match not in taken
    ]
    out = {role: list(chosen[role]) for role in ROLES}
    if len(taken) == 1 and others and max(others)[0] >= COUNTERPART:
        out["actor"].append(options[-max(others)[1]].match)
    return out


def own_scores(
    draft: Draft, around: Surroundings, options: Sequence[Candidate], model: SideModel
) -> dict[Role, list[float]]:
    """The model's log-odds of every candidate for both roles."""
    described = [_describe(option, draft, around, options) for option in options]
    scores = {role: [model.score_of_kind(role, draft.kind, plain) for plain in described] for role in ROLES}
    for at, option in enumerate(options):
        if any(_of_place(sighting, draft) for sighting in option.near):
            scores["actor"][at] = min(scores["actor"][at], _as_actor(option, draft, around, options, model))
    return scores


def _as_actor(
    candidate: Candidate, draft: Draft, around: Surroundings, rivals: Sequence[Candidate], model: SideModel
) -> float:
    """The log-odds that a candidate acts, by its sightings but those that tell where a place lies; it does not strike a place that is called its own."""
    own = inside(candidate, draft)
    if FAMILY[draft.kind] in STRIKING and "actor" not in candidate.parsed and own and all(s.of_place for s in own):
        return NEVER
    acting = replace(candidate, near=_acting(candidate, draft))
    return model.score_of_kind("actor", draft.kind, _describe(acting, draft, around, rivals))


def _acting(candidate: Candidate, draft: Draft) -> list[Sighting]:
    """The candidate's sightings less the words that tell where a place lies: the "Turkish border town" is no word of who acts."""
    return [sighting for sighting in candidate.near if not _of_place(sighting, draft)]


def _of_place(sighting: Sighting, draft: Draft) -> bool:
    """Whether a sighting tells where a place lies; a land by its name does so of what strikes it, and a part of one
    ("held in northern Syria") of all that is done there, though "aid to Syria" goes to a side and "jailed in Turkey" is by one.
    """
    return sighting.of_place and (
        sighting.form == "adjective"
        or FAMILY[draft.kind] in STRIKING
        or (sighting.of_part and FAMILY[draft.kind] not in GIVING)
    )


def pointed_at(draft: Draft, role: Role, options: Sequence[Candidate]) -> list[float | None]:
    """What the network says of each candidate's sightings: those in the claim's sentence, or else those near it."""
    near = (_acting(option, draft) if role == "actor" else option.near for option in options)
    told = (within(sightings, draft) or sightings for sightings in near)
    return pointed(draft, role, [[(sighting.begin, sighting.end) for sighting in some] for some in told])


def decide(
    options: Sequence[Candidate], scores: Mapping[Role, Sequence[float]], model: SideModel
) -> dict[Role, list[ActorMatch]]:
    """Who is taken for each role by the scores (log-odds): the best, those nearly as sure, and those joined to them; nobody twice."""
    chosen: dict[Role, list[ActorMatch]] = {"actor": [], "target": []}
    ranked = sorted(
        ((value, role, at) for role, values in scores.items() for at, value in enumerate(values)),
        key=lambda item: (-item[0], item[1], item[2]),
    )
    used: set[str] = set()
    for value, role, at in ranked:
        match = options[at].match
        least = model.more[role] if chosen[role] else model.first[role]
        if any(other.actor_id in options[at].joined for other in chosen[role]):
            least = model.joint.get(role, least)
        if value >= least and match.actor_id not in used:
            chosen[role].append(match)
            used.add(match.actor_id)
    return chosen
