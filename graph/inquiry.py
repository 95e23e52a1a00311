"""Who asserted X: from a question to the claims that fit it, with everybody's position on them."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice

from graph.answers import Answer, Nearest
from graph.asking import find_source, no_source
from graph.clusters import Cluster, answers, claim_texts, cluster_of
from graph.errors import NotFoundError, QueryError
from graph.fitting import choosing, giving, in_turn
from graph.identities import names_of
from graph.library import Library
from graph.meaning.encoder import load_encoder
from graph.questions import Reading, read_question
from graph.records import of_bodies
from graph.retrieval import Found, retrieve
from graph.search.filters import Filters
from graph.search.lexical import find_sources
from graph.search.pages import facets, page

MAX_OFFSET = 1_000
"""How far an answer can be paged through; who looks further than that asks more narrowly."""

_DEPTHS = (33, 150, 700, 3_200)
"""How many claims are looked at, deeper only where an answer is not full yet and at least half of what was found fits.

That depends on the question alone, and what a deeper look finds comes behind: so pages follow one another.
"""
_MOST_SPEAKERS = 50  # sources that one wording may mean
_NEAREST = 3


def who(library: Library, question: str, *, limit: int = 10, offset: int = 0, filters: Filters | None = None) -> Answer:
    """The claims that fit a question best, each with those positions that the filters let pass.

    "Who denies X?" narrows itself down to those who do, and "what did S say about X?" to S, unless the filters say
    otherwise. "Was it A, or was it B?" asks for both in turn, "how many" for claims that give a number. A claim fits if
    it means about the same as the question, or if it holds, with its source's name and its document's title, at least
    half of the question's words, of which a rare one weighs more than a frequent one, and one that only stands around
    the claim in the text counts half. Less will do for a side of a choice, and for a number of the thing asked about.
    Raises QueryError for an empty question, a limit below 1, or an offset below 0 or above MAX_OFFSET.
    """
    _check(question, limit=limit, offset=offset)
    reading = read_question(question)
    narrowed = _narrow(library, reading, filters or Filters())
    fitting, found = _fitting(library, reading, narrowed, most=offset + limit + 1) if narrowed else ([], [])
    shown = fitting[offset : offset + limit]
    all_claims = tuple(claim for cluster, _ in fitting for claim in cluster.claims)
    counted = replace(narrowed, claims=all_claims) if narrowed and fitting else None
    return Answer(
        question=question,
        about=reading.about,
        source=reading.source,
        stances=narrowed.stances if narrowed else tuple(reading.stances),
        claims=answers(library, shown, filters=narrowed) if narrowed else (),
        offset=offset,
        more=len(fitting) > offset + limit,
        facets=facets(library.index, counted) if counted else {},
        nearest=() if fitting else _nearest(library, found),
    )


def sources_meant(library: Library, text: str) -> tuple[str, ...]:
    """The ids of the sources that an id, an IRI, a name or a part of one means, and of all that are one with them.

    Raises NotFoundError if there is none.
    """
    found = library.known_as(text)
    with suppress(NotFoundError):
        found.append(find_source(library.store, text))
    found = found or find_sources(library.index, text, limit=_MOST_SPEAKERS)
    if not found:
        raise no_source(text)
    return tuple(dict.fromkeys(one for name in found for one in names_of(library, name)))


def _check(question: str, *, limit: int, offset: int) -> None:
    if not question.strip():
        raise QueryError("The question is empty: ask for example 'who said that the bridge was closed'.")
    if limit < 1:
        raise QueryError(f"The limit is {limit}: give 1 or more.")
    if not 0 <= offset <= MAX_OFFSET:
        raise QueryError(f"The offset is {offset}: give 0 to {MAX_OFFSET}, or ask more narrowly.")


def _narrow(library: Library, reading: Reading, filters: Filters) -> Filters | None:
    """The filters with what the question itself asks for; None where it asks for a source that nobody knows."""
    stances = filters.stances or tuple(reading.stances)
    if not reading.source or filters.sources:
        return replace(filters, stances=stances)
    try:
        speakers = sources_meant(library, reading.source)
    except NotFoundError:
        return None
    return replace(
        filters, stances=stances, sources=tuple(dict.fromkeys((*speakers, *of_bodies(library.store, speakers))))
    )


def _hits(library: Library, reading: Reading, filters: Filters, *, most: int) -> list[Found]:
    if reading.about:
        return retrieve(
            reading.about,
            index=library.index,
            vectors=library.vectors,
            encoder=load_encoder(),
            limit=most,
            filters=filters,
        )
    # "What did S say?" is about everything, so the newest comes first.
    newest, _ = page(library.index, filters, limit=most)
    claims = dict.fromkeys(row.claim for row in newest)
    return [Found(claim, score=1.0, lexical=1.0, coverage=1.0, context=0.0, cosine=1.0) for claim in claims]


def _fitting(
    library: Library, reading: Reading, filters: Filters, *, most: int
) -> tuple[list[tuple[Cluster, float]], list[Found]]:
    """The clusters that answer, at least ``most`` if there are so many, and the claims that come nearest."""
    asked = [replace(reading, about=about) for about in reading.alternatives or (reading.about,)]
    answering: list[Found] = []
    looked_at: set[str] = set()
    nearest: list[Found] = []
    for depth in _DEPTHS:
        found = [_hits(library, one, filters, most=depth) for one in asked]
        nearest = nearest or list(in_turn(found))
        new = [[hit for hit in hits if hit.claim not in looked_at] for hits in found]
        answering += _answering(library, reading, new, filters=filters)
        clusters = list(_clusters(library, answering))
        looked_at.update(hit.claim for hits in new for hit in hits)
        is_all = all(len(hits) < depth for hits in found)
        if len(clusters) >= most or is_all or not _is_full(new):
            break
    return clusters, nearest


def _is_full(found: Iterable[list[Found]]) -> bool:
    """Whether so much of what was found fits that there may well be more of it."""
    fit = [hit.fits for hits in found for hit in hits]
    return 2 * sum(fit) >= len(fit) > 0


def _answering(
    library: Library, reading: Reading, found: Iterable[list[Found]], *, filters: Filters
) -> Iterator[Found]:
    """Those of the claims found for each alternative that answer it."""
    if reading.alternatives:
        return in_turn(map(choosing, found))
    if reading.amount is None:
        return in_turn([one for one in hits if one.fits] for hits in found)
    return in_turn(giving(library, hits, amount=reading.amount, filters=filters) for hits in found)


def _clusters(library: Library, hits: Iterable[Found]) -> Iterator[tuple[Cluster, float]]:
    """The clusters of claims, each at the place and with the score of the one that fits best."""
    seen: set[str] = set()
    for hit in hits:
        if hit.claim not in seen:
            cluster = cluster_of(library, hit.claim)
            seen.update(cluster.claims)
            yield cluster, round(hit.score, 4)


def _nearest(library: Library, hits: Iterable[Found]) -> tuple[Nearest, ...]:
    near = [cluster.claim for cluster, _ in islice(_clusters(library, hits), _NEAREST)]
    texts = claim_texts(library.store, near)
    return tuple(Nearest(claim, texts[claim]) for claim in near if claim in texts)
