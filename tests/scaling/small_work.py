"""Small work that stands in for coding English where a test is about who does it; worker processes import it by name."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass

from casus.record import Claim, Coded, Document


@dataclass(frozen=True)
class Small:
    """The first word is a claim. ``die``: the worker is killed, as for want of memory; ``stumble``: a bug; ``full``: the machine has no more room."""

    lack: str = ""
    told: str = "1"

    def load(self) -> Callable[[Document], Coded]:
        if self.lack:
            raise LookupError(self.lack)
        return code

    def version(self) -> str:
        return self.told if os.environ.get("CASUS_TEST_DRIVER") == str(os.getpid()) else "1"


def code(document: Document) -> Coded:
    match document.text:
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "stumble":
            raise ValueError("no such\nword")
        case "full":
            raise OSError(28, "No space left on device")
    end = len(document.text.split()[0])
    return Coded(document, (Claim(f"c{document.key}", document.key, "shelling", 0, end, document.text[:end]),), main=0)


def numbered(*texts: str) -> list[Document]:
    return [Document(f"n{at}", text, locator=f"in#{at}") for at, text in enumerate(texts)]
