"""The types of the documentation are those of the rows that are sent, and the examples are of these types."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from pydantic import BaseModel

from casus import rows
from casus.record import KINDS
from casus.serving import alert_models, answer_models, dossier_models, models, search_models, story_models
from casus.serving import examples as given
from casus.serving.accounts import asked as accounts
from casus.serving.review import answers as review
from casus.store.changing import Changes, Version

ADDED_TO_CLAIMS = {"document", "event_id", "reviewed", "rejected", "corrected", "acled", "plover", "cameo", "ucdp"}
OFFSETS = {"begin", "end"}  # of counts: only where the text gives them


@pytest.mark.parametrize(
    ("model", "row"),
    [
        (models.EventRow, rows.event_to_row(given.EVENT)),
        (models.NumberRow, rows.number_to_row(given.EVENT.numbers[0])),
        (models.DocumentRow, rows.document_to_row(given.DOCUMENT)),
        (models.RelationRow, rows.relation_to_row(given.RELATION, doc="a")),
        (models.OperationRow, rows.operation_to_row(given.OPERATION)),
        (models.ControlRow, rows.control_to_row(given.CONTROL)),
        (models.CountRow, rows.count_to_row(given.CLAIM.counts[0])),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_type_has_the_fields_of_its_row(model: type[BaseModel], row: dict[str, Any]) -> None:
    assert list(model.model_fields) == list(row)


def test_claims_and_tolls_have_the_fields_of_their_rows_and_what_is_said_beside_them() -> None:
    claim = rows.claim_to_row(given.CLAIM, doc="a")
    assert set(models.ClaimRow.model_fields) == set(claim) | ADDED_TO_CLAIMS
    assert set(models.TollRow.model_fields) == set(rows.toll_to_row(given.TOLL)) | OFFSETS


def test_versions_and_changes_have_the_fields_of_their_values() -> None:
    assert list(answer_models.VersionRow.model_fields) == [one.name for one in fields(Version)]
    assert list(answer_models.ChangesRow.model_fields) == [one.name for one in fields(Changes)]


def test_a_mention_has_the_fields_of_its_row() -> None:
    from casus.record import Mention

    assert {one.name for one in fields(Mention)} == set(models.MentionRow.model_fields)


def test_kinds_are_those_of_the_record() -> None:
    assert tuple(answer_models.KindRow.model_json_schema()["properties"]["kind"]["enum"]) == KINDS


MODELS = {
    "events": answer_models.EventPage, "event": answer_models.EventDetail, "operations": answer_models.OperationPage,
    "operation": answer_models.OperationDetail, "claims": answer_models.ClaimPage, "claim": answer_models.ClaimDetail,
    "documents": answer_models.DocumentPage, "document": answer_models.DocumentDetail, "search": answer_models.SearchResults,
    "tolls": answer_models.TollPage, "toll": answer_models.TollDetail, "control": answer_models.ControlList, "actors": answer_models.ActorPage,
    "actor": answer_models.ActorDetail, "places": answer_models.PlacePage, "place": answer_models.PlaceDetail, "versions": answer_models.VersionList,
    "changes": answer_models.ChangesRow, "problems": answer_models.ProblemPage, "kinds": answer_models.KindList, "health": answer_models.Health, "feeds": answer_models.FeedList,
    "version": answer_models.VersionInfo, "operation story": story_models.OperationStory, "actor story": story_models.ActorStory,
    "place story": story_models.PlaceStory, "sources": story_models.SourcePage, "source": story_models.SourceStory,
    "overview": answer_models.OverviewColumns, "cities": answer_models.CityList,
    "session": accounts.SessionRow, "users": accounts.UserList, "user": accounts.UserRow,
    "invitation": accounts.InvitationRow, "queue": review.QueuePage, "review_claim": review.ReviewClaim, "review_event": review.ReviewEvent,
    "decisions": review.DecisionPage, "agreement": review.AgreementRow, "assignment": review.AssignmentRow,
    "assignments": review.AssignmentList, "taken": review.TakenRow,
    "review_document": review.ReviewDocument, "review_operation": review.ReviewOperation, "coders": review.CoderList, "blind": review.BlindList,
    "dossier": dossier_models.EventDossier, "suggest": search_models.SuggestionList,
    "searches": search_models.SavedSearches, "saved": search_models.SavedSearch, "alerts": alert_models.AlertList, "alert": alert_models.AlertRow, "removed": search_models.Removed,
}  # fmt: skip


def test_every_answer_has_an_example_and_a_type() -> None:
    assert given.ANSWERS.keys() == MODELS.keys()


@pytest.mark.parametrize("name", MODELS)
def test_an_example_is_of_its_type(name: str) -> None:
    MODELS[name].model_validate(given.ANSWERS[name], strict=True)
