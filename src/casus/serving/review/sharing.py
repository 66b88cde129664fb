"""What the addresses of reviewing share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from starlette.responses import JSONResponse

from casus.serving.accounts.people import Caller
from casus.serving.accounts.routes import NO_STORE, needs
from casus.serving.answers import Body as Told
from casus.serving.errors import RefusedError
from casus.serving.examples import written
from casus.serving.shelf import Shelf, View
from casus.store.schema_accounts import Role

Endpoint = Callable[..., Response]
TAG = "review"
SAFE = "nothing is decided here (--safe)"


class Reviewing:
    """What the addresses share."""

    def __init__(self, shelf: Shelf, clock: Callable[[], datetime], *, safe: bool) -> None:
        self.shelf, self.clock, self.safe = shelf, clock, safe

    def tell(self, request: Request, role: Role, make: Callable[[View, Caller], Told]) -> Response:
        """What is told of the record as it is now, to people of a role. Raises :class:`RefusedError` for all others, and with `--safe`."""
        caller = needs(request, role)
        self.check()
        with self.shelf.look() as view:
            return JSONResponse(make(view, caller), headers=NO_STORE)

    def check(self) -> None:
        """Raises :class:`RefusedError` where nothing may be reviewed."""
        if self.safe:
            raise RefusedError(403, SAFE)


def asked_for(router: APIRouter, path: str, model: type[BaseModel], example: str) -> Callable[[Endpoint], Endpoint]:
    """Puts what tells something to people of a role at an address; ``example`` names what is shown of its answer in the description."""
    return router.get(path, response_model=model, tags=[TAG], responses=written(example, 401, 403))
