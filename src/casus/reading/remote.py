"""Files and folders in object storage (``s3://``, ``gs://``, ``az://`` ...), through fsspec: read as files of this machine are.

Each file is copied to this machine while it is read, and no longer, so that all kinds of files can be read that need to be looked
through twice. Only what the user names as an input is read, never what a report links to.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from casus.reading.errors import UnreadableError

INSTALL = (
    "object storage needs fsspec: pip install 'casus-monitor[ray]', and what it asks for beside it (s3fs, gcsfs, adlfs)"
)


def is_remote(given: str) -> bool:
    """Whether an input is a URL of storage; web addresses are asked for before."""
    return "://" in given


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file: its URL, and its path below the folder that was given."""

    url: str
    below: str
    _system: Any
    _path: str

    @contextmanager
    def copied(self) -> Iterator[Path]:
        """A copy on this machine, gone afterwards. Raises :class:`UnreadableError`, :class:`OSError`."""
        with tempfile.TemporaryDirectory(prefix="casus-") as folder:
            path = Path(folder, PurePosixPath(self._path).name)
            with _told():
                self._system.get_file(self._path, str(path))
            yield path


def remote_files(given: str) -> Iterator[RemoteFile]:
    """The file at a URL, or those of the folder there, sorted, hidden ones left out. Raises :class:`UnreadableError`, :class:`OSError`."""
    try:
        import fsspec
    except ImportError as error:
        raise UnreadableError(INSTALL) from error
    with _told():
        system, root = fsspec.core.url_to_fs(given)
        found = sorted(system.find(root)) if system.isdir(root) else [root]
    for path in found:
        below = path.removeprefix(root).lstrip("/") or PurePosixPath(path).name
        if not any(part.startswith(".") for part in PurePosixPath(below).parts):
            yield RemoteFile(system.unstrip_protocol(path), below, system, path)


@contextmanager
def _told() -> Iterator[None]:
    """What a storage's own library complains of, as our error; each has errors of its own."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        said = " ".join(f"{error}".split())[:200] or type(error).__name__
        raise UnreadableError(
            f"the storage cannot be read ({said}); check the address and your rights there"
        ) from error
