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
    from casus.amending import amended, in_force
    from casus.filed import together
    from casus.linking.decisions import constraints
    from casus.linking.events import find_events
    from casus.linking.overruling import laid_over
    from casus.linking.view import views
    from casus.linking.wars import by_war, homes, link_war

    standing = in_force(decisions)
    kept = amended(claims, standing)
    seen = views(kept, documents)
    limits = constraints(standing, {view.key for view in seen})
    wars = by_war(find_events(seen, documents, limits), homes(kept))
    links = together(link_war(wars[name]).links for name in sorted(wars))
    return laid_over(links, kept, standing)


__all__ = ["link"]
