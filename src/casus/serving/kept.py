"""Values of the record that take long to find, kept as long as its documents, claims and events stay as they are."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from casus.serving.shelf import View
from casus.store.queries.spreads import state_of_events

Value = TypeVar("Value")
MOST = 512
"""How many values are kept; the one that was not asked for the longest time goes first."""


class Kept:
    """Values by what they are. A login or a saved search does not make them anew, as :attr:`View.remember` would; a build does."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._values: OrderedDict[Hashable, tuple[object, Any]] = OrderedDict()

    def get(self, view: View, what: Hashable, make: Callable[[], Value]) -> Value:
        """The value as it was made of the record's present state, made now if it was not; ``what`` names it."""
        state = (view.record.name, state_of_events(view.connection))
        with self._lock:
            known = self._values.get(what)
            if known is not None and known[0] == state:
                self._values.move_to_end(what)
                found: Value = known[1]
                return found
        made = make()
        with self._lock:
            self._values[what] = (state, made)
            self._values.move_to_end(what)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return made
