"""What a sentence claims: kinds of plain sentences, and draft claims that quote the text they rest on."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hearing import NO_TRUST, ToldClaim, judge_of
from reports import drafts, readings, sentences

from casus.coding.drafts import draft_claims
from casus.coding.evidence import LONGEST_EVIDENCE
from casus.coding.kinds import read_table
from casus.coding.reading import read_sentences
from casus.coding.triggers import compile_patterns
from casus.coding.verdicts import packaged_judge
from casus.record import Kind

PLAIN: list[tuple[Kind, str]] = [
    ("air_strike", "Russian warplanes carried out air strikes on the town of Saraqib on Monday, killing 12 civilians."),
    ("shelling", "Government artillery shelled the eastern districts of Aleppo overnight, wounding seven people."),
    ("suicide_bombing", "A suicide bomber blew himself up at a checkpoint in Mogadishu, killing nine soldiers."),
    ("explosive_device", "A roadside bomb struck a military convoy near Mopti on Tuesday, killing four soldiers."),
    ("detention", "Police arrested 15 suspected militants in Istanbul on Wednesday."),
    ("abduction", "Gunmen abducted 30 schoolgirls from a village in Borno state on Saturday."),
    ("displacement", "More than 40,000 people have fled their homes in Goma since the fighting began."),
    ("withdrawal", "The army withdrew its troops from the city of Kherson on Friday."),
    ("agreement", "The government and the rebels signed a ceasefire agreement in Juba on Sunday."),
    ("protest", "Thousands of people protested against military rule in Khartoum on Thursday."),
    ("territory_gain", "Islamic State fighters captured the town of Palmyra on Wednesday."),
    ("siege", "Government forces have besieged the town of Madaya for more than a year."),
    ("surrender", "Some 200 fighters laid down their arms and surrendered to the army in Daraa on Monday."),
    ("aid", "A United Nations convoy delivered food and medicine to 20,000 people in Douma on Monday."),
    ("armed_clash", "Clashes broke out between the Syrian army and rebels near Hama on Sunday."),
]
PEACEFUL = (
    "Stir the onions in hot oil until golden, then add the garlic and a pinch of salt. Bake the bread for forty minutes "
    "and let it cool before you slice it.",
    "The match ended in a draw after the goalkeeper saved a late penalty. Fans sang in the stands and the two captains "
    "exchanged shirts.",
)
REPORT = (
    "Government jets bombed a market in Saraqib on Monday, killing 12 civilians, activists said. The army denied it. "
    "Rebels shelled the airport in return. Thousands of people fled the town."
)
LONG = (
    "Government artillery, which had been moved up to the hills in the course of the winter by several brigades whose "
    "commanders had spoken of nothing else for weeks, shelled the eastern districts of Aleppo overnight, "
    + "where the bakeries, the schools and the two last markets of the old town had only just been opened again, " * 3
    + "residents said."
)


@pytest.mark.parametrize(("kind", "text"), PLAIN, ids=[kind for kind, _ in PLAIN])
def test_a_plain_sentence_claims_what_it_says(kind: Kind, text: str) -> None:
    assert kind in [draft.kind for draft in drafts(text)]


@pytest.mark.parametrize("text", PEACEFUL, ids=["cooking", "football"])
def test_a_peaceful_text_claims_nothing(text: str) -> None:
    assert drafts(text) == []


@pytest.mark.parametrize("text", [REPORT, LONG], ids=["report", "long sentence"])
def test_drafts_quote_the_text(text: str) -> None:
    found = drafts(text)
    assert found
    for draft in found:
        begin, end = draft.sentence
        assert begin <= draft.begin <= draft.trigger.begin < draft.trigger.end <= draft.end
        assert draft.end <= end or draft.kind == "casualty_report"
        assert 0 < draft.end - draft.begin <= LONGEST_EVIDENCE
        for words in (draft.trigger, *draft.actors, *draft.targets, *draft.places):
            assert text[words.begin : words.end] == words.text
        if draft.source is not None:  # as it is cited: without an article
            assert draft.source.text in text[draft.source.begin : draft.source.end]


def test_drafts_come_in_order_of_the_text_and_each_kind_once_a_sentence() -> None:
    found = drafts(REPORT)
    assert [draft.sentence for draft in found] == sorted(draft.sentence for draft in found)
    told = [(draft.sentence, draft.kind) for draft in found]
    assert len(told) == len(set(told))


def test_the_same_sentences_give_the_same_drafts() -> None:
    assert drafts(REPORT) == drafts(REPORT)


def test_no_sentences_give_no_drafts() -> None:
    assert draft_claims([]) == []


def test_a_draft_is_as_sure_as_the_judge_was() -> None:
    judged = packaged_judge().judge(readings(REPORT))
    assert [draft.confidence for draft in drafts(REPORT)] == [verdict.likely for verdict in judged.verdicts]


GOATS = "The farmer sold two goats in the morning."
SHELLED = "The farmer said that rebels had shelled Aleppo."


def at(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def test_a_sentence_claims_what_the_judge_says_and_nothing_else() -> None:
    found = draft_claims(sentences(f"{SHELLED} {GOATS}"), judge_of({}, {"siege": 1.0, "aid": 2.0}))
    assert [(draft.sentence, draft.kind) for draft in found] == [
        ((len(SHELLED) + 1, len(SHELLED) + 1 + len(GOATS)), kind) for kind in ("siege", "aid")
    ]


def test_a_word_of_the_kind_is_the_trigger_wherever_the_network_looks() -> None:
    told = {(0, "shelling"): ToldClaim(at(SHELLED, "farmer"))}
    (draft,) = draft_claims(sentences(SHELLED), judge_of({"shelling": 5.0}, claims=told))
    assert draft.trigger.text == "shelled"


def test_without_a_word_of_the_kind_the_word_that_speaks_for_it_most_is_the_trigger() -> None:
    told = {(0, "shelling"): ToldClaim(at(GOATS, "goats"))}
    (draft,) = draft_claims(sentences(GOATS), judge_of({"shelling": 5.0}, claims=told))
    assert (draft.kind, draft.trigger.text) == ("shelling", "goats")


def test_without_any_such_word_the_root_is_the_trigger() -> None:
    (draft,) = draft_claims(sentences(GOATS), judge_of({"shelling": 5.0}))
    assert (draft.kind, draft.trigger.text) == ("shelling", "sold")


def test_what_the_network_heard_goes_along_with_the_draft() -> None:
    told = ToldClaim(at(GOATS, "goats"), pointed={("actor", *at(GOATS, "farmer")): 3.0})
    (draft,) = draft_claims(sentences(GOATS), judge_of({"shelling": 5.0}, claims={(0, "shelling"): told}))
    assert draft.pointers is told
    (deaf,) = draft_claims(sentences(GOATS), judge_of({"shelling": 5.0}))
    assert deaf.pointers is None


def settled(text: str, trust: float, told: ToldClaim) -> tuple[str, str, bool]:
    """Status, type of source and aggregate of the claim of a shelling, the rules trusted so much, the network saying so."""
    judge = judge_of({"shelling": 5.0}, claims={(0, "shelling"): told}, trust=dict.fromkeys(NO_TRUST, trust))
    (draft,) = draft_claims(sentences(text), judge)
    return draft.status, draft.source_type, draft.aggregate


def test_fields_are_those_that_the_network_hears_where_the_rules_are_not_trusted() -> None:
    told = ToldClaim(status="planned", source_type="monitor", aggregate=True)
    assert settled(SHELLED, 0.0, told) == ("planned", "monitor", True)


def test_fields_are_those_of_the_rules_where_they_are_trusted() -> None:
    told = ToldClaim(status="planned", source_type="monitor", aggregate=True)
    (ruled,) = draft_claims(sentences(SHELLED), judge_of({"shelling": 5.0}))
    assert (ruled.status, ruled.aggregate) == ("happened", False)
    assert settled(SHELLED, 9.0, told) == (ruled.status, ruled.source_type, ruled.aggregate)


def test_what_a_sentence_takes_for_granted_is_the_reporters_as_far_as_the_network_is_trusted() -> None:
    told = ToldClaim(source_type="reporter", sure=0.99)
    assert settled(SHELLED, 0.0, told)[1] == "reporter"
    assert settled(SHELLED, 9.0, told)[1] != "reporter"


def test_where_nobody_is_cited_the_reporter_says_so() -> None:
    assert settled("Rebels shelled Aleppo.", 0.0, ToldClaim(source_type="monitor"))[1] == "reporter"


def test_a_source_that_is_called_what_it_is_stays_that() -> None:
    told = ToldClaim(source_type="government", sure=0.99)
    assert settled("Rebels shelled Aleppo, a Geneva-based rights group said.", 0.0, told)[1] == "ngo"
    assert settled("Activists said rebels shelled Aleppo.", 0.0, told)[1] == "other"
    assert settled("Rebels shelled Aleppo, a trader said.", 0.0, told)[1] == "government"


def test_a_pronoun_or_the_group_gives_the_name_it_stands_for() -> None:
    text = "The Rapid Support Forces entered El Fasher on Sunday. They shelled a market. The group abducted 12 traders on Monday."
    found = {draft.kind: [actor.text for actor in draft.actors] for draft in drafts(text)}
    assert found["shelling"] == found["abduction"] == ["The Rapid Support Forces"]


def test_its_fighters_are_whose_fighters_they_are() -> None:
    text = "The Rapid Support Forces said its fighters captured the airport of El Fasher on Sunday."
    (gain,) = (draft for draft in drafts(text) if draft.kind == "territory_gain")
    assert [actor.text for actor in gain.actors] == ["The Rapid Support Forces"]


def test_a_word_that_always_makes_a_claim_makes_one_whatever_the_judge_says() -> None:
    over = '[[kind]]\nname = "siege"\nverbs = ["paint"]\nalways = ["paint"]\n'
    packaged = (files("casus.coding") / "kinds.toml").read_text(encoding="utf-8")
    found = sentences("Two boys painted the fence.")
    readings = read_sentences(found, compile_patterns(read_table(packaged, over)))
    assert [draft.kind for draft in draft_claims(found, readings=readings)] == ["siege"]
    assert draft_claims(found) == []


def test_aid_that_does_not_arrive_is_kept_out_and_that_happened() -> None:
    found = [d for d in drafts("No aid convoy has reached the besieged town of Madaya since May.") if d.kind == "aid"]
    assert [draft.status for draft in found] == ["happened"]


def test_aid_that_is_denied_to_have_been_stopped_is_denied() -> None:
    text = "The army denied that it had blocked the aid convoy to the town of Madaya."
    found = [d for d in drafts(text) if d.kind == "aid"]
    assert [draft.status for draft in found] == ["denied"]
