"""Whether an event happened, is planned, possible or denied."""

import pytest
from reading_text import status_in

from casus.record import Kind, Status


@pytest.mark.parametrize(
    ("text", "kind", "trigger", "status"),
    [
        ("The army captured the town on Monday.", "territory_gain", "captured", "happened"),
        ("The army will capture the town.", "territory_gain", "capture", "planned"),
        ("The army vowed to capture the town.", "territory_gain", "capture", "planned"),
        ("The army plans to withdraw from the town.", "withdrawal", "withdraw", "planned"),
        ("If the troops are withdrawn, the town will fall.", "withdrawal", "withdrawn", "planned"),
        ("The army did not capture the town.", "territory_gain", "capture", "denied"),
        ("The army failed to capture the town.", "territory_gain", "capture", "denied"),
        ("The rebels denied they had captured the town.", "territory_gain", "captured", "denied"),
        ("The rebels may have captured the town.", "territory_gain", "captured", "possible"),
        ("The rebels are believed to have captured the town.", "territory_gain", "captured", "possible"),
        ("The fort denies the rebels a town that the army has captured.", "territory_gain", "captured", "happened"),
        ("The army denied entry to the convoy.", "aid", "convoy", "happened"),
        ("The army denied permits for an aid delivery.", "aid", "delivery", "happened"),
        ("Police denied a permit for a protest.", "protest", "protest", "happened"),
        ("The army denied a protest in the town.", "protest", "protest", "denied"),
        ("The army repelled the assault on the town.", "armed_clash", "repelled", "happened"),
    ],
)
def test_the_clause_tells_the_status(text: str, kind: Kind, trigger: str, status: Status) -> None:
    assert status_in(text, kind, trigger) == status
