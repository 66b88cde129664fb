"""From the corpora to the packaged weights: `python -m training.train --corpora DIR --work DIR --output DIR`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: results then repeat exactly

from spacy.cli.train import train as spacy_train

import training.code  # noqa: F401  (registers what the configurations name)
from training.convert import convert
from training.evaluate import evaluate
from training.package import package

HERE = Path(__file__).parent


def _fit(config: str, output: Path, **paths: Path) -> Path:
    """Trains one configuration and returns the folder of its best model."""
    overrides: dict[str, Any] = {f"paths.{name}": str(path) for name, path in paths.items()}
    spacy_train(HERE / config, output, overrides=overrides)
    return output / "model-best"


def run(corpora: Path, work: Path, output: Path) -> None:
    """Converts, trains the parser, then the name finder that starts from it, packages and measures."""
    data = work / "data"
    convert(corpora, data)
    parse = _fit("parse.cfg", work / "parse", train=data / "parse-train.spacy", dev=data / "parse-dev.spacy")
    names = _fit(
        "names.cfg", work / "names", train=data / "names-train.spacy", dev=data / "names-dev.spacy", parse=parse
    )
    package(parse, names, corpora, output)
    for name, value in evaluate(output, corpora).items():
        print(f"{name:32} {value:10.4f}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with ud/ and re3d/")
    parser.add_argument("--work", type=Path, required=True, help="folder for converted data, logs and checkpoints")
    parser.add_argument("--output", type=Path, default=HERE.parent / "src/casus/language/model")
    args = parser.parse_args()
    run(args.corpora, args.work, args.output)


if __name__ == "__main__":
    main()
