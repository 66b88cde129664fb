"""How well place names are recognised and resolved, on LGL and GeoVirus, the way that the literature on geoparsing measures it.

    python -m benchmarks.geography --shared ../shared [--english accurate|fast] [--markdown]

*Recognition*: exact spans, on the third of the documents that the network was not trained on. *Resolution*: for each marked toponym with
coordinates, given its span, the great-circle distance to the point that Casus gives; one that gets none counts as half the globe away (20,015 km). Printed are the
share within 161 km (100 miles), the median error, and the area under the curve of log errors (0 is best; Gritta, Pilehvar and Collier 2018).
*population*: the largest place of the name in our gazetteer, for comparison. *unseen*: weights fitted without the document's fold
(``training/namesakes.py``, needs the ``train`` extra). *packaged*: the weights in the package, which saw these corpora. *load*, *memory*, *time* are of resolving alone.
"""

from __future__ import annotations

import argparse
import math
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from training.examples import TOPONYM_HELD_OUT, held_out
from training.geography import Article, corpora

from casus.distance import distance_km
from casus.grounding.claims import Grounder
from casus.grounding.gazetteer import Gazetteer
from casus.grounding.namesakes import Weights, packaged_weights
from casus.grounding.places import PlaceResolver
from casus.grounding.theatre import load_theatres
from casus.language.mentions import find_toponyms
from casus.language.parse import Setting, parse_blocks
from casus.record import Phrase, Place

HALF_THE_GLOBE = 20_015.0  # km
NEAR = 161.0  # km, a hundred miles
Scores = dict[str, float]
Choose = Callable[[Article], Weights]


def recognition(articles: Sequence[Article], setting: Setting) -> Scores:
    """Precision, recall and F1 of exact spans on the documents held out of training."""
    kept = [article for article in articles if held_out(article.name, TOPONYM_HELD_OUT)]
    right = marked = found = 0
    items = ((at, article.text, [(0, len(article.text))]) for at, article in enumerate(kept))
    for at, sentences in parse_blocks(items, setting):
        gold = {(toponym.begin, toponym.end) for toponym in kept[at].toponyms}
        spans = {(name.begin, name.end) for name in find_toponyms(sentences)}
        right, marked, found = right + len(gold & spans), marked + len(gold), found + len(spans)
    return {
        "documents": len(kept), "p": right / max(found, 1), "r": right / max(marked, 1), "f1": 2 * right / max(found + marked, 1),
    }  # fmt: skip


def errors(articles: Sequence[Article], grounder: Grounder, weights: Choose) -> tuple[list[float], float]:
    """Kilometres of error of each toponym with a point, and seconds of processor time for all documents."""
    out, spent = [], 0.0
    for article in articles:
        phrases = [Phrase(t.begin, t.end, t.text, "place") for t in article.toponyms]
        chosen = weights(article)
        started = time.process_time()
        context = grounder.places.settle(article.text, phrases, grounder.bare_context(article.text), chosen)
        places = [
            grounder.places.land(phrase.text) or grounder.places.resolve(phrase.text, context) for phrase in phrases
        ]
        spent += time.process_time() - started
        out += [_error(t.point, place) for t, place in zip(article.toponyms, places, strict=True) if t.point]
    return out, spent


def _error(point: tuple[float, float], place: Place | None) -> float:
    if place is None or place.lat is None or place.lon is None:
        return HALF_THE_GLOBE
    return distance_km(point, (place.lat, place.lon))


def by_population(articles: Sequence[Article], places: PlaceResolver) -> list[float]:
    """Errors of always taking the largest bearer of a name."""
    out = []
    for article in articles:
        for toponym in article.toponyms:
            if toponym.point is None:
                continue
            land = places.land(toponym.text)
            rows = places.bearers.of(toponym.text)
            if land is None and len(rows):
                best = int(rows["population"].argmax())
                land = places.bearers.place(rows[best : best + 1], toponym.text)
            out.append(_error(toponym.point, land))
    return out


def resolution(kilometres: Sequence[float]) -> Scores:
    """The measures of the literature."""
    curve = [math.log1p(error) / math.log1p(HALF_THE_GLOBE) for error in kilometres]
    return {
        "toponyms": len(kilometres),
        "within 161 km": sum(error <= NEAR for error in kilometres) / len(kilometres),
        "median km": statistics.median(kilometres),
        "auc": sum(curve) / len(curve),
    }


def unseen(grounder: Grounder, shared: Path) -> Choose:
    """For each document the weights that were fitted without its fold. Raises :class:`ImportError` where scipy is missing."""
    from training.namesakes import all_cases, fit_folds, fold_of

    folds = fit_folds(all_cases(shared, grounder))
    return lambda article: folds[fold_of(article.name)]


def loading() -> Scores:
    """Seconds until a first name is found, and megabytes of memory that this adds."""
    before, started = _resident(), time.perf_counter()
    Gazetteer().lookup("Aleppo")
    return {"load, s": time.perf_counter() - started, "memory, MB": _resident() - before}


def _resident() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; the exit status is 2 where the corpora are not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds corpora/geo")
    parser.add_argument("--english", choices=("accurate", "fast"), default="accurate")
    parser.add_argument("--markdown", action="store_true")
    args = parser.parse_args(arguments)
    if not (args.shared / "corpora/geo").is_dir():
        print(f"{args.shared}/corpora/geo is not there; give --shared", file=sys.stderr)
        return 2
    Gazetteer().lookup("Aleppo")  # built now if it has to be
    table: dict[str, Scores] = {"gazetteer": loading()}
    grounder = Grounder(load_theatres())
    packaged = packaged_weights()
    ways: dict[str, Choose] = {"packaged": lambda _: packaged}
    try:
        ways["unseen"] = unseen(grounder, args.shared)
    except ImportError as error:
        print(f"not measured: resolution with weights that have not seen the document ({error})", file=sys.stderr)
    for name, articles in corpora(args.shared).items():
        table[f"{name} recognition"] = recognition(articles, args.english)
        table[f"{name} population"] = resolution(by_population(articles, grounder.places))
        for way, choose in ways.items():
            kilometres, spent = errors(articles, grounder, choose)
            table[f"{name} {way}"] = resolution(kilometres) | {"ms a document": 1000 * spent / len(articles)}
    print(text_of(table, markdown=args.markdown))
    return 0


def text_of(table: dict[str, Scores], *, markdown: bool) -> str:
    """The scores, a line each."""
    lines = ["| measure | value |", "|---|---:|"] if markdown else []
    for part, scores in table.items():
        for name, value in scores.items():
            shown = f"{value:.3f}" if not float(value).is_integer() else f"{value:.0f}"
            lines.append(f"| {part}: {name} | {shown} |" if markdown else f"{part + ': ' + name:45}{shown:>12}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
