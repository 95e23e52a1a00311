"""Which of the claims that were found answer a question, and in which order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from graph.amounts import Amount
from graph.clusters import claim_texts
from graph.identity.relations import RelationType
from graph.judgements import relations_of
from graph.library import Library
from graph.retrieval import Found
from graph.search.filters import Filters
from graph.search.pages import page


def in_turn(found: Iterable[Sequence[Found]]) -> Iterator[Found]:
    """The answers to several questions as one row: the best of each, then the second of each, and so on."""
    for turn in zip_longest(*found):
        yield from (one for one in turn if one is not None)


def choosing(found: Sequence[Found]) -> list[Found]:
    """Of claims that were found for one side of a choice those that fit, and the best of them if it is near.

    The question itself says that one of the sides is so, so less will do.
    """
    return [one for place, one in enumerate(found) if one.fits or (not place and one.is_near)]


def giving(library: Library, found: Sequence[Found], *, amount: Amount, filters: Filters) -> list[Found]:
    """Of claims that were found, the best first, those that give the number that is asked for.

    Those that give it of the thing that the question names come first, and less will do for them to fit. Behind each
    stand the claims that contradict it and give one too, as far as the filters let them pass.
    """
    texts = claim_texts(library.store, [one.claim for one in found])
    numbers = [one for one in found if amount.given_in(texts.get(one.claim, ""))]
    named = [one for one in numbers if amount.of_this_in(texts[one.claim])]
    first = [one for one in named if one.fits or one.is_near]
    rest = [one for one in numbers if one.fits and one not in first]
    known = {one.claim for one in (*first, *rest)}
    row: list[Found] = []
    for one in (*first, *rest):
        row.append(one)
        others = sorted(_contrary(library, one.claim, amount=amount, filters=filters) - known)
        known.update(others)
        row += [replace(one, claim=other) for other in others]
    return row


def _contrary(library: Library, claim: str, *, amount: Amount, filters: Filters) -> set[str]:
    """The claims that contradict a claim, pass the filters and give a number as well."""
    relations = relations_of(library.store, [claim])
    found = {one.start if one.end == claim else one.end for one in relations if one.type is RelationType.CONTRADICTS}
    texts = claim_texts(library.store, found)
    return {other for other, text in texts.items() if amount.given_in(text) and _passes(library, other, filters)}


def _passes(library: Library, claim: str, filters: Filters) -> bool:
    if filters.claims and claim not in filters.claims:
        return False
    rows, _ = page(library.index, replace(filters, claims=(claim,)), limit=1)
    return bool(rows)
