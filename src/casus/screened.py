"""A coder that is spared the news which cannot be about conflict: it is kept, marked, and not read any further."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from casus.aside import Uncoded
from casus.cleaning import clean
from casus.coding.screening import STAGE, packaged_screen
from casus.coding.screening import Sureness as Sureness
from casus.record import Coded, Document, Problem

Coder = Callable[[Iterable[Document]], Iterator[Coded | Uncoded]]


def screened(code: Coder, sureness: Sureness = "sure") -> Coder:
    """The same coder, spared what is surely or likely not about conflict: such documents come without claims, and with a problem that says so."""

    def run(documents: Iterable[Document]) -> Iterator[Coded | Uncoded]:
        dropped: deque[Document] = deque()
        for coded in code(_kept(documents, dropped, sureness)):
            yield from _dropped(dropped, sureness)
            yield coded
        yield from _dropped(dropped, sureness)

    return run


def _kept(documents: Iterable[Document], dropped: deque[Document], sureness: Sureness) -> Iterator[Document]:
    screen = packaged_screen()
    for document in documents:
        if screen.drops(f"{document.title or ''}\n{document.text}", sureness):
            dropped.append(document)
        else:
            yield document


_REASONS: dict[Sureness, str] = {
    "sure": "no word of it is about conflict or protest, so it was kept and not coded; --all codes it",
    "likely": "by its words it is hardly about conflict or protest, so it was kept and not coded; a build without --screen codes it",
}


def _dropped(waiting: deque[Document], sureness: Sureness) -> Iterator[Coded]:
    for _ in range(len(waiting)):
        document = clean(waiting.popleft())
        yield Coded(document, (), problems=(Problem(document.locator or document.id, STAGE, _REASONS[sureness]),))
