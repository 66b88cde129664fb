"""How a speaker is written where it is cited."""

import pytest

from casus.coding.citing import cited


@pytest.mark.parametrize(
    ("phrase", "as_cited"),
    [
        ("Adem Kaya, a Northern Defence Force (NDF) spokesman", "NDF spokesman Adem Kaya"),
        ("the US secretary of state, John Miller", "US secretary of state John Miller"),
        ("a spokesman for the Northern Front", "Northern Front spokesman"),
        ("the army", "army"),
        ("Another rebel commander", "a rebel commander"),
        ("Harbour Superintendent of Police (SP) Adem Kaya", "Harbour Superintendent of Police Adem Kaya"),
        ("Director General of Inter Services Records (ISR) Adem Kaya", "ISR Director General Adem Kaya"),
        ("Lebanese media reports", "Lebanese media"),
        ("20-year-old Ada Lind", "Ada Lind"),
        ("One rebel commander", "a rebel commander"),
        ("Adem Kaya, director of a programme for peace", "Adem Kaya"),
        ("the northern army (NDF", "NDF"),
        ("the Northern Ministry of Defence (MoD)", "Northern Ministry of Defence"),
        ("the northern officer in", "northern officer"),
        ("Ada Lind’s", "Ada Lind"),
        ("President Ada Lind", "Ada Lind"),
        ("local councillor Adem Kaya", "Adem Kaya"),
        ("Their spokesman, Adem Kaya", "Adem Kaya"),
        ("his neighbours", "neighbours"),
        ("the governor of Harbour, Adem Kaya", "Harbour governor Adem Kaya"),
        ("The head of the Bear group, Adem Kaya", "Adem Kaya"),
        ("the town's military administrator, Adem Kaya", "Adem Kaya"),
        ("Harbour's man in the north, Adem Kaya", "Adem Kaya"),
        ("Harbour's deputy defence minister, Ada Lind", "Harbour's deputy defence minister Ada Lind"),
        ("Lindpower, the state operator", "Lindpower"),
        ("the army chief, Adem al-Kaya", "army chief Adem al-Kaya"),
    ],
)
def test_a_speaker_is_cited_with_office_and_name(phrase: str, as_cited: str) -> None:
    assert cited(phrase) == as_cited
