"""The English pipelines on the development parts: trees, tags, lemmas, sentences, names, speed, loading, size.

    python -m benchmarks.english [--shared ../shared] [--settings accurate fast] [--markdown]

Speed is processor time of one core for raw paragraphs of news, from text to a document with sentences, tags, lemmas, trees and names.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from training.conllu import Sentence, paragraphs, read_sentences, to_doc
from training.examples import HELD_OUT, held_out
from training.labelling import read_labels
from training.names import RE3D_LABELS, join_words, read_re3d

from benchmarks.running import read_rows
from casus.language.parse import SETTINGS, Setting, load_pipeline
from casus.language.pipeline import Pipeline

LABELS = Path(__file__).parents[1] / "training/labels/names"
Scores = dict[str, float]
Span = tuple[int, int, str]


def f1(both: int, found: int, gold: int) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * both / max(1, found + gold)


# ------------------------------------------------------------------------------------------------------ trees


def tree_counts(nlp: Pipeline, groups: Iterable[Sequence[Sentence]]) -> Counter[str]:
    """How many of the treebank's own words come out right, punctuation counted; each group is read as one text."""
    right: Counter[str] = Counter()
    for group in groups:
        gold = to_doc(nlp.vocab, list(group))
        ours = nlp.doc([t.text for t in gold], [bool(t.whitespace_) for t in gold])
        for one, other in zip(gold, ours, strict=True):
            same = one.head.i == other.head.i
            right.update(
                words=1, uas=same, las=same and one.dep_ == other.dep_, xpos=one.tag_ == other.tag_, upos=one.pos_ == other.pos_,
                morph=str(one.morph) == str(other.morph), lemma=one.lemma_ == other.lemma_,
                verbs=one.pos_ == "VERB", verb_lemma=one.pos_ == "VERB" and one.lemma_ == other.lemma_,
            )  # fmt: skip
    return right


def tree_scores(right: Counter[str], title: str) -> Scores:
    """Shares of words that are right."""
    scores = {f"{title} {key}": right[key] / right["words"] for key in ("las", "uas", "xpos", "upos", "morph", "lemma")}
    return scores | {f"{title} verb lemma": right["verb_lemma"] / right["verbs"]}


def sentence_f1(nlp: Pipeline, groups: Iterable[Sequence[Sentence]]) -> float:
    """Sentences of raw paragraphs found with both ends right."""
    both = found = gold = 0
    for group in groups:
        right = to_doc(nlp.vocab, list(group))
        wanted = {(s.start_char, s.end_char) for s in right.sents}
        given = {(s.start_char, s.end_char) for s in nlp(right.text).sents}
        both, found, gold = both + len(wanted & given), found + len(given), gold + len(wanted)
    return f1(both, found, gold)


def trees(nlp: Pipeline, shared: Path) -> Scores:
    """All scores on the treebanks' development parts."""
    scores: Scores = {}
    alone, together = Counter[str](), Counter[str]()
    for name in ("ewt", "gum"):
        sentences = list(read_sentences(shared / f"corpora/ud/{name}-dev.conllu.xz"))
        counts = tree_counts(nlp, [[sentence] for sentence in sentences])
        scores[f"{name} las"] = counts["las"] / counts["words"]
        alone += counts
        whole = [p for _, document in groupby(sentences, key=lambda s: s.document) for p in paragraphs(document)]
        together += tree_counts(nlp, whole)
        scores[f"{name} sentence f1, raw text"] = sentence_f1(nlp, whole)
    return tree_scores(alone, "joint") | {"joint las, whole paragraphs": together["las"] / together["words"]} | scores


# ------------------------------------------------------------------------------------------------------ names


def name_scores(nlp: Pipeline, texts: Iterable[tuple[str, set[Span]]], title: str) -> Scores:
    """Exact span and type, over all and by type, on raw text."""
    both, found, gold = Counter[str](), Counter[str](), Counter[str]()
    for text, wanted in texts:
        given = {(e.start_char, e.end_char, e.label_) for e in nlp(text).ents}
        for counter, spans in ((both, wanted & given), (found, given), (gold, wanted)):
            counter.update(kind for _, _, kind in spans)
    total = both.total(), found.total(), gold.total()
    scores = {
        f"{title} f1": f1(*total),
        f"{title} p": total[0] / max(1, total[1]),
        f"{title} r": total[0] / max(1, total[2]),
    }
    return scores | {
        f"{title} {kind} ({gold[kind]})": f1(both[kind], found[kind], gold[kind]) for kind, _ in gold.most_common()
    }


