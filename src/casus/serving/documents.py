"""Documents and the claims in them, and searches of their words."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request, Response

from casus import rows
from casus.record import Document
from casus.semantic.encoder import MODEL, MissingModelError, encoder
from casus.serving import examples
from casus.serving.answer_models import ClaimDetail, ClaimPage, DocumentDetail, DocumentPage, SearchResults
from casus.serving.answers import Answers, Body, next_page, write_cursor
from casus.serving.asked import ClaimsQuery, DocumentsQuery, Identifier, SearchAsked, SearchQuery
from casus.serving.errors import RefusedError
from casus.serving.hits import hit_rows, read_offset
from casus.serving.shelf import View
from casus.serving.values import brief, claim_rows, document_row, relation_rows
from casus.store.errors import NotInRecordError, QueryError
from casus.store.queries.asked import claims_page, documents_page
from casus.store.queries.filters import Filter
from casus.store.queries.likeness import search_like
from casus.store.queries.lists import document_keys_of, documents_of_copies
from casus.store.queries.pages import count
from casus.store.queries.search import LARGEST, Hit, search
from casus.store.queries.subjects import CLAIMS, DOCUMENTS, EVENTS
from casus.store.queries.surroundings import events_of_claims
from casus.store.reading import read_claims, read_documents_in_order, read_events

SUBJECTS = {"documents": DOCUMENTS, "claims": CLAIMS, "events": EVENTS}
NOT_LIKE = "searches by likeness are not answered here (--safe); search by words"
WITHHELD = "texts are withheld here (--safe), and so is what they would be found by; search claims or events"


def add_documents(router: APIRouter, answers: Answers) -> None:
    """The addresses of documents, claims and searches."""

    @router.get("/documents", response_model=DocumentPage, tags=["documents"], responses=examples.of("documents", 403))
    def documents(request: Request, asked: DocumentsQuery) -> Response:
        """A page of documents, without their texts. Filters of claims ask for documents with such a claim."""
        if answers.safe and asked.text is not None:
            raise RefusedError(403, WITHHELD)
        wanted = asked.filter()

        def make(view: View) -> Body:
            found = documents_page(view.connection, wanted, order=asked.sort, limit=asked.limit, cursor=asked.cursor)
            total = count(view.connection, DOCUMENTS, wanted) if asked.count else None
            return {
                "items": [document_row(one, with_text=False, safe=answers.safe) for one in found.values],
                "next": next_page(request, found.cursor),
                "total": total._asdict() if total else None,
            }

        return answers.give(request, make)

    @router.get(
        "/documents/{document}", response_model=DocumentDetail, tags=["documents"], responses=examples.of("document")
    )
    def document(request: Request, document: Identifier) -> Response:
        """A document by its key (or its id): text, boilerplate, claims with the spans of their evidence, mentions, copies."""
        return answers.give(request, lambda view: _document(view, document, answers.safe))

    @router.get("/claims", response_model=ClaimPage, tags=["claims"], responses=examples.of("claims"))
    def claims(request: Request, asked: ClaimsQuery) -> Response:
        """A page of claims."""
        wanted = asked.filter()

        def make(view: View) -> Body:
            found = claims_page(view.connection, wanted, order=asked.sort, limit=asked.limit, cursor=asked.cursor)
            total = count(view.connection, CLAIMS, wanted) if asked.count else None
            return {
                "items": claim_rows(view, found.values),
                "next": next_page(request, found.cursor),
                "total": total._asdict() if total else None,
            }

        return answers.give(request, make)

    @router.get("/claims/{claim_id}", response_model=ClaimDetail, tags=["claims"], responses=examples.of("claim"))
    def claim(request: Request, claim_id: Identifier) -> Response:
        """A claim with what ACLED, PLOVER, CAMEO and UCDP call it, its document and its event."""
        return answers.give(request, lambda view: _claim(view, claim_id))

    @router.get("/search", response_model=SearchResults, tags=["search"], responses=examples.of("search", 403))
    def find(request: Request, asked: SearchQuery) -> Response:
        """Full text, best first, with snippets: in documents, in the evidence of claims, or events by the evidence of their claims.

        With `like` instead of `q`, by what claims say, in whatever words."""
        if answers.safe and asked.like is not None:
            raise RefusedError(403, NOT_LIKE)
        if answers.safe and asked.what == "documents":
            raise RefusedError(403, WITHHELD)
        wanted, offset = asked.filter(), read_offset(asked.cursor)

        def make(view: View) -> Body:
            hits = _found(view, asked, wanted, min(asked.limit + 1, LARGEST), offset)
            goes_on = len(hits) > asked.limit and offset + asked.limit < LARGEST
            counted = asked.count and asked.q is not None  # everything is like everything, more or less
            total = count(view.connection, SUBJECTS[asked.what], replace(wanted, text=asked.q)) if counted else None
            return {
                "items": hit_rows(view, hits[: asked.limit]),
                "next": next_page(request, write_cursor([str(offset + asked.limit)]) if goes_on else None),
                "total": total._asdict() if total else None,
            }

        return answers.give(request, make)


def _found(view: View, asked: SearchAsked, wanted: Filter, limit: int, offset: int) -> list[Hit]:
    if asked.q is not None:
        return search(view.connection, asked.q, wanted, what=asked.what, limit=limit, offset=offset)
    try:
        vector = encoder().vectors([str(asked.like)])[0]
    except MissingModelError as error:
        raise QueryError(f"this server cannot search by likeness: {error}") from error
    most = min(offset + limit, LARGEST)
    return search_like(view.connection, vector, wanted, model=MODEL, what=asked.what, limit=most)[offset:]


def _document(view: View, name: str, safe: bool) -> Body:
    keys = document_keys_of(view.connection, name)
    if len(keys) != 1:
        which = (
            f"{len(keys)} documents have the id {name!r}; give the key" if keys else f"no document is called {name!r}"
        )
        raise NotInRecordError(which)
    coded = view.record.coded(keys[0])
    texts = {keys[0]: coded.document.text}
    return {
        "document": document_row(coded.document, with_text=True, safe=safe),
        "claims": claim_rows(view, coded.claims, texts),
        "main": coded.main,
        "mentions": [rows.mention_to_row(one) for one in coded.mentions],
        "relations": relation_rows(view, coded.relations),
        "problems": [rows.problem_to_row(one) for one in coded.problems],
        "copies": [brief(one) for one in documents_of_copies(view.connection, keys[0])],
        "others": [brief(one) for one in read_documents_in_order(view.connection, _others(coded.document))],
        "events": _events_of(view, [claim.claim_id for claim in coded.claims]),
    }


def _others(document: Document) -> list[str]:
    """The keys of the documents that this one copies or repeats, or that stand for it."""
    named = (document.copy_of, *(one.original for one in document.repeats), document.superseded_by)
    return [key for key in dict.fromkeys(named) if key]


def _events_of(view: View, claim_ids: list[str]) -> list[Body]:
    """The events of claims, in short."""
    ids = sorted(set(events_of_claims(view.connection, claim_ids).values()))
    return [
        {"event_id": one.event_id, "title": one.title, "grade": one.grade} for one in read_events(view.connection, ids)
    ]


def _claim(view: View, claim_id: str) -> Body:
    found = read_claims(view.connection, [claim_id])
    if not found:
        raise NotInRecordError(f"no claim has the id {claim_id!r}")
    (document,) = read_documents_in_order(view.connection, [found[0].document])
    event_id = events_of_claims(view.connection, [claim_id]).get(claim_id)
    events = read_events(view.connection, [event_id] if event_id else [])
    return {
        "claim": claim_rows(view, found, {document.key: document.text})[0],
        "document": brief(document),
        "event": rows.event_to_row(events[0]) if events else None,
    }
