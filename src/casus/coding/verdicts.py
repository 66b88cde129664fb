"""Which kinds of claim a sentence makes: the lexicon's opinion and the network's weighed against each other.

For every sentence and kind some facts are put into numbers (``facts``); a logistic regression over them, fitted on hand-coded texts that neither voice
was trained on (``training/verdicts.py``, weights in ``model/verdicts.json``), gives the probability of a claim. That probability is the claim's
``confidence``; a claim is made from ``threshold`` on.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeVar

from casus.coding.claim_network import ClaimNetwork, Heard, packaged_network
from casus.coding.features import document_features
from casus.coding.opinion import Opinion, packaged_opinion
from casus.coding.reading import Reading
from casus.coding.status import withholds
from casus.coding.triggers import Candidate, lemma
from casus.coding.words import words
from casus.record import KINDS, Kind

FARTHEST = 8.0  # log-odds beyond which a voice is no surer
LEAST_DENIED = 0.12  # probability of the event that a sentence denies, if it claims nothing else
LEAST_ALWAYS = 0.5  # confidence of a claim that only a word of the user's makes
ALMOST = -1e-9  # log-probability of what is as good as certain
Value = TypeVar("Value")
QUIET = (
    -4.5
)  # log-odds of the network under which a kind is not looked at, or by QUIETER less where the lexicon has a word of it
QUIETER = 2.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind that a sentence may claim, how likely it does, and by whose word."""

    sentence: int
    kind: Kind
    likely: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Weighing:
    """Weights of the facts, and the probability from which a claim is made."""

    weights: Mapping[str, float]
    threshold: float
    trust: Mapping[str, float]  # what the rules' word on a field is worth beside the network's, in log-odds

    def settled(self, field: str, ruled: Value, told: Mapping[Value, float]) -> Value:
        """A field's value: the likeliest by the network's log-probabilities, with the rules' word thrown in."""
        return max(told, key=lambda value: told[value] + (self.trust[field] if value == ruled else 0.0))

    def cited_for(self, source_types: Mapping[str, float]) -> bool:
        """Whether a claim in the words of somebody cited is theirs, or only taken for granted there, and so the reporter's.

        ``source_types`` are the network's log-probabilities of the types of the claim's source.
        """
        reporter = min(source_types["reporter"], ALMOST)
        return math.log1p(-math.exp(reporter)) + self.trust["cited"] >= reporter

    def likely(self, facts: Mapping[str, float]) -> float:
        """Probability of a claim with these facts."""
        return 1.0 / (1.0 + math.exp(-sum(self.weights.get(name, 0.0) * value for name, value in facts.items())))


@cache
def packaged_weighing() -> Weighing:
    """The weights shipped in the package, read once per process."""
    data = json.loads((files("casus.coding") / "model" / "verdicts.json").read_text(encoding="utf-8"))
    return Weighing(data["weights"], data["threshold"], data["trust"])


def considered(
    features: Sequence[Sequence[str]], opinion: Opinion, heard: Heard
) -> list[tuple[int, Kind, dict[str, float]]]:
    """Every sentence and kind that some voice speaks for, with its facts; ``features`` are the opinion's, a list a sentence."""
    log_odds = [heard.kinds(at).tolist() for at in range(len(features))]
    out: list[tuple[int, Kind, dict[str, float]]] = []
    for at, own in enumerate(features):
        seen = {name.split(":")[1] for name in own if name.startswith("h:")}
        kinds = [kind for kind, network in zip(KINDS, log_odds[at], strict=True) if _spoken_for(network, kind in seen)]
        if not kinds:
            continue
        sure = {kind for kind in seen if f"h:{kind}:sure" in own}
        lexical = opinion.log_odds(own, kinds)
        for kind in kinds:
            number = KINDS.index(kind)
            before = max((log_odds[i][number] for i in range(max(0, at - 3), at)), default=-FARTHEST)
            rival = max(value for k, value in enumerate(log_odds[at]) if k != number)
            told = facts(kind, log_odds[at][number], lexical[kind], kind in seen, kind in sure, before, rival)
            out.append((at, kind, told))
    return out


def _spoken_for(network: float, seen: bool) -> bool:
    """Whether a kind is looked at, by the network's log-odds and whether the lexicon has a word of it."""
    return network >= (QUIET - QUIETER if seen else QUIET)


