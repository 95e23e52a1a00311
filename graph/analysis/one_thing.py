"""The claims that give numbers for the same thing as a claim does, so that these can be held against each other."""

import re
from collections.abc import Iterable, Iterator

from graph.analysis.amounts import amounts_in, are_of_one_thing, is_elliptic
from graph.clusters import claim_texts, cluster_of
from graph.identity.claim_words import load
from graph.identity.relations import RelationType
from graph.indexed_records import records_of
from graph.iris import Thing, local_name
from graph.judgements import relations_of
from graph.library import Library
from graph.records import Record, fetch
from graph.search.filters import Filters
from graph.search.pages import earliest

MAX_CLAIMS = 200
"""Claims that are held against each other."""
_MOST_LOOKED_AT = 400  # statements beside which a number without its thing is looked for
_NEAR = 200  # code points between a number and the next one of the same speaker that leaves out of what
_BACK = re.compile(r"(?:it|they|there|that|this|these|those|the (?:number|figure|total))\b", re.IGNORECASE)
_Pair = tuple[Record, Record]


def other_in_number(library: Library, claims: Iterable[str]) -> set[str]:
    """The claims (ids) that differ from some claims in a number of the same thing, or in how exact it is."""
    own = sorted(claims)
    related = {
        other
        for relation in relations_of(library.store, own)
        if relation.type in (RelationType.CONTRADICTS, RelationType.NARROWER)
        for other in (relation.start, relation.end)
    } - set(own)
    texts = claim_texts(library.store, [*own, *sorted(related)])
    told = [one for claim in own for one in amounts_in(texts.get(claim, ""))]
    return {
        claim
        for claim in related
        if any(are_of_one_thing(one, other) for other in amounts_in(texts.get(claim, "")) for one in told)
    }


def claims_of_one_thing(library: Library, claim: str) -> frozenset[str]:
    """All wordings of a claim (id), of those that give other numbers, and of those that leave out of what."""
    found = set(cluster_of(library, claim).claims)
    for other in sorted(other_in_number(library, found)):
        found.update(cluster_of(library, other).claims)
    for pair in elliptic_pairs(library, found):
        if len(found) < MAX_CLAIMS:
            for record in pair:
                found.update(cluster_of(library, record.claim).claims)
    return frozenset(sorted(found)[:MAX_CLAIMS])


def elliptic_pairs(library: Library, claims: Iterable[str]) -> list[_Pair]:
    """Statements with one source in one document, the first of them or the second about some claims.

    The second gives a number and leaves out of what, right behind the first, which says it: "Stein, who spoke of sixty
    lorries, now thinks it could have been seventy".
    """
    wanted = set(claims)
    if not any(amounts_in(text) for text in claim_texts(library.store, sorted(wanted)).values()):
        return []
    rows = earliest(library.index, Filters(claims=tuple(sorted(wanted)), named=True), limit=_MOST_LOOKED_AT)
    own = [record for record in records_of(library.store, rows) if amounts_in(record.claim_text)]
    beside = fetch(library.store, _beside(library, own))
    groups: dict[tuple[str, str], list[Record]] = {}
    for record in beside:
        groups.setdefault((record.document.id, record.source_id), []).append(record)
    return [pair for group in groups.values() for pair in _pairs(group) if {pair[0].claim, pair[1].claim} & wanted]


def _beside(library: Library, records: Iterable[Record]) -> set[str]:
    """The statements (ids) that the sources of some statements make in the same documents."""
    store = library.store
    values = " ".join(f"<{store.iris.of(Thing.STATEMENT, record.statement)}>" for record in records)
    if not values:
        return set()
    rows = store.select(f"""
        SELECT DISTINCT ?other WHERE {{
          VALUES ?statement {{ {values} }}
          ?statement al:inDocument ?document ; al:source ?source .
          ?other al:source ?source ; al:inDocument ?document
        }}""")
    return {local_name(row["other"] or "") for row in rows}


def _pairs(said: list[Record]) -> Iterator[_Pair]:
    ordered = sorted(said, key=lambda record: (record.span, record.statement))
    for number, after in enumerate(ordered):
        told = amounts_in(after.claim_text)
        if len(told) != 1 or not is_elliptic(told[0]) or not _may_leave_out(after.claim_text):
            continue
        before = next((one for one in reversed(ordered[:number]) if one.span[1] <= after.span[0]), None)
        if before is not None and after.span[0] - before.span[1] <= _NEAR:
            things = [one for one in amounts_in(before.claim_text) if one.nouns]
            if len(things) == 1 and before.claim != after.claim:
                yield before, after


def _may_leave_out(text: str) -> bool:
    """Whether a claim begins with a pronoun or with the number itself, and not with who or what has the number."""
    first = text.split(maxsplit=1)[0].casefold() if text.strip() else ""
    return bool(_BACK.match(text)) or first[:1].isdigit() or load().is_number_word(first)
