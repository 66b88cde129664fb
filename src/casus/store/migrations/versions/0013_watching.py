"""What is watched: sources, addresses met, answers that wait to be built; alerts, what they saw and what they have to say."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "watch_sources",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("fetched_at", sa.Text(), nullable=True),
        sa.Column("new_at", sa.Text(), nullable=True),
        sa.Column("next_at", sa.Text(), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_watch_sources")),
    )
    op.create_table(
        "watch_addresses",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'fetched', 'failed', 'done')", name=op.f("ck_watch_addresses_state")),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_watch_addresses")),
    )
    op.create_index(op.f("ix_watch_addresses_source"), "watch_addresses", ["source"], unique=False)
    op.create_index(op.f("ix_watch_addresses_state"), "watch_addresses", ["state"], unique=False)
    op.create_table(
        "watch_answers",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("found_at", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("charset", sa.Text(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("built", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_watch_answers")),
    )
    _alerts()


def _alerts() -> None:
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
        sa.CheckConstraint("rule IN ('event', 'grade', 'toll', 'control')", name=op.f("ck_alerts_rule")),
        sa.CheckConstraint("channel IN ('email', 'webhook')", name=op.f("ck_alerts_channel")),
        sa.CheckConstraint("frequency IN ('now', 'daily')", name=op.f("ck_alerts_frequency")),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_alerts_name")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_alerts")),
    )
    op.create_table(
        "alert_states",
        _alert(),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        _to_alert("alert_states"),
        sa.PrimaryKeyConstraint("alert", "subject", name=op.f("pk_alert_states")),
    )
    op.create_table(
        "alert_notices",
        _alert(),
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


def _alert() -> sa.Column[str]:
    return sa.Column("alert", sa.Text(), nullable=False)


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
    """Drop them."""
    for table in ("alert_notices", "alert_states", "alerts", "watch_answers", "watch_addresses", "watch_sources"):
        op.drop_table(table)
