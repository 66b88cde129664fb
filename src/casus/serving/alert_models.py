"""Alerts, as types for the API's documentation."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from casus.serving.asked import clean
from casus.serving.models import Row, said


def addressable(given: str) -> str:
    """A name that can stand in an address: browsers read ``.`` and ``..`` in one as a way up. Raises ``ValueError``."""
    if given.strip() in (".", ".."):
        raise ValueError("must be more than dots")
    return given


AlertRule = Literal["event", "grade", "toll", "control"]
AlertWay = Literal["feed", "email"]
"""How an alert that is made over HTTP may tell: a webhook could reach into the server's own network, so those are added on the command line."""


class AlertAsked(BaseModel):
    """An alert to be made."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(clean), AfterValidator(addressable)] = (
        Field(
            description="what it is called; no two alerts of a record are called alike",
            examples=["Air strikes in Syria"],
        )
    )
    query: Annotated[str, Field(max_length=8000), AfterValidator(clean)] = Field(
        description="parameters as of /api/v1/events", examples=["kind=air_strike&country=SY"]
    )
    rule: AlertRule = Field(default="event", description="new events; events that reach a grade; rising tolls; control")
    least: Annotated[str, Field(max_length=20), AfterValidator(clean)] | None = Field(
        default=None, description="the grade to be reached, or by how many per cent a toll must rise"
    )
    channel: AlertWay = Field(default="feed", description="`feed`: its feed only; `email`: also by e-mail")
    target: Annotated[str, Field(max_length=320), AfterValidator(clean)] = Field(
        default="", description="the address of e-mail"
    )
    frequency: Literal["now", "daily"] = Field(default="now", description="after each build, or once a day")


class AlertRow(Row):
    """An alert of one's own."""

    name: str
    query: str = said("parameters as of /api/v1/events")
    rule: AlertRule
    least: str | None = said("a grade, or per cent")
    channel: Literal["email", "webhook", "apprise", "feed"]
    target: str = said("an address, or the name of a service")
    frequency: Literal["now", "daily"]
    made_at: str = said("ISO 8601, UTC")
    sent_at: str | None = said("when something was sent last")
    waiting: int = said("how much waits to be sent")
    error: str | None = said("why it could not be sent, if so")
    feeds: dict[str, str] = said("addresses by format: rss, atom, json")


class AlertList(Row):
    """One's own alerts, by name."""

    items: list[AlertRow]
    feeds: dict[str, str] = said("addresses of the feed of all of them; none before the first alert")