def facts(
    kind: Kind, network: float, opinion: float, seen: bool, sure: bool, before: float, rival: float
) -> dict[str, float]:
    """What is weighed: log-odds of both voices, whether the lexicon has a word of the kind, what was told just before, and the strongest other kind."""

    def held(value: float) -> float:
        return max(-FARTHEST, min(FARTHEST, value))

    return {
        "always": 1.0,
        "network": held(network),
        "opinion": held(opinion),
        "word": float(seen),
        "sure word": float(sure),
        "told before": held(before) if before > 0 else 0.0,
        "rival": max(0.0, held(rival)),
        f"is {kind}": 1.0,
    }


@dataclass(frozen=True, slots=True)
class Judged:
    """The claims that a document's sentences make, in order of sentences and kinds, and what the network heard."""

    verdicts: Sequence[Verdict]
    heard: Heard


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """Both voices and how they are weighed."""

    opinion: Opinion
    network: ClaimNetwork
    weighing: Weighing

    def judge(self, readings: Sequence[Reading]) -> Judged:
        """What a document claims; ``readings`` are its sentences as coding reads them."""
        heard = self.network.read(readings)
        features = document_features(readings)
        made: dict[tuple[int, Kind], Verdict] = {}
        doubtful: list[Verdict] = []
        for at, kind, told in considered(features, self.opinion, heard):
            verdict = Verdict(at, kind, self.weighing.likely(told), _reason(told))
            if verdict.likely >= self.weighing.threshold:
                made[at, kind] = verdict
            elif verdict.likely >= LEAST_DENIED and _is_denied(kind, readings[at]):
                doubtful.append(verdict)
        claimed = {at for at, _ in made}
        for verdict in sorted(doubtful, key=lambda one: -one.likely):
            if verdict.sentence not in claimed:  # a sentence that denies an event claims that, if nothing else
                claimed.add(verdict.sentence)
                made[verdict.sentence, verdict.kind] = verdict
        for at, reading in enumerate(readings):
            for hit in reading.hits:
                if hit.candidate.always:  # a word of which the user's table says that it always makes a claim
                    kind = hit.candidate.kind
                    reason = f"the table of kinds says that {hit.candidate.name!r} always tells of it"
                    made.setdefault((at, kind), Verdict(at, kind, LEAST_ALWAYS, reason))
        order = {kind: number for number, kind in enumerate(KINDS)}
        return Judged(sorted(made.values(), key=lambda verdict: (verdict.sentence, order[verdict.kind])), heard)


def _is_denied(kind: Kind, reading: Reading) -> bool:
    """Whether a verb of denial takes back an event of a kind, told by a clause or a noun ("denied having bombed the town", "denied the attack")."""
    hits = [hit.candidate for hit in reading.hits if hit.candidate.kind == kind and hit.status == "denied"]
    return any(_takes_back(candidate) for candidate in hits)


def _takes_back(candidate: Candidate) -> bool:
    """Whether the nearest verb of denial above a word has the word itself, its clause or a share in it for what it denies."""
    lists = words()
    below = candidate.head
    for above in candidate.head.ancestors:
        if lemma(above) in lists["status.denial_full"] and above.pos_ == "VERB":
            if withholds(above):
                return False
            if below.dep_ in ("ccomp", "xcomp"):
                return True
            nouns = lists["status.denied_nouns"] | lists["status.denied_shares"]
            objects = [child for child in above.children if child.dep_ == "obj"]
            shared = any(lemma(one) in nouns for one in objects)
            return below.dep_ in ("obj", "obl") and (shared or (below in objects and below == candidate.head))
        below = above
    return False


def _reason(told: Mapping[str, float]) -> str:
    """Both voices' beliefs, in words."""
    network, opinion = (1.0 / (1.0 + math.exp(-told[name])) for name in ("network", "opinion"))
    word = "has a word of it" if told["word"] else "has no word of it"
    return f"the network believes it by {network:.2f}, the lexicon {word} and believes it by {opinion:.2f}"


@cache
def packaged_judge() -> Judge:
    """The voices and weights shipped in the package."""
    return Judge(packaged_opinion(), packaged_network(), packaged_weighing())
