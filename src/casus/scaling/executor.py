"""What codes documents, wherever that is: the one protocol, and what all its kinds have in common."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Protocol

from casus.aside import Uncoded
from casus.record import Coded, Document

Result = Coded | Uncoded
Code = Callable[[Document], Coded]


class ClusterError(RuntimeError):
    """A cluster cannot be used; the message is one line with what to do."""


class Work(Protocol):
    """What is done with each document: a small hashable value that can be sent to other processes, which load what it takes."""

    def load(self) -> Code:
        """Load models and knowledge, and give what codes one document; raises what is wrong with them."""

    def __hash__(self) -> int:
        """What is loaded is loaded once for each value."""

    def version(self) -> str:
        """The version of the code and data that this process would code with."""


class Executor(Protocol):
    """Codes documents; what comes out has the order of what went in, and does not depend on which executor it was."""

    def run(self, work: Work, documents: Iterable[Document]) -> Iterator[Result]:
        """Draw documents as they are needed, code them and hand them on."""


@cache
def loaded(work: Work) -> Code:
    """What codes one document, loaded once per process."""
    return work.load()


def attempt(code: Code, document: Document) -> Result:
    """A document coded, or set aside with the reason: one report that the coder stumbles over stops no build.

    What is the machine's fault (no memory, no disk) is raised; with ``CASUS_DEBUG`` in the environment, everything is.
    """
    try:
        return code(document)
    except (OSError, MemoryError):
        raise
    except Exception as error:
        if os.environ.get("CASUS_DEBUG"):
            raise
        said = " ".join(f"{type(error).__name__}: {error}".split())
        return aside(document, f"could not be coded ({said[:200]}); please report this as a bug")


def attempt_all(work: Work, documents: Sequence[Document]) -> list[Result]:
    """Some documents, one after the other; what a worker does."""
    return [attempt(loaded(work), document) for document in documents]


def aside(document: Document, reason: str) -> Uncoded:
    """The document as one that was set aside."""
    return Uncoded(document.locator or document.id, "code", reason, document)
