"""All that the analysis of one claim needs, read from the store once."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.analysis.web_addresses import comparable
from graph.answers import DocumentRef, SourceRef
from graph.clusters import cluster_of
from graph.errors import NotFoundError
from graph.extraction.segmentation import find_paragraphs, find_sentences
from graph.identity.normal_form import normal_form
from graph.identity.reviews import Kind
from graph.identity.sources import UNKNOWN_OUTLET
from graph.indexed_records import records_of
from graph.iris import Layer, Thing, local_name
from graph.library import Library
from graph.model import Source, SourceKind, Span
from graph.rdf.names import OA
from graph.records import Record, describe_sources, place_of, with_chains
from graph.search.filters import Filters
from graph.search.pages import earliest
from graph.store import Store
from ontology import terms

BODIES_OF_STATES = frozenset({SourceKind.GOVERNMENT_BODY, SourceKind.MILITARY_BODY, SourceKind.INTELLIGENCE_SERVICE})
"""Kinds of bodies of which those of one country are not known to speak apart from each other."""
MAX_STATEMENTS = 2_000
"""Statements about one claim that are looked at, those published first: an origin is among the early ones."""


@dataclass(frozen=True, slots=True)
class LinkTo:
    """A hyperlink to another document of the evidence (id): its words, and the sentence and paragraph around them."""

    document: str
    span: Span
    sentence: Span
    paragraph: Span


@dataclass(frozen=True, slots=True)
class Publication:
    """A document of the evidence with its outlet, a source by its id, and its links to others, in order of the text."""

    ref: DocumentRef
    outlet: str
    links: tuple[LinkTo, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What all documents say about one claim.

    ``claims`` are the ids of its wordings. ``records`` holds, by id, every statement about them and all that it rests
    on, in order of publication and of the text. ``affiliations`` has, by statement, the body that its source works for
    or leads, and ``addressees`` who was told, each a source (id), where it is said. ``groups`` names what each
    source (id) is one with across documents: a group, or the source itself; ``sources`` describes them, outlets among
    them. ``countries`` tells of which country a body of a state is, by its id, where its name or what is known of it
    does. ``truncated`` says that there are more statements than were looked at.
    """

    claims: frozenset[str]
    records: Mapping[str, Record]
    affiliations: Mapping[str, str]
    addressees: Mapping[str, str]
    groups: Mapping[str, str]
    sources: Mapping[str, SourceRef]
    countries: Mapping[str, str]
    documents: Mapping[str, Publication]
    truncated: bool


def evidence_of(library: Library, claim: str, *, limit: int = MAX_STATEMENTS) -> Evidence:
    """The evidence of a claim by the id of any of its wordings.

    Raises NotFoundError if no statement is about it.
    """
    found = evidence_about(library, cluster_of(library, claim).claims, limit=limit)
    if not found.records:
        raise NotFoundError(f"There is no claim {claim}.")
    return found


def evidence_about(library: Library, claims: Collection[str], *, limit: int = MAX_STATEMENTS) -> Evidence:
    """The evidence of some claims (ids) that are taken for one, as far as documents are committed."""
    store = library.store
    # A filter by no claim would let everything pass.
    rows = earliest(library.index, Filters(claims=tuple(claims)), limit=limit + 1) if claims else []
    known = with_chains(store, records_of(store, rows[:limit]))
    ordered = sorted(known.values(), key=lambda record: (*place_of(record), record.statement))
    documents = _publications(store, {record.document.id: record.document for record in ordered})
    affiliations, addressees = _others(store, known)
    sources = sorted(
        {
            *(record.source_id for record in ordered),
            *(found.outlet for found in documents.values()),
            *affiliations.values(),
            *addressees.values(),
        }
    )
    described = describe_sources(store, sources)
    return Evidence(
        claims=frozenset(claims),
        records={record.statement: record for record in ordered},
        affiliations=affiliations,
        addressees=addressees,
        groups={source: library.judgements.group_of(source, kind=Kind.SOURCE) or source for source in sources},
        sources=described,
        countries=dict(_countries(store, described)),
        documents=documents,
        truncated=len(rows) > limit,
    )


def _countries(store: Store, sources: Mapping[str, SourceRef]) -> Iterator[tuple[str, str]]:
    layer = store.iris.of(Thing.LAYER, Layer.IDENTITIES)
    for source, found in sources.items():
        if found.kind in BODIES_OF_STATES:
            known = store.objects(layer, subject=store.iris.of(Thing.SOURCE, source), predicate=terms.KNOWN_AS)
            told = (store.value(key, predicate=terms.COUNTRY, name=layer) for key in known)
            country = normal_form(found.name).country or next(filter(None, told), "").casefold()
            if country:
                yield source, country


def _others(store: Store, statements: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Who stands beside the source of each statement (id): the body that it belongs to, and who was told."""
    nodes = {store.iris.of(Thing.STATEMENT, statement): statement for statement in statements}
    described = store.descriptions(nodes, [terms.AFFILIATION, terms.ADDRESSEE])
    affiliations, addressees = (
        {nodes[node]: local_name(values[term][0]) for node, values in described.items() if term in values}
        for term in (terms.AFFILIATION, terms.ADDRESSEE)
    )
    return affiliations, addressees


def _publications(store: Store, documents: Mapping[str, DocumentRef]) -> dict[str, Publication]:
    versions: dict[str, list[str]] = {}
    for ref in documents.values():
        if ref.url:
            versions.setdefault(comparable(ref.url), []).append(ref.id)
    found = {}
    for name, ref in documents.items():
        graph, node = store.iris.of(Thing.GRAPH, name), store.iris.of(Thing.DOCUMENT, name)
        values = store.descriptions([node], [terms.PUBLISHER, terms.HYPERLINK_OF], name=graph).get(node, {})
        # The outlet of a document that names none, as ``graph.identity.sources.outlet_of`` makes it.
        unknown = Source(UNKNOWN_OUTLET, SourceKind.OUTLET, scope=name).id
        outlet = next(map(local_name, values.get(terms.PUBLISHER, ())), unknown)
        targets = {
            link: [version for version in versions.get(_target(store, graph, link), ()) if version != name]
            for link in values.get(terms.HYPERLINK_OF, ())
        }
        links = _links(store, graph, node, {link: known for link, known in targets.items() if known})
        found[name] = Publication(ref, outlet, tuple(sorted(links, key=lambda link: (link.span, link.document))))
    return found


def _target(store: Store, graph: str, link: str) -> str:
    return comparable(store.value(link, predicate=terms.TARGET, name=graph) or "")


def _links(store: Store, graph: str, document: str, targets: Mapping[str, Collection[str]]) -> Iterator[LinkTo]:
    """The links of a document (IRI) by their IRIs, with the documents (ids) to which they lead."""
    if not targets:
        return
    text = store.value(document, predicate=terms.TEXT, name=graph) or ""
    paragraphs = list(find_paragraphs(text))
    for link, versions in targets.items():
        for anchor in store.objects(graph, subject=link, predicate=terms.ANCHOR_OF):
            start, end = (
                int(store.value(f"{anchor}-position", predicate=f"{OA}{edge}", name=graph) or 0)
                for edge in ("start", "end")
            )
            span = Span(start, end)
            paragraph = _around(span, paragraphs)
            sentence = _around(span, find_sentences(text, within=paragraph))
            yield from (LinkTo(version, span, sentence, paragraph) for version in versions)


def _around(span: Span, parts: Iterable[Span]) -> Span:
    """The first of some parts of a text that a span reaches into, the span itself if there is none."""
    return next((part for part in parts if part.start < span.end and span.start < part.end), span)
