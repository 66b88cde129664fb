"""Which version of the program found something: a digest of the very code and data that decide what is found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

RUNTIME = ("spacy", "onnxruntime", "numpy")  # what reads the language, beside our own code
CODING_PARTS = ("record.py", "pipeline.py", "cleaning", "language", "coding", "grounding", "theatres")


def digest(
    parts: Iterable[str], theatres: Sequence[str] | None = None, english: str = "", beside: Iterable[Path] = ()
) -> str:
    """The version of some parts of the package: a digest of their files, the language runtime, what was chosen, and files ``beside`` it."""
    package = Path(__file__).parent
    sha = hashlib.sha256("\x1f".join(map(version, RUNTIME)).encode())
    chosen = sorted(set(theatres)) if theatres is not None else ["*"]
    outside = [*(Path(name) for name in chosen if Path(name).is_file()), *beside]
    for path in (*(file for part in parts for file in _files(package / part)), *outside):
        name = path.relative_to(package).as_posix() if path.is_relative_to(package) else path.name
        sha.update(f"\x1f{name}\x1f".encode())
        sha.update(path.read_bytes())
    sha.update("\x1f".join([*chosen, english]).encode())
    return sha.hexdigest()[:16]


def coder_version(theatres: Sequence[str] | None, english: str, kinds: Path | None, places: Iterable[Path]) -> str:
    """The version of the coder: with other code, words, packs, kinds or added places come other claims."""
    return digest(CODING_PARTS, theatres, english, [*places, *([kinds] if kinds else [])])


def _files(part: Path) -> list[Path]:
    """The files of a part in a fixed order, without what Python compiles beside them."""
    if part.is_file():
        return [part]
    found = (path for path in part.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted(found, key=lambda path: path.relative_to(part).as_posix())
