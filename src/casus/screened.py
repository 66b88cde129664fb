"""A coder that is spared the news which cannot be about conflict: it is kept, marked, and not read any further."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from casus.aside import Uncoded
from casus.cleaning import clean
from casus.coding.screening import STAGE, packaged_screen
from casus.record import Coded, Document, Problem

Coder = Callable[[Iterable[Document]], Iterator[Coded | Uncoded]]


def screened(code: Coder) -> Coder:
    """The same coder, spared what cannot be about conflict: such documents come without claims, and with a problem that says so."""

    def run(documents: Iterable[Document]) -> Iterator[Coded | Uncoded]:
        dropped: deque[Document] = deque()
        for coded in code(_kept(documents, dropped)):
            yield from _dropped(dropped)
            yield coded
        yield from _dropped(dropped)

    return run


def _kept(documents: Iterable[Document], dropped: deque[Document]) -> Iterator[Document]:
    screen = packaged_screen()
    for document in documents:
        if screen.drops(f"{document.title or ''}\n{document.text}"):
            dropped.append(document)
        else:
            yield document


def _dropped(waiting: deque[Document]) -> Iterator[Coded]:
    reason = "no word of it is about conflict or protest, so it was kept and not coded; --all codes it"
    for _ in range(len(waiting)):
        document = clean(waiting.popleft())
        yield Coded(document, (), problems=(Problem(document.locator or document.id, STAGE, reason),))
