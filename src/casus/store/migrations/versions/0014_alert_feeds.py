"""Alerts belong to somebody, know which version of the record they looked at last, tell by more ways, and can be read as feeds."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

OWNER = "local"
"""Whose alerts those of before are: of whoever is at the machine."""


def upgrade() -> None:
    """Make the tables of alerts anew, for SQLite changes no rule of a table; every row goes over as it is."""
    kept = ("alerts", "alert_states", "alert_notices")
    for table in kept:
        op.execute(f"CREATE TABLE {table}_before AS SELECT * FROM {table}")
    for table in reversed(kept):
        op.drop_table(table)
    _make()
    columns = "name, query, rule, least, channel, target, frequency, made_at, sent_at"
    op.execute(f"INSERT INTO alerts ({columns}, owner, seen) SELECT {columns}, '{OWNER}', 0 FROM alerts_before")
    for table, columns in (
        ("alert_states", "alert, subject, value"),
        ("alert_notices", "alert, subject, value, position, body, made_at, tries, next_at, sent_at, error"),
    ):
        op.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}_before")
    for table in kept:
        op.drop_table(f"{table}_before")
    _give_keys()


def _make() -> None:
    op.create_table(
        "alerts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("least", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("frequency", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.CheckConstraint("rule IN ('event', 'grade', 'toll', 'control')", name=op.f("ck_alerts_rule")),
        sa.CheckConstraint("channel IN ('email', 'webhook', 'apprise', 'feed')", name=op.f("ck_alerts_channel")),
        sa.CheckConstraint("frequency IN ('now', 'daily')", name=op.f("ck_alerts_frequency")),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_alerts_name")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_alerts")),
    )
    op.create_table(
        "alert_states",
        sa.Column("alert", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        _to_alert("alert_states"),
        sa.PrimaryKeyConstraint("alert", "subject", name=op.f("pk_alert_states")),
    )
    op.create_table(
        "alert_notices",
        sa.Column("alert", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        _to_alert("alert_notices"),
        sa.PrimaryKeyConstraint("alert", "subject", "value", name=op.f("pk_alert_notices")),
    )
    op.create_table(
        "alert_feeds",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("alert", sa.Text(), nullable=True),
        _to_alert("alert_feeds"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_alert_feeds")),
        sa.UniqueConstraint("owner", "alert", name=op.f("uq_alert_feeds_owner")),
    )


def _give_keys() -> None:
    connection = op.get_bind()
    names = list(connection.scalars(sa.text("SELECT name FROM alerts ORDER BY name")))
    add = sa.text("INSERT INTO alert_feeds (key, owner, alert) VALUES (:key, :owner, :alert)")
    for alert in [*names, None] if names else []:
        connection.execute(add, {"key": secrets.token_urlsafe(24), "owner": OWNER, "alert": alert})


def _to_alert(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["alert"],
        ["alerts.name"],
        name=op.f(f"fk_{table}_alert"),
        ondelete="CASCADE",
        initially="DEFERRED",
        deferrable=True,
    )


def downgrade() -> None:
    """Drop what came. Alerts keep the wider choice of ways, of which an older program knows two."""
    op.drop_table("alert_feeds")
    for column in ("seen", "owner"):
        op.drop_column("alerts", column)
