"""What may be written about accounts, and what is answered."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from casus.serving.asked import clean
from casus.serving.models import Row, said
from casus.store.schema_accounts import Role

Text = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(clean)]


class Written(BaseModel):
    """Something that is written; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class Login(Written):
    """Who logs in."""

    name: Text
    password: Text


class NewPassword(Written):
    """Another password; the old one shows that it is its owner's wish."""

    old: Text
    new: Text


class UserChange(Written):
    """What is to change of an account."""

    role: Role | None = None
    disabled: bool | None = None


class NewInvitation(Written):
    """What an invitation is for."""

    role: Role


class UsedInvitation(Written):
    """An account that is made by invitation."""

    token: Text
    name: Text
    password: Text


class SessionRow(Row):
    """Who asks, and what may be done."""

    name: str | None = said("null: nobody known")
    role: Role | None = said("null: nobody known")
    csrf: str = said("to be sent as `X-CSRF-Token` with all that is written")
    local: bool = said("the one user at the machine itself, who needs no account")
    accounts: bool = said("whether there are accounts, so that one can log in")
    reading: Literal["accounts", "public"] = said("who may read")
    may_read: bool
    may_write: bool = said("whether this server takes decisions at all: not with `--safe`")


class UserRow(Row):
    """Somebody with an account."""

    name: str
    role: Role
    disabled: bool
    made_at: str


class UserList(Row):
    """Everybody."""

    items: list[UserRow]


class InvitationRow(Row):
    """An invitation, told once."""

    token: str = said("the link is `/account#invitation=TOKEN`; it is told this once and kept nowhere")
    role: Role
    expires_at: str
