"""From the corpora to the packaged weights: `python -m training.train --shared DIR --minilm DIR --work DIR [--output DIR]`.

Trains the accurate network, then the fast one with the accurate one as its teacher, writes both with the lemmatizer's tables into
the package's model folder, and prints the scores. Each step is a process of its own; one that is done is not done again.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODEL = ROOT / "src/casus/language/model"
THREADS = "2"  # the same number gives the same weights


def _run(module: str, *arguments: object) -> None:
    """Runs a module of the repository in a process of its own; raises ``CalledProcessError`` when it fails."""
    environment = os.environ | {"OMP_NUM_THREADS": THREADS, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    subprocess.run([sys.executable, "-m", module, *map(str, arguments)], cwd=ROOT, env=environment, check=True)


def train(shared: Path, minilm: Path, work: Path, output: Path) -> None:
    """Trains what is not trained yet, packages and measures."""
    work.mkdir(parents=True, exist_ok=True)
    accurate, fast = work / "accurate.pt", work / "fast.pt"
    common = ("--shared", shared, "--minilm", minilm)
    if not accurate.is_file():
        _run("training.fit", *common, "--recipe", "accurate", "--output", accurate)
    if not fast.is_file():
        _run("training.fit", *common, "--recipe", "fast", "--teacher", accurate, "--output", fast)
    _run("training.export", accurate, "--name", "accurate", "--shared", shared, "--output", output)
    _run("training.export", fast, "--name", "fast", "--shared", shared, "--output", output, "--keep-vectors")
    _run("training.lemmas", "--corpora", shared / "corpora", "--output", output)
    if output == MODEL:
        _run("benchmarks.english", "--shared", shared)
    else:
        print(f"To measure, put {output} in the place of {MODEL}: python -m benchmarks.english")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds corpora/ and gold/")
    parser.add_argument(
        "--minilm", type=Path, required=True, help="folder with MiniLM's vocab.txt and model.safetensors"
    )
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints and logs")
    parser.add_argument("--output", type=Path, default=MODEL)
    args = parser.parse_args()
    train(args.shared.resolve(), args.minilm.resolve(), args.work.resolve(), args.output.resolve())


if __name__ == "__main__":
    main()
