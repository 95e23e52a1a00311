"""Asking a reconciliation service which entities the sources of a library are, and taking over what it is sure of."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from graph.answers import SourceRef
from graph.batches import batches
from graph.errors import InputError
from graph.identifications import Identifications
from graph.identity.identifications import Identification
from graph.iris import local_name
from graph.library import Library
from graph.model import SourceKind
from graph.rdf.known import WIKIDATA
from graph.rdf.names import RDF
from graph.recognition import known_sources
from graph.reconciliation import BATCH, FULL_SCORE, Candidate, ReconciliationService, unambiguous
from graph.records import describe_sources
from graph.store import Store
from ontology import terms

_MAX_NAME = 200  # code points; a longer name is a sentence, which no authority knows


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a service answers for one source.

    ``chosen`` is the candidate that is sure enough to be taken over; ``identification`` is what it was taken over as.
    """

    source: SourceRef
    candidates: tuple[Candidate, ...]
    chosen: Candidate | None
    identification: str | None = None


Take = Callable[[Iterable[Proposals]], Iterable[Proposals]]
"""Takes over what was chosen and gives it with what it was taken over as."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Sources that a service was asked for in one request, and why there is no answer."""

    sources: tuple[SourceRef, ...]
    error: InputError


@dataclass(frozen=True, slots=True)
class Asking:
    """The sources to ask for: from an ``offset`` on, at most ``limit`` of ``total``; the most quoted first.

    ``sources`` leaves out those of them that are identified already.
    """

    sources: tuple[SourceRef, ...]
    limit: int
    offset: int
    total: int

    @property
    def end(self) -> int | None:
        """The offset to go on with; None at the end."""
        end = self.offset + self.limit
        return end if end < self.total else None


def sources_to_ask(library: Library, *, space: str, limit: int, offset: int) -> Asking:
    """Named sources that no entity of an authority is known for, whose entities' IRIs begin with ``space``.

    The order does not depend on what is identified, so that one may stop and go on from an offset.
    """
    names = _most_quoted(library.store)
    page = names[offset : offset + limit]
    described = describe_sources(library.store, page)
    asked = (
        described[name]
        for name in page
        if name in described and _is_a_name(described[name]) and not _is_identified(library, name, space=space)
    )
    return Asking(tuple(asked), limit=limit, offset=offset, total=len(names))


def _most_quoted(store: Store) -> list[str]:
    """The ids of all named sources that say anything, by the number of their statements, then by id."""
    counts: Counter[str] = Counter()
    # Document by document: one query over all takes more than linear time.
    for name in store.graphs():
        unnamed = set(store.subjects(name, predicate=f"{RDF}type", object=terms.UNNAMED_SOURCE))
        counts.update(source for _, source in store.edges(name, predicate=terms.SOURCE_OF) if source not in unnamed)
    return [local_name(source) for source in sorted(counts, key=lambda source: (-counts[source], source))]


def reconcile(
    service: ReconciliationService, sources: Sequence[SourceRef], *, min_score: float, take: Take | None = None
) -> Iterator[Proposals | Failed]:
    """Ask for sources in batches; a batch that fails keeps no other from being asked.

    ``take`` gets what is unambiguous and has that score at least, a batch at once.
    """
    for batch in map(tuple, batches(sources, BATCH)):
        try:
            answers = service.candidates([source.name for source in batch])
        except InputError as error:
            yield Failed(batch, error)
            continue
        proposals = [
            Proposals(source, found, unambiguous(found, min_score=min_score))
            for source, found in zip(batch, answers, strict=True)
        ]
        yield from take(proposals) if take else proposals


def taking_over(library: Library, service: ReconciliationService, *, at: Callable[[], datetime]) -> Take:
    """What takes over the candidates chosen, as identifications in a library, and tells under which ids."""

    def take(proposals: Iterable[Proposals]) -> list[Proposals]:
        taken = [_taken_over(library, proposal, service=service, at=at()) for proposal in proposals]
        library.commit()
        return taken

    return take


def _taken_over(library: Library, found: Proposals, *, service: ReconciliationService, at: datetime) -> Proposals:
    if found.chosen is None:
        return found
    identification = Identification.of(
        found.source.id,
        found.chosen.entity,
        score=found.chosen.score / FULL_SCORE,
        label=found.chosen.label,
        service=service.url,
        at=at,
    )
    library.identify(identification)
    return replace(found, identification=identification.id)


def _is_a_name(source: SourceRef) -> bool:
    return source.kind != SourceKind.DOCUMENT and len(source.name) <= _MAX_NAME


def _is_identified(library: Library, source: str, *, space: str) -> bool:
    identified = Identifications(library.store).of_source(source)
    if any(identification.entity.startswith(space) for identification in identified):
        return True
    return space == WIKIDATA and any(known.wikidata for known in known_sources(library.judgements, source))
