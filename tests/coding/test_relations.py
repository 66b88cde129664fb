"""Relations between sides, construction by construction: who stands how to whom, how sure, and who says so."""

import pytest
from reports import sentences

from casus.coding.relations import draft_relations
from casus.record import RelationDraft


def drafts(text: str) -> list[RelationDraft]:
    return draft_relations(sentences(text))


def told(text: str) -> set[tuple[str, str, str]]:
    return {(draft.subject.text, draft.kind, draft.object.text) for draft in drafts(text)}


@pytest.mark.parametrize(
    ("text", "subject", "kind", "other"),
    [
        ("Turkish-backed rebels entered the town on Monday.", "Turkish", "backs", "Turkish-backed rebels"),
        ("Iran-aligned Houthis fired at the port.", "Iran-aligned Houthis", "allied_with", "Iran"),
        ("The pro-Iranian Badr Brigade lost five men.", "The pro-Iranian Badr Brigade", "allied_with", "Iranian"),
        ("The Saudi-led coalition bombed Sanaa.", "Saudi", "part_of", "The Saudi-led coalition"),
        ("Rebels backed by Ankara took three villages.", "Ankara", "backs", "Rebels"),
        ("Iran supports the Houthis with weapons.", "Iran", "backs", "the Houthis"),
        ("Rwanda has sent weapons to the M23.", "Rwanda", "backs", "the M23"),
        ("The junta received drones and weapons from Russia.", "Russia", "backs", "The junta"),
        ("The army advanced with the support of Russia.", "Russia", "backs", "The army"),
        ("Iran's support for the Houthis has grown.", "Iran's", "backs", "the Houthis"),
        ("The hill fell to rebels backed by Turkish artillery.", "Turkish", "backs", "rebels"),
        ("Moscow, Damascus's main backer, denied it.", "Moscow", "backs", "Damascus's"),
        ("The Iranian proxy Hezbollah denied it.", "Iranian", "backs", "Hezbollah"),
        ("The Houthis' ally Iran condemned the raid.", "Iran", "allied_with", "Houthis"),
        (
            "The Arakan Army joined forces with the Kachin Independence Army.",
            "The Arakan Army",
            "allied_with",
            "the Kachin Independence Army",
        ),
        (
            "Hezbollah has been fighting alongside the Syrian army since 2013.",
            "Hezbollah",
            "allied_with",
            "the Syrian army",
        ),
        ("The RSF has been at war with the Sudanese army since 2023.", "The RSF", "fights", "the Sudanese army"),
        ("The ELN, a rival of the FARC dissidents, left the talks.", "The ELN", "fights", "the FARC dissidents"),
        ("The war between Israel and Hezbollah began in 2023.", "Israel", "fights", "Hezbollah"),
        ("JNIM, al-Qaeda's affiliate in the Sahel, claimed the attack.", "JNIM", "part_of", "al-Qaeda's"),
        ("Al-Qaeda affiliate JNIM claimed the attack.", "JNIM", "part_of", "Al-Qaeda"),
        ("Boko Haram swore allegiance to the Islamic State.", "Boko Haram", "part_of", "the Islamic State"),
        ("The SDF is dominated by the YPG.", "the YPG", "part_of", "The SDF"),
        ("The SDF, a coalition that includes the YPG, lost two men.", "the YPG", "part_of", "The SDF"),
        ("The Congo River Alliance, of which the M23 is a member, named a governor.", "the M23", "part_of", "The Congo River Alliance"),
        ("HTS, formerly known as the Nusra Front, controls Idlib.", "HTS", "formerly", "the Nusra Front"),
        ("Jabhat Fatah al-Sham, previously Nusra Front, left.", "Jabhat Fatah al-Sham", "formerly", "Nusra Front"),
        ("The Nusra Front renamed itself Jabhat Fatah al-Sham.", "Jabhat Fatah al-Sham", "formerly", "The Nusra Front"),
        ("Wagner was later renamed Africa Corps.", "Africa Corps", "formerly", "Wagner"),
        ("Ansaru, a splinter of Boko Haram, is active in Kaduna.", "Ansaru", "split_from", "Boko Haram"),
        ("The FARC dissidents broke away from the FARC in 2016.", "The FARC dissidents", "split_from", "the FARC"),
    ],
)  # fmt: skip
def test_a_construction_tells_who_stands_how_to_whom(text: str, subject: str, kind: str, other: str) -> None:
    assert (subject, kind, other) in told(text)