def re3d(shared: Path) -> list[tuple[str, set[Span]]]:
    """re3d's development part as raw text with spans of characters."""
    out = []
    for words, tags in read_re3d(shared / "corpora/re3d/dev.txt"):
        text, spans, open_span = "", set(), None
        for word, tag, space in zip(words, tags, join_words(words), strict=True):
            if open_span and (tag == "O" or tag[0] == "B" or RE3D_LABELS[tag[2:]] != open_span[2]):
                spans.add(open_span)
                open_span = None
            if tag != "O":
                open_span = (open_span[0] if open_span else len(text), len(text) + len(word), RE3D_LABELS[tag[2:]])
            text += word + (" " if space else "")
        out.append((text, spans | ({open_span} if open_span else set())))
    return out


def own(shared: Path) -> list[tuple[str, set[Span]]]:
    """The held-out part of our own labels."""
    return [
        (labelled.text, set(labelled.names))
        for labelled in read_labels(shared, LABELS)
        if held_out(labelled.passage.document, HELD_OUT)
    ]


# ------------------------------------------------------------------------------------------------------ cost


def speed(nlp: Pipeline, shared: Path) -> Scores:
    """Words (without white space, spaCy's count) a second on one core: the best of three rounds over the development articles."""
    texts = [p for row in read_rows(shared / "gold/dev/docs.json") for p in row["text"].split("\n") if p.strip()]
    words = sum(not token.is_space for text in texts for token in nlp(text))
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        for text in texts:
            nlp(text)
        best = min(best, time.process_time() - begin)
    return {"words a second, one core": words / best}


def loading(setting: Setting) -> Scores:
    """Seconds from a Python that has imported spaCy and onnxruntime to a loaded pipeline; the best of three fresh processes."""
    code = (
        "import time, spacy, onnxruntime; from casus.language.parse import load_pipeline; b = time.perf_counter();"
        f"load_pipeline({setting!r}); print(time.perf_counter() - b)"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(3)]
    return {"loading, seconds": min(float(run.stdout) for run in runs)}


def size(setting: Setting) -> Scores:
    """Megabytes of the files that one setting needs, and of the whole folder."""
    folder = Path(str(files("casus.language") / "model"))
    other = tuple(f"{name}." for name in SETTINGS if name != setting)
    sizes = {path.name: path.stat().st_size / 1e6 for path in folder.iterdir() if path.is_file()}
    needed = sum(value for name, value in sizes.items() if not name.startswith(other))
    return {"size, MB": needed, "size of all settings, MB": sum(sizes.values())}


def measure(setting: Setting, shared: Path) -> Scores:
    """All scores of one setting."""
    nlp = load_pipeline(setting)
    scores = trees(nlp, shared) | name_scores(nlp, re3d(shared), "re3d") | name_scores(nlp, own(shared), "own labels")
    return scores | speed(nlp, shared) | loading(setting) | size(setting)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print a table, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.english", description="the English pipelines' scores")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds corpora/ and gold/")
    parser.add_argument("--settings", nargs="+", choices=SETTINGS, default=list(SETTINGS))
    parser.add_argument("--markdown", action="store_true", help="print the table in Markdown")
    options = parser.parse_args(arguments)
    if not (options.shared / "corpora").is_dir():
        print(f"{options.shared} holds no corpora/: name the folder with --shared", file=sys.stderr)
        return 2
    columns = {setting: measure(setting, options.shared) for setting in options.settings}
    names = list(dict.fromkeys(name for scores in columns.values() for name in scores))
    rows = [
        ["measure", *columns],
        *([name, *(shown(scores.get(name)) for scores in columns.values())] for name in names),
    ]
    if options.markdown:
        rows.insert(1, ["---", *("---:" for _ in columns)])
        print("\n".join("| " + " | ".join(row) + " |" for row in rows))
    else:
        print("\n".join(f"{row[0]:34}" + "".join(f"{cell:>12}" for cell in row[1:]) for row in rows))
    return 0


def shown(value: float | None) -> str:
    """A score with three decimals, a large number without any."""
    return "-" if value is None else f"{value:,.0f}" if value > 100 else f"{value:.3f}"


if __name__ == "__main__":
    sys.exit(main())
