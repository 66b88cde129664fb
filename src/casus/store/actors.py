"""Who the claims and relations of a record are about, and by which names."""

from __future__ import annotations

from collections import Counter, defaultdict

import sqlalchemy as sa

from casus.store import schema


def names_of_actors(connection: sa.Connection) -> dict[str, tuple[str, ...]]:
    """The names of each actor by id, the most frequent first; actors by id."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    claims, relations = schema.claims.c, schema.relations.c
    for row in connection.execute(sa.select(claims.actor_ids, claims.actors, claims.target_ids, claims.targets)):
        for actor_ids, names in ((row.actor_ids, row.actors), (row.target_ids, row.targets)):
            # claims that came from elsewhere may name more sides than they identify
            for actor_id, name in zip(actor_ids, names, strict=False):
                counted[actor_id][name] += 1
    sides = (relations.subject_id, relations.subject), (relations.object_id, relations.object)
    for actor_id, name in (pair for columns in sides for pair in connection.execute(sa.select(*columns))):
        counted[actor_id][name] += 1
    return {
        actor_id: tuple(sorted(names, key=lambda name: (-names[name], name)))
        for actor_id, names in sorted(counted.items())
    }
