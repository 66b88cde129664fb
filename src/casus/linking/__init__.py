"""From claims to events, operations, tolls and control: what many reports together say, and how well it is attested.

:func:`link` is a pure function: the same claims and documents give the same links in any order and in every run. Identifiers come
from the claims of the thing they name, so they do not change when an unrelated document arrives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casus.decision import Decision
from casus.record import Claim, Document, Links


def link(claims: Sequence[Claim], documents: Mapping[str, Document], decisions: Sequence[Decision] = ()) -> Links:
    """Link all claims of a record.

    ``documents`` holds every claim's document by :attr:`Document.key` (its publication date, publisher and ``copy_of`` count);
    ``decisions`` of people overrule what linking finds, in whatever order they are given. Raises ``ValueError`` when a document is
    missing or two claims share an id.
    """
    from casus.linking.control import find_control
    from casus.linking.decisions import amended, constraints, in_force
    from casus.linking.events import find_events
    from casus.linking.operations import find_operations
    from casus.linking.overruling import laid_over
    from casus.linking.tolls import find_tolls
    from casus.linking.view import views

    standing = in_force(decisions)
    seen = views(amended(claims, standing), documents)
    limits = constraints(standing, {view.key for view in seen})
    known, operations = find_operations(find_events(seen, documents, limits))
    links = Links(
        events=tuple(one.event for one in known),
        operations=tuple(operations),
        tolls=tuple(find_tolls(known)),
        controls=tuple(find_control(known)),
        event_of=dict(sorted((view.key, one.event.event_id) for one in known for view in one.views)),
    )
    return laid_over(links, (view.claim for view in seen), standing)


__all__ = ["link"]
