"""The tables of what is watched: sources with their health, addresses met, answers that wait to be built; alerts and what they have to say.

Times are texts, ISO 8601 in UTC to the second, so that both databases order them alike. Nothing here refers to documents: a record without these
rows is whole.
"""

from __future__ import annotations

import sqlalchemy as sa

from casus.store.columns import metadata, one_of, position, refers

STATES = ("waiting", "fetched", "failed", "done")
ALERT_RULES = ("event", "grade", "toll", "control")
CHANNELS = ("email", "webhook", "apprise", "feed")
FREQUENCIES = ("now", "daily")

watch_sources = sa.Table(
    "watch_sources",
    metadata,
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("fetched_at", sa.Text),
    sa.Column("new_at", sa.Text),
    sa.Column("next_at", sa.Text, nullable=False),
    sa.Column("errors", sa.Integer, nullable=False),
    sa.Column("error", sa.Text),
    sa.Column("articles", sa.Integer, nullable=False),
)
"""``errors`` counts those since the last answer; ``articles`` all addresses that its lists brought and that were fetched."""

watch_addresses = sa.Table(
    "watch_addresses",
    metadata,
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column("source", sa.Text, nullable=False, index=True),
    sa.Column("state", sa.Text, nullable=False, index=True),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("next_at", sa.Text, nullable=False),
    sa.Column("error", sa.Text),
    one_of("state", STATES),
)
"""Articles that lists named. ``waiting``: to be fetched; ``fetched`` and ``failed``: to be told to the next build; ``done``: it was."""

watch_answers = sa.Table(
    "watch_answers",
    metadata,
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column("found_at", sa.Text, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("charset", sa.Text),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("built", sa.Boolean, nullable=False),
)
"""What was fetched and is not yet built, of sources and articles; ``body`` is compressed with zlib. Builds empty it, but for sources of which articles
are still to be fetched: they tell of these what the articles do not."""

alerts = sa.Table(
    "alerts",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("query", sa.Text, nullable=False),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("least", sa.Text),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("target", sa.Text, nullable=False),
    sa.Column("frequency", sa.Text, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
    sa.Column("sent_at", sa.Text),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("seen", sa.Integer, nullable=False),
    one_of("rule", ALERT_RULES),
    one_of("channel", CHANNELS),
    one_of("frequency", FREQUENCIES),
    sa.CheckConstraint("length(name) > 0", name="name"),
)
"""``query``: filters as parameters of an address, as saved searches have them; ``least``: a grade, or per cent; ``seen``: the version of the record that was
looked at last. No password is kept here."""

alert_feeds = sa.Table(
    "alert_feeds",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("owner", sa.Text, nullable=False),
    refers("alert", "alerts.name", part=True),
    sa.UniqueConstraint("owner", "alert", name="uq_alert_feeds_owner"),
    sa.Index("ix_alert_feeds_alert", "alert"),
)
"""The keys by which feeds are read: of what an alert said or, where none is named, of what all alerts of an owner said."""

alert_states = sa.Table(
    "alert_states",
    metadata,
    refers("alert", "alerts.name", part=True, primary_key=True),
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
"""What an alert last saw of a subject (an event, an operation's toll, a place), so that only what changes is told."""

alert_notices = sa.Table(
    "alert_notices",
    metadata,
    refers("alert", "alerts.name", part=True, primary_key=True),
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, primary_key=True),
    position(key=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("next_at", sa.Text, nullable=False),
    sa.Column("sent_at", sa.Text),
    sa.Column("error", sa.Text),
)
"""What an alert has to say, once for each subject and value; ``body`` is JSON. ``sent_at`` is empty until somebody took it."""

WATCH_TABLES = (watch_sources, watch_addresses, watch_answers, alerts, alert_states, alert_notices, alert_feeds)
