"""Alerts of an older record go over as they are, get a feed, and look at the record anew."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from casus.store.alerts import Alert, add_alert, feeds_of, find_alert, keep_states, states_of
from casus.store.dialect import database_url, make_engine
from casus.store.migrating import SCRIPTS
from casus.store.record import Record


def test_alerts_of_before_are_kept_with_what_they_saw(tmp_path: Path) -> None:
    place = tmp_path / "casus.db"
    with Record.open(place) as record, record.changing() as connection:
        add_alert(connection, Alert("a", "kind=siege", "event", "email", "a@b.example", "now", "2026", seen=7))
        keep_states(connection, "a", {"c1": "told"})
    engine = make_engine(database_url(place))
    with engine.begin() as connection:
        made = Config()
        made.set_main_option("script_location", str(SCRIPTS))
        made.attributes["connection"] = connection
        command.downgrade(made, "0013")
    engine.dispose()
    with Record.open(place) as record, record.asking() as connection:
        alert = find_alert(connection, "a")
        assert (alert.query, alert.target, alert.owner, alert.seen) == ("kind=siege", "a@b.example", "local", 0)
        assert states_of(connection, "a") == {"c1": "told"}
        assert [one.alert for one in feeds_of(connection, "local")] == [None, "a"]
