"""Who is cited for a claim, and as what."""

from datetime import date

import pytest

from casus.grounding.actors import ActorContext, ActorIndex
from casus.grounding.sources import Cited, cited_source
from casus.record import Draft, Kind, Phrase, SourceType

MALI = ActorContext((), ("ML",), (), date(2021, 3, 1))


def cited(
    index: ActorIndex, text: str, kind: SourceType = "other", *, does: Kind = "shelling", actor: str = ""
) -> Cited:
    """The source of a claim whose speaker and actor are phrases; a fact apart from where they stand."""
    actors = (Phrase(0, len(actor), actor, "organisation"),) if actor else ()
    words = Phrase(0, 7, "shelled")
    draft = Draft(does, 0, 7, words, (0, 7), actors=actors, source=Phrase(0, len(text), text), source_type=kind)
    return cited_source(draft, index, MALI)


def test_where_nobody_is_cited_it_is_the_reporter(index: ActorIndex) -> None:
    draft = Draft("shelling", 0, 7, Phrase(0, 7, "shelled"), (0, 7))
    assert cited_source(draft, index, MALI) == Cited(None, None, "reporter")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("AFP", "AFP", "media"),
        ("HRW", "Human Rights Watch", "ngo"),
        ("the Syrian Observatory for Human Rights", "Syrian Observatory for Human Rights", "monitor"),
    ],
)
def test_those_who_speak_are_what_the_packs_say(index: ActorIndex, text: str, name: str, kind: str) -> None:
    found = cited(index, text)
    assert (found.name, found.type) == (name, kind)
    assert found.actor_id is not None


def test_a_paper_that_a_pack_lists_under_another_keeps_its_name_and_is_not_that_one(index: ActorIndex) -> None:
    assert cited(index, "Nagaland Post") == Cited("Nagaland Post", None, "media")
    assert cited(index, "Sangai Express").actor_id == "sangai-express"


def test_the_army_is_the_army_of_the_country_that_the_text_is_about(index: ActorIndex) -> None:
    assert cited(index, "army").name == "Malian army"
    assert cited(index, "government").name == "government"


def test_a_state_is_a_belligerent_where_it_fights_in_the_claim(index: ActorIndex) -> None:
    fights = cited(index, "Turkish officials", "government", actor="Turkey")
    assert fights.type == "belligerent"
    assert cited(index, "Turkish officials", "government").type == "government"
    assert cited(index, "Turkish officials", "government", does="displacement", actor="Turkey").type == "government"


def test_what_a_witness_says_of_no_side_stays_a_witness(index: ActorIndex) -> None:
    assert cited(index, "Ada Lind", "witness") == Cited("Ada Lind", None, "witness")


def test_a_persons_nationality_is_no_side_that_speaks(index: ActorIndex) -> None:
    assert cited(index, "a Turkish man", "witness").type == "witness"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the International Organization for Migration", "International Organization for Migration"),
        ("United Nations human rights office", "United Nations human rights office"),
        ("UN refugee agency", "UNHCR"),
    ],
)
def test_a_body_is_named_as_fully_as_the_text_does(index: ActorIndex, text: str, name: str) -> None:
    assert cited(index, text).name == name
