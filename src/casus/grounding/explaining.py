"""What grounding chose in a document, and why, in plain words: countries and theatres, each name's place, each claim's fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from casus.grounding.candidates import Candidate
from casus.grounding.claims import Account, Grounder, Survey
from casus.grounding.gazetteer import COUNTRY, DISTRICT, NATURE, PROVINCE, QUARTER, REGION, SPOT
from casus.grounding.namesakes import FEATURES, SURROUNDINGS, Evidence, Named, Table, packaged_weights
from casus.grounding.places import country_name
from casus.grounding.whereabouts import REASONS
from casus.record import Claim, Document, Draft, Phrase

RIVALS = 2  # namesakes that are shown beside the place chosen
TELLING = 0.25  # least difference in score that is shown as a reason
SORTS = {COUNTRY: "country", PROVINCE: "province", DISTRICT: "district", REGION: "region", NATURE: "natural feature", QUARTER: "quarter", SPOT: "site"}  # fmt: skip


def survey_lines(document: Document, names: Sequence[Phrase], grounder: Grounder, survey: Survey) -> Iterator[str]:
    """Where a document plays: countries, theatres, and for each place name who bears it and why one is meant."""
    weights = survey.places.weights
    told = ", ".join(f"{country_name(code) or code} {weight:g}" for code, weight in list(weights.items())[:6])
    yield f"countries by mention: {told or 'none'}"
    yield f"theatres: {', '.join(survey.places.theatres) or 'none'}"
    if survey.located.country:
        yield f"plays chiefly in: {survey.located.country.name}"
    if survey.located.local:
        yield f"mostly about: {survey.located.local.name}"
    keys, named, evidence = grounder.places.gather(document.text, names, grounder.bare_context(document.text))
    yield from _place_lines(keys, named, evidence, grounder)


def _place_lines(
    keys: Sequence[tuple[str, ...]], named: Sequence[Named], evidence: Evidence, grounder: Grounder
) -> Iterator[str]:
    if not named:
        return
    weights = packaged_weights()
    table = Table(named, evidence)
    features = table.together(table.best(table.alone @ weights.first))
    scores = features @ weights.second
    for at, (position, share) in enumerate(table.best(scores)):
        begin, end = int(table.starts[at]), int(table.starts[at + 1])
        order = sorted(range(begin, end), key=lambda row: -scores[row])
        chosen = begin + position
        line = f"place {' '.join(keys[at])!r} ({named[at].times}x): {_bearer(table, chosen, grounder)}"
        rivals = [row for row in order if row != chosen][:RIVALS]
        if not rivals:
            yield f"{line}; the only one of the name"
            continue
        parts = (features[chosen] - features[rivals[0]]) * weights.second
        why = [
            name
            for part, name in sorted(zip(parts, (*FEATURES, *SURROUNDINGS), strict=True), reverse=True)
            if part > TELLING
        ]
        yield f"{line}, belief {share:.2f}, for: {', '.join(why[:3]) or 'a little of everything'}"
        yield f"  not {'; '.join(_bearer(table, row, grounder) for row in rivals)}{' ...' if len(order) > 3 else ''}"


def _bearer(table: Table, row: int, grounder: Grounder) -> str:
    one = table.rows[row : row + 1]
    place = grounder.places.bearers.place(one, "")
    sort = SORTS.get(int(one["feature"][0]), "town")
    people = f", {int(one['population'][0]):,} people" if sort in ("town", "quarter") and one["population"][0] else ""
    where = f"{place.lat:.2f}, {place.lon:.2f}" if place.lat is not None and place.lon is not None else "nowhere"
    land = country_name(place.country) or place.country or "no one country"
    return f"{grounder.places.bearers.title(one)} ({sort} in {land}{people}; {where}; {place.place_id})"


# ------------------------------------------------------------------------------------------------- claims


def claim_choices(
    document: Document, drafts: Sequence[Draft], grounder: Grounder, survey: Survey
) -> Mapping[Claim, list[str]]:
    """For each claim, its id left out, what was chosen for it and why."""
    out: dict[Claim, list[str]] = {}
    for account in grounder.accounts(document, drafts, survey):
        out.setdefault(account.claim, list(_claim_lines(account, document)))
    return out


def without_id(claim: Claim) -> Claim:
    """A claim as :func:`claim_choices` has it."""
    return replace(claim, claim_id="")


def _claim_lines(account: Account, document: Document) -> Iterator[str]:
    timing = account.timing
    if account.reason:
        yield f"claim: {account.reason}; belief {account.claim.confidence:.2f}"
    words = f" ({timing.expression.text!r})" if timing.expression else ""
    yield f"when:  {timing.reason}{words}"
    yield f"where: {_where(account, document)}"
    for role, ids in (("actor", account.claim.actor_ids), ("target", account.claim.target_ids)):
        for actor_id in ids:
            side = next((side for side in account.sides if side.match.actor_id == actor_id), None)
            yield f"{role}: {actor_id}, {_side(side, document) if side else 'by the conventions of coding'}"


def _where(account: Account, document: Document) -> str:
    where = account.where
    if where.place is None:
        text = REASONS["none"]
    else:
        point = where.place.precision if where.place.lat is not None else "no point known"
        text = f"{where.place.name} ({point}; {where.place.place_id}), {REASONS[where.origin]}"
    if where.begin >= 0:
        text += f" at {where.begin}: {_around(document.text, where.begin, where.end)}"
    meant = where.place.place_id if where.place else None
    names = dict.fromkeys(
        option.place.name for option in account.offered if option.place and option.place.place_id != meant
    )
    return f"{text}; offered too: {', '.join(names)}" if names else text


def _side(side: Candidate, document: Document) -> str:
    known = side.match.kind if side.match.known else "unidentified"
    backers = f", backed by {', '.join(side.match.backers)}" if side.match.backers else ""
    near = side.near[0] if side.near else None
    words = f", named as {document.text[near.begin : near.end]!r} ({near.form}) at {near.begin}" if near else ""
    parsed = f", by the grammar its {' and '.join(sorted(side.parsed))}" if side.parsed else ""
    return f"{known}{backers}{words}{parsed}"


def _around(text: str, begin: int, end: int) -> str:
    """A name with a few words around it, on one line."""
    left, right = max(0, begin - 20), min(len(text), end + 20)
    return repr(" ".join(text[left:right].split()))
