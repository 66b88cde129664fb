"""The tables of people who use a record through the web: no password and no token stands in them, only what these are checked against."""

from __future__ import annotations

from typing import Literal, get_args

import sqlalchemy as sa

from casus.store.columns import metadata, one_of, refers

Role = Literal["reader", "coder", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""From the least to the greatest; each may do what those before it may."""

users = sa.Table(
    "users",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("password", sa.Text, nullable=False),  # an argon2 digest with its salt and costs
    sa.Column("disabled", sa.Boolean, nullable=False),
    sa.Column("made_at", sa.DateTime, nullable=False),
    one_of("role", ROLES),
    sa.CheckConstraint("length(name) > 0", name="name"),
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    refers("name", "users.name", part=True, nullable=False, index=True),
    sa.Column("made_at", sa.DateTime, nullable=False),
    sa.Column("expires_at", sa.DateTime, nullable=False),
)
"""Who is logged in: a digest of the token in the cookie, which itself is kept nowhere."""

invitations = sa.Table(
    "invitations",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("made_at", sa.DateTime, nullable=False),
    sa.Column("expires_at", sa.DateTime, nullable=False),
    one_of("role", ROLES),
)
"""Links by which somebody may make an account, once; a used one is gone."""

ACCOUNT_TABLES = (sessions, invitations, users)
PASSING_TABLES = (sessions, invitations)
"""Those of which nothing goes into a backup: what was revoked since must not come back with it."""
