"""What the learned opinion looks at: words, lexicon hits with their roles, names, counts and neighbours of a sentence.

A feature is a plain string, so that a weight can be read ("h:shelling:fire+near" weighs so much for shelling).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from casus.coding.phrases import people_class
from casus.coding.reading import Hit, Reading
from casus.coding.triggers import lemma
from casus.record import KINDS

if TYPE_CHECKING:
    from spacy.tokens import Token

CONTENT = ("VERB", "NOUN", "PROPN", "ADJ", "ADV", "AUX", "PRON", "NUM", "ADP", "PART", "SCONJ", "DET")
TOP_KINDS = 3


def document_features(readings: Sequence[Reading]) -> list[list[str]]:
    """Features of each sentence of a document, neighbours and the document's leading kinds included."""
    kinds = Counter(hit.candidate.kind for reading in readings for hit in reading.hits)
    leading = [kind for kind, _ in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))[:TOP_KINDS]]
    own = [sentence_features(reading) for reading in readings]
    length = "short" if len(readings) <= 4 else "medium" if len(readings) <= 15 else "long"
    out: list[list[str]] = []
    for at, features in enumerate(own):
        context = [f"d:{kind}" for kind in leading]
        context.append(f"dl:{length}")
        context.append(f"at:{'first' if at == 0 else 'early' if at < 4 else 'later'}")
        if at:
            context.extend(sorted({f"p:{hit.candidate.kind}" for hit in readings[at - 1].hits}))
        if at + 1 < len(readings):
            context.extend(sorted({f"n:{hit.candidate.kind}" for hit in readings[at + 1].hits}))
        out.append(list(dict.fromkeys([*features, *context])))
    return out


def sentence_features(reading: Reading) -> list[str]:
    """Features of one sentence alone."""
    span = reading.sentence.span
    lemmas = [_shape(token) for token in span if token.pos_ in CONTENT and not token.is_space]
    out = [f"w:{word}" for word in lemmas]
    out.extend(f"e:{entity.label_}" for entity in reading.sentence.entities)
    out.extend(f"c:{item.count.what}" for item in reading.counts)
    out.extend(f"v:{'inherited' if voice.inherited else 'own'}" for voice in reading.voices)
    out.append(f"r:{lemma(span.root)}")
    out.append(f"len:{min(len(span) // 10, 6)}")
    for hit in reading.hits:
        out.extend(hit_features(hit))
    return list(dict.fromkeys(out))


def pair_features(features: Sequence[str], kinds: Collection[str] = KINDS) -> dict[str, list[str]]:
    """For each of some kinds that the lexicon sees in a sentence: features of the pair of sentence and kind, each once."""
    shared, own = features_of_pairs(features, kinds)
    return {kind: [*shared, *names] for kind, names in own.items()}


def features_of_pairs(
    features: Iterable[str], kinds: Collection[str] = KINDS
) -> tuple[list[str], dict[str, list[str]]]:
    """Features that all pairs of a sentence and a kind that the lexicon sees in it share, and those of each of some kinds beside them.

    Built from the sentence's own features, each of which is there once: as they are ("s|"), joined to the kind ("KIND|"), and what the hits
    share whatever their kind ("g|"), so that a rare kind learns from the frequent ones.
    """
    hits: dict[str, list[str]] = {}
    base: list[str] = []
    for name in features:
        if name.startswith("h:"):
            _, kind, *rest = name.split(":", 2)
            hits.setdefault(kind, []).extend(rest)
        elif name[:2] not in ("p:", "n:", "d:"):
            base.append(name)
    if hits.keys().isdisjoint(kinds):
        return [], {}
    worded = [name for name in base if name[:2] in ("w:", "e:", "c:")]
    shared = [f"s|{name}" for name in base] + [f"kinds:{min(len(hits), 6)}"]
    out: dict[str, list[str]] = {}
    for kind, told in hits.items():
        if kind not in kinds:
            continue
        own = [f"k|{kind}", *(f"g|{name}" for name in told), *(f"{kind}|{name}" for name in (*told, *worded))]
        own.extend(f"{kind}+{other}" for other in hits if other != kind)
        out[kind] = list(dict.fromkeys(own))
    return shared, out


def hit_features(hit: Hit) -> list[str]:
    """Features of one lexicon hit: the trigger with its class, company, roles, status and place in the tree."""
    candidate, roles = hit.candidate, hit.roles
    name = candidate.name
    stem = f"h:{candidate.kind}"
    doers = sorted({_class_of(token) for token in roles.doers}) or ["none"]
    sufferers = sorted({_class_of(token) for token in roles.sufferers}) or ["none"]
    out = [
        stem,
        f"{stem}:{name}",
        f"{stem}:{name}:{candidate.word_class}",
        f"{stem}:{candidate.word_class}",
    ]
    out.append(f"{stem}:{hit.status}")
    out.append(f"{stem}:near" if candidate.near else f"{stem}:alone")
    if candidate.sure:
        out.append(f"{stem}:sure")
        out.append(
            f"{stem}:sure:{hit.status}:{candidate.word_class}:{'sided' if roles.doers or roles.sufferers else 'bare'}"
        )
    if candidate.near and len(candidate.tokens) == 1:
        out.append(f"{stem}:near:{candidate.word_class}:{'sided' if roles.doers or roles.sufferers else 'bare'}")
    out.extend(f"{stem}:by:{side}" for side in doers)
    out.extend(f"{stem}:to:{side}" for side in sufferers)
    out.extend(f"{stem}:{name}:to:{side}" for side in sufferers)
    out.extend(f"{stem}:{case}" for case in sorted({case for case, _ in roles.obliques if case}))
    out.append(f"{stem}:{candidate.head.dep_}")
    if roles.governor is not None and roles.governor != candidate.head:
        out.append(f"{stem}:under:{lemma(roles.governor)}")
    return out


def _shape(token: Token) -> str:
    if token.like_num:
        return "<number>"
    if token.ent_type_ in ("PERSON", "PLACE") and token.pos_ == "PROPN":
        return f"<{token.ent_type_.lower()}>"
    return lemma(token)


def _class_of(token: Token) -> str:
    group = people_class(token)
    if group:
        return group
    if token.ent_type_:
        return str(token.ent_type_).lower()
    return "pronoun" if token.pos_ == "PRON" else "thing"
