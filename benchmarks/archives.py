"""How long reading a web archive takes, and whether its memory grows with it.

    python -m benchmarks.archives [--sizes 100 1000] [--folder DIR] [--compressed]

Archives of so many megabytes (10^6 bytes, on the disk) are made up of pages: an article of invented sentences between menus, with an inline script that
does not compress, 60 to 140 KB each, every tenth in Somali. Each is read by ``read_inputs`` in a process of its own, to the last document, without coding.
Printed are pages, documents, reports in other languages, seconds, and the most memory that the process held (resident, MB); memory is also given after the first
1,000 pages, so that growth shows.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

_TOWNS = ("Harran", "Nawa", "Busra", "Tel Rifat", "Manbij", "Qamishli", "Jasim", "Inkhil", "Saraqib", "Ariha")
_ENGLISH = (
    "Government troops entered {town} on {day} after {number} hours of shelling, the provincial governor said.",
    "Rebel fighters said that they had lost {number} men and pulled back to the hills above {town}.",
    "A doctor at the hospital of {town} counted {number} dead, most of them people who had not left in time.",
    "The road from {town} to the border was closed on {day}, and {number} lorries with aid were waiting.",
)
_SOMALI = (
    "Ciidamada dowladda ayaa maanta gudaha u galay magaalada {town} kadib dagaal culus oo socday {number} saacadood.",
    "Dadka deegaanka ayaa sheegay in {number} qof ay ku dhinteen weerarka ka dhacay {town} maalintii {day}.",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EARLY = 1000  # pages


def pages(chance: random.Random) -> Iterator[bytes]:
    """Pages without end."""
    number = 0
    while True:
        number += 1
        sentences = _SOMALI if number % 10 == 0 else _ENGLISH
        lines = [
            chance.choice(sentences).format(
                town=chance.choice(_TOWNS), day=chance.choice(_DAYS), number=chance.randrange(2, 400)
            )
            for _ in range(24)
        ]
        paragraphs = "".join(f"<p>{' '.join(lines[at : at + 3])}</p>" for at in range(0, 24, 3))
        menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(60))
        script = base64.b64encode(chance.randbytes(chance.randrange(40_000, 100_000))).decode()
        yield (
            f"<!DOCTYPE html><html><head><title>Report {number}</title><meta property='article:published_time' content='2021-03-05'>"
            f"<script>var data = '{script}';</script></head><body><nav><ul>{menu}</ul></nav><article><h1>Report {number}</h1>{paragraphs}"
            f"</article><footer>Terms of use</footer></body></html>"
        ).encode()


def record(page: bytes, number: int) -> bytes:
    """A page as a record of an archive."""
    http = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(page)}\r\n\r\n".encode()
        + page
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}\r\nWARC-Date: 2021-03-05T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{number:032x}>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def write_archive(path: Path, size: int) -> int:
    """Write an archive of at least ``size`` bytes; returns the number of pages."""
    written = number = 0
    with path.open("wb") as file:
        for page in pages(random.Random(0)):
            if written >= size:
                break
            number += 1
            made = record(page, number)
            written += file.write(gzip.compress(made, 1) if path.suffix == ".gz" else made)
    return number


def read_archive(path: str) -> dict[str, float]:
    """Read it in this process."""
    from casus.aside import Foreign
    from casus.reading import read_inputs
    from casus.record import Document

    begin, documents, foreign, early = time.perf_counter(), 0, 0, 0.0
    for item in read_inputs([path]):
        documents += isinstance(item, Document)
        foreign += isinstance(item, Foreign)
        if documents + foreign == EARLY:
            early = _memory()
    return {
        "documents": documents,
        "foreign": foreign,
        "seconds": time.perf_counter() - begin,
        "early": early,
        "peak": _memory(),
    }


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each size; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000], metavar="MB")
    parser.add_argument("--folder", type=Path, help="where the archives are made (default: a temporary folder)")
    parser.add_argument("--compressed", action="store_true", help="record by record, as Common Crawl's")
    parser.add_argument("--read", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.read:
        print(json.dumps(read_archive(options.read)))
        return 0
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for size in options.sizes:
            path = Path(folder, f"{size}.warc{'.gz' if options.compressed else ''}")
            number = write_archive(path, size * 1_000_000)
            command = [sys.executable, "-m", "benchmarks.archives", "--read", str(path)]
            found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            print(
                f"{size} MB: {number:,} pages, {found['documents']:,} documents, {found['foreign']:,} in other languages, {found['seconds']:.0f} s, "
                f"memory {found['early']:.0f} MB after {EARLY:,} pages, {found['peak']:.0f} MB at most"
            )
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
