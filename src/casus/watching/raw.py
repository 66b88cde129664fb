"""Raw responses kept for good: one compressed web archive (WARC 1.1) a day, which ``casus build`` reads again.

Every response is a gzip member of its own, so that a run that is killed spoils at most the last one. Headers are not kept beyond the media type: the
body is what was sent, unpacked. The records are written here, for the writers of fastwarc 0 and 1 are called in different ways.
"""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from casus.reading.fetching import Answer


def keep_raw(folder: Path, answer: Answer, when: datetime) -> Path:
    """Add an answer to the archive of its day (UTC) in ``folder``, and return the archive; raises :class:`OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{when.astimezone(UTC):%Y-%m-%d}.warc.gz"
    with path.open("ab") as archive:
        archive.write(gzip.compress(_record(answer, when), mtime=0))
    return path


def _record(answer: Answer, when: datetime) -> bytes:
    charset = f"; charset={answer.charset}" if answer.charset else ""
    media_type = f"{answer.media_type or 'application/octet-stream'}{charset}"
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {len(answer.data)}\r\n\r\n"
    response = head.encode("latin-1", "replace") + answer.data
    fields = {
        "WARC-Type": "response",
        "WARC-Target-URI": answer.url,
        "WARC-Date": f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "WARC-Record-ID": f"<urn:uuid:{uuid4()}>",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(response)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"WARC/1.1\r\n{lines}\r\n".encode() + response + b"\r\n\r\n"
