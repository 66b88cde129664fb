"""Measures the packaged pipeline: `python -m training.evaluate --corpora DIR`."""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # speed is measured on one core

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from training.conllu import Sentence, to_doc
from training.convert import treebank
from training.names import re3d_doc, read_re3d
from training.speed import use_numpy_products

MODEL = Path(__file__).parent.parent / "src/casus/language/model"

Paragraphs = list[list[Sentence]]


def _bare(doc: Doc) -> Doc:
    """The same words with nothing said about them."""
    return Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])


def word_counts(nlp: Language, groups: Paragraphs) -> Counter[str]:
    """How many words come out right, each gold sentence parsed by itself on gold words, punctuation included."""
    gold = [to_doc(nlp.vocab, [sentence]) for group in groups for sentence in group]
    right: Counter[str] = Counter()
    for one, other in zip(gold, nlp.pipe(_bare(doc) for doc in gold), strict=True):
        for a, b in zip(one, other, strict=True):
            same_head = a.head.i == b.head.i
            right["words"] += 1
            right["uas"] += same_head
            right["las"] += same_head and a.dep_ == b.dep_
            right["xpos"] += a.tag_ == b.tag_
            right["upos"] += a.pos_ == b.pos_
            right["lemma"] += a.lemma_ == b.lemma_
            for kind in ("VERB", "NOUN"):
                right[kind] += a.pos_ == kind
                right[f"lemma_{kind.lower()}"] += a.pos_ == kind and a.lemma_ == b.lemma_
    return right


def word_scores(right: Counter[str]) -> dict[str, float]:
    """The shares of words that come out right."""
    base = {"lemma_verb": right["VERB"], "lemma_noun": right["NOUN"]}
    keys = ("las", "uas", "xpos", "upos", "lemma", "lemma_verb", "lemma_noun")
    return {key: right[key] / max(1, base.get(key, right["words"])) for key in keys}


def paragraph_scores(nlp: Language, groups: Paragraphs, *, raw: bool) -> dict[str, float]:
    """spaCy's scores (trees without punctuation) of whole paragraphs: on gold words, or on raw text."""
    gold = [to_doc(nlp.vocab, group) for group in groups]
    parsed = nlp.pipe([doc.text for doc in gold] if raw else [_bare(doc) for doc in gold])
    examples = [Example(ours, right) for ours, right in zip(parsed, gold, strict=True)]
    found = dict(Scorer.score_tokenization(examples))
    for name in ("tagger", "morphologizer", "lemmatizer", "parser"):
        found.update(nlp.get_pipe(name).score(examples))  # type: ignore[attr-defined]
    keys = ("dep_las", "dep_uas", "tag_acc", "lemma_acc", "sents_f") + (("token_f",) if raw else ())
    return {key: float(found[key]) for key in keys}


def name_scores(nlp: Language, path: Path) -> dict[str, float]:
    """F1 of exact spans and types on re3d, over all and by type; spans compared as characters of raw text."""
    gold, found, both = Counter[str](), Counter[str](), Counter[str]()
    docs = [re3d_doc(nlp.vocab, *row) for row in read_re3d(path)]
    for right, ours in zip(docs, nlp.pipe([doc.text for doc in docs]), strict=True):
        wanted = {(e.start_char, e.end_char, e.label_) for e in right.ents}
        given = {(e.start_char, e.end_char, e.label_) for e in ours.ents}
        for counter, spans in ((gold, wanted), (found, given), (both, wanted & given)):
            for *_, label in spans:
                counter["all"] += 1
                counter[label] += 1
    scores = {"p": both["all"] / max(1, found["all"]), "r": both["all"] / max(1, gold["all"])}
    for label in sorted(gold, key=lambda name: -gold[name]):
        scores[f"f1 {label} ({gold[label]})"] = 2 * both[label] / max(1, gold[label] + found[label])
    return scores


def speed(nlp: Language, groups: Paragraphs) -> float:
    """Words of raw text a second of processor time, all components, one core: the best of three rounds."""
    groups = groups[:: len(groups) // 250]
    texts = [to_doc(nlp.vocab, group).text for group in groups]
    words = sum(len(sentence.words) for group in groups for sentence in group)
    best = 0.0
    for _ in range(3):
        start = time.process_time()
        for _doc in nlp.pipe(texts, batch_size=64):
            pass
        best = max(best, words / (time.process_time() - start))
    return best


def evaluate(model: Path, corpora: Path) -> dict[str, float]:
    """All scores of the pipeline at `model`, by name."""
    start = time.perf_counter()
    nlp = spacy.load(model)
    scores = {"load seconds": time.perf_counter() - start}
    scores["size MB"] = sum(f.stat().st_size for f in model.rglob("*") if f.is_file()) / 1e6
    dev = treebank(corpora, "dev", noncommercial=True)
    counts = {name: word_counts(nlp, [g for part, g in dev if part == name]) for name in ("ewt", "gum")}
    counts["ewt+gum"] = counts["ewt"] + counts["gum"]
    for name, right in counts.items():
        scores.update({f"{name} sentences {key}": value for key, value in word_scores(right).items()})
    groups = [group for _, group in dev]
    for title, raw in (("gold words", False), ("raw text", True)):
        for key, value in paragraph_scores(nlp, groups, raw=raw).items():
            scores[f"ewt+gum {title} {key}"] = value
    if "ner" in nlp.pipe_names:
        for key, value in name_scores(nlp, corpora / "re3d" / "dev.txt").items():
            scores[f"re3d {key}"] = value
    scores["words a second, thinc's BLAS"] = speed(nlp, groups)
    use_numpy_products()
    scores["words a second, numpy's BLAS"] = speed(nlp, groups)
    return scores


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with ud/ and re3d/")
    parser.add_argument("--model", type=Path, default=MODEL)
    args = parser.parse_args()
    for name, value in evaluate(args.model, args.corpora).items():
        print(f"{name:36} {value:10.4f}")


if __name__ == "__main__":
    main()