def test_all_members_of_an_alliance_are_part_of_it() -> None:
    found = told("The Northern Alliance is an alliance of three groups: the MNDAA, the TNLA and the Arakan Army.")
    assert found == {
        (name, "part_of", "The Northern Alliance") for name in ("the MNDAA", "the TNLA", "the Arakan Army")
    }


def test_coordinated_verbs_share_their_object() -> None:
    assert {("Iran", "backs", "the Houthis")} == told("Iran arms and funds the Houthis.")


def test_the_one_accused_is_the_doer_not_the_accuser() -> None:
    assert told("Kinshasa accuses Rwanda of arming the M23.") == {("Rwanda", "backs", "the M23")}


def test_those_who_are_sent_fight_not_those_who_send_them() -> None:
    assert ("Wagner mercenaries", "fights", "JNIM") in told("Mali's junta has hired Wagner mercenaries to fight JNIM.")


def test_a_pronoun_gives_the_name_it_stands_for_and_less_confidence() -> None:
    text = "The Houthis fired at a ship on Sunday. Their ally Iran praised the attack."
    (found,) = drafts(text)
    assert (found.subject.text, found.object.text) == ("Iran", "The Houthis")
    assert text[found.object.begin : found.object.end] == "The Houthis"
    assert found.confidence < 0.8


@pytest.mark.parametrize(
    "text",
    [
        "Backed by artillery, soldiers entered the village.",
        "The advance was supported by air strikes on the ridge.",
        "A US-led meeting in Riyadh ended without a statement.",
        "The Russia-based company sells spare parts.",
        "Villages formerly held by rebels were mined.",
        "The quarter, part of the city of Aleppo, lies in ruins.",
        "The column split into two near the bridge.",
        "Iran condemned the Houthis' detention of UN staff.",
        "Rebels killed nine Syrian soldiers near Hama.",
        "The Saudi-backed peace plan was discussed in Aden.",
        "Syria was divided after the first world war between Iraq, Iran and Turkey.",
    ],
)
def test_words_that_only_look_like_a_relation_tell_none(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "status", "source"),
    [
        ("Iran arms the Houthis.", "happened", None),
        ("Kinshasa accuses Rwanda of arming the M23.", "possible", "Kinshasa"),
        ("The YPG, which Turkey considers part of the PKK, left.", "possible", "Turkey"),
        ("This has angered Turkey, which considers the YPG a branch of the PKK.", "possible", "Turkey"),
        ("Rwanda may be arming the M23.", "possible", None),
        ("Turkey is committed to joining the African Union.", "possible", None),
        ("Rwanda denied backing the M23 rebels.", "denied", "Rwanda"),
        ("Hurras al-Din is not part of Hayat Tahrir al-Sham.", "denied", None),
        ("The M23 is no longer allied with the FDLR.", "denied", None),
        ("The M23 is backed by Rwanda, UN experts say.", "happened", "UN experts"),
        ("Turkish-backed rebels will not enter the town, officials said.", "happened", None),
        ("Officials denied that the Houthis' ally Iran had left the talks.", "happened", None),
    ],
)
def test_how_sure_a_relation_is_and_who_says_so(text: str, status: str, source: str | None) -> None:
    (found,) = drafts(text)
    assert (found.status, found.source.text if found.source else None) == (status, source)


@pytest.mark.parametrize(
    ("text", "times", "past"),
    [
        ("The Arakan Army joined forces with the KIA in 2020.", ["2020"], False),
        ("Turkish-backed rebels entered the town on Monday.", [], False),
        ("The Houthis, who seized Sanaa in 2014, are allied with Iran.", [], False),
        ("The group was once allied with Iran, a former ally of the Houthis.", [], True),
        ("Iran ceased arming the Houthis.", [], True),
    ],
)
def test_only_the_time_of_the_relation_itself_dates_it(text: str, times: list[str], past: bool) -> None:
    found = drafts(text)
    assert [time.text for time in found[-1].times] == times
    assert found[-1].past == past


def test_evidence_is_in_the_text_letter_by_letter() -> None:
    text = "It rained.  Iran arms the Houthis,\nsay officials."
    for draft in drafts(text):
        assert text[draft.subject.begin : draft.subject.end] == draft.subject.text
        assert text[draft.object.begin : draft.object.end] == draft.object.text
        assert draft.begin <= draft.trigger.begin < draft.trigger.end <= draft.end
