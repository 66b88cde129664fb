"""From drafts to claims: when, in which country, told twice or once, and under which id."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from casus.grounding.actors import ActorIndex
from casus.grounding.claims import Grounder, identified, undated, without_repeats
from casus.grounding.places import PlaceResolver
from casus.grounding.theatre import Theatre
from casus.record import Claim, Count, Document, DocumentDate, Draft, Interval, Mention, MentionType, Phrase, Status

THURSDAY = date(2018, 3, 1)
MONDAY, TUESDAY = date(2018, 2, 26), date(2018, 2, 27)
GIVEN = DocumentDate(THURSDAY, THURSDAY, "given")


@pytest.fixture(scope="module")
def ground(theatres: tuple[Theatre, ...], index: ActorIndex, places: PlaceResolver) -> Grounder:
    return Grounder(theatres, index, places)


def draft(text: str, trigger: str, ongoing: bool = False, status: Status = "happened") -> Draft:
    at = text.index(trigger)
    begin = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
    end = text.find(". ", at) + 1 or len(text)
    words = Phrase(at, at + len(trigger), trigger)
    return Draft("shelling", begin, end, words, (begin, end), ongoing=ongoing, status=status)


def names(text: str, *given: str) -> list[Phrase]:
    return [Phrase(text.index(name), text.index(name) + len(name), name, "place") for name in given]


def claims(ground: Grounder, text: str, *drafts: Draft, places: tuple[str, ...] = ()) -> list[Claim]:
    document = Document("report", text, date=GIVEN)
    return ground.ground(document, drafts, ground.survey(document, names(text, *places)))


class TestWhen:
    def test_a_day_is_counted_from_the_day_of_the_report(self, ground: Grounder) -> None:
        text = "Rebels shelled Azaz in Syria on Monday."
        (claim,) = claims(ground, text, draft(text, "shelled"))
        assert claim.interval == Interval(MONDAY, MONDAY)

    def test_of_two_times_the_one_nearest_to_the_trigger(self, ground: Grounder) -> None:
        text = "Rebels shelled Azaz on Monday and the army bombed Raqqa on Tuesday."
        first, second = claims(ground, text, draft(text, "shelled"), replace(draft(text, "bombed"), kind="air_strike"))
        assert first.interval.start == MONDAY
        assert second.interval.start == TUESDAY

    def test_the_time_of_another_sentence_is_not_the_claims(self, ground: Grounder) -> None:
        text = "The talks ended on Monday. Rebels shelled Azaz."
        (claim,) = claims(ground, text, draft(text, "shelled"))
        assert claim.interval == Interval()

    def test_what_goes_on_lasts_until_the_report(self, ground: Grounder) -> None:
        text = "Rebels have been shelling Azaz."
        (claim,) = claims(ground, text, draft(text, "shelling", ongoing=True))
        assert claim.interval == Interval(None, THURSDAY)

    def test_what_did_not_happen_does_not_go_on(self, ground: Grounder) -> None:
        text = "Rebels denied that they are shelling Azaz."
        (claim,) = claims(ground, text, draft(text, "shelling", ongoing=True, status="denied"))
        assert claim.interval == Interval()

    def test_a_document_without_a_date_is_undated(self) -> None:
        assert undated(Document("a", "x"))
        assert not undated(Document("a", "x", date=GIVEN))


class TestWhere:
    def test_a_text_plays_in_the_country_that_it_names_most(self, ground: Grounder) -> None:
        text = "Rebels in Syria shelled a market. Syria blamed them, and Syria's allies met in Turkey."
        (claim,) = claims(ground, text, draft(text, "shelled"), places=("Syria", "Turkey"))
        assert (claim.place, claim.country, claim.precision) == ("Syria", "SY", "country")

    def test_places_tell_the_country_that_is_not_named(self, ground: Grounder) -> None:
        text = "Rebels shelled a market. Others fled Azaz and Safira."
        (claim,) = claims(ground, text, draft(text, "shelled"), places=("Azaz", "Safira"))
        assert claim.country == "SY"

    def test_a_town_that_a_parse_takes_for_a_person_is_a_town(self, ground: Grounder) -> None:
        text = "Raqqa, the last town to hold out, has been shelled for weeks."
        document = Document("report", text, date=GIVEN)
        survey = ground.survey(document, [], people=[Phrase(0, 5, "Raqqa", "person")])
        (claim,) = ground.ground(document, [draft(text, "shelled")], survey)
        assert claim.place == "Raqqa"

    def test_a_text_without_any_place_plays_nowhere(self, ground: Grounder) -> None:
        text = "Somebody shelled a market."
        (claim,) = claims(ground, text, draft(text, "shelled"))
        assert (claim.place, claim.place_id, claim.country, claim.lat) == (None, None, None, None)


BASE = Claim("", "d1", "shelling", 0, 10, "some words", actors=("A",), place="Azaz", interval=Interval(MONDAY, MONDAY))


class TestRepeats:
    def test_what_is_told_again_is_told_once(self) -> None:
        assert without_repeats([BASE, replace(BASE, begin=50, end=60)]) == [BASE]

    @pytest.mark.parametrize(
        "other",
        [
            replace(BASE, kind="siege"),
            replace(BASE, status="denied"),
            replace(BASE, source="activists"),
            replace(BASE, actors=("B",)),
            replace(BASE, targets=("B",)),
            replace(BASE, place="Raqqa"),
            replace(BASE, interval=Interval(TUESDAY, TUESDAY)),
            replace(BASE, counts=(Count("killed", 3, 3),)),
        ],
        ids=["kind", "status", "source", "actor", "target", "place", "time", "number"],
    )
    def test_what_differs_is_another_claim(self, other: Claim) -> None:
        assert without_repeats([BASE, other]) == [BASE, other]

    def test_where_a_number_stands_does_not_make_it_another(self) -> None:
        first, again = (replace(BASE, counts=(Count("killed", 3, 3, at, at + 1),)) for at in (4, 40))
        assert without_repeats([first, again]) == [first]

    def test_claims_that_name_no_side_are_not_taken_for_one(self) -> None:
        bare = replace(BASE, actors=())
        assert without_repeats([bare, bare]) == [bare, bare]

    def test_a_text_that_says_it_twice_claims_it_once(self, ground: Grounder) -> None:
        text = "Turkish troops shelled Azaz on Monday. Turkish troops shelled Azaz on Monday again."
        again = text.index("shelled", 30)
        begin = text.index("Turkish", 30)
        second = Draft("shelling", begin, len(text), Phrase(again, again + 7, "shelled"), (begin, len(text)))
        found = claims(ground, text, draft(text, "shelled"), second)
        assert [claim.begin for claim in found] == [0]


class TestIds:
    def test_ids_differ_and_stay(self) -> None:
        document = Document("report", "some words and more")
        told = [BASE, replace(BASE, source="activists"), replace(BASE, begin=3), replace(BASE, kind="siege"), BASE]
        ids = [claim.claim_id for claim in identified(told, document)]
        assert len(set(ids)) == len(ids)
        assert ids == [claim.claim_id for claim in identified(told, document)]

    def test_an_id_does_not_depend_on_the_claims_beside_it(self) -> None:
        document = Document("report", "some words and more")
        alone = identified([replace(BASE, kind="siege")], document)[0]
        assert alone in identified([BASE, replace(BASE, kind="siege")], document)

    def test_another_document_has_other_ids(self) -> None:
        one, two = (identified([BASE], Document(name, "some words"))[0].claim_id for name in ("a", "b"))
        assert one != two


class TestMentions:
    TEXT = "The Syrian army entered Azaz on Monday, its leader said."

    def mention(self, ground: Grounder, words: str, kind: MentionType) -> Mention:
        begin = self.TEXT.index(words)
        given = Mention(begin, begin + len(words), words, kind)
        document = Document("report", self.TEXT, date=GIVEN)
        (found,) = ground.mentions(document, [given], ground.survey(document, names(self.TEXT, "Azaz")))
        assert (found.begin, found.end, found.text, found.type) == (given.begin, given.end, words, kind)
        return found

    def test_a_place_has_its_point(self, ground: Grounder) -> None:
        found = self.mention(ground, "Azaz", "place")
        assert (found.place_id, found.country, found.lat) == ("gn:3", "SY", 36.6)

    def test_a_side_has_its_id(self, ground: Grounder) -> None:
        assert self.mention(ground, "The Syrian army", "organisation").actor_id == "syrian-government"

    def test_a_time_has_its_days(self, ground: Grounder) -> None:
        found = self.mention(ground, "Monday", "time")
        assert (found.start, found.end_date) == (MONDAY, MONDAY)

    def test_a_person_is_left_as_found(self, ground: Grounder) -> None:
        found = self.mention(ground, "leader", "person")
        assert (found.actor_id, found.place_id, found.start) == (None, None, None)


def test_a_claim_quotes_the_document(ground: Grounder) -> None:
    text = "It was cold. Rebels shelled Azaz in Syria on Monday. It rained."
    (claim,) = claims(ground, text, draft(text, "shelled"))
    assert claim.evidence == text[claim.begin : claim.end] == "Rebels shelled Azaz in Syria on Monday."
    assert claim.document == Document("report", text, date=GIVEN).key
