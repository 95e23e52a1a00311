"""Statements as rows of SPARQL answers: what the answers and the analyses are built from."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from weakref import WeakKeyDictionary

from graph.answers import DocumentRef, SourceRef
from graph.iris import Thing, local_name
from graph.model import SourceKind, Via
from graph.period import Period
from graph.rdf.names import KIND_OF_CLASS, OA, RDF, VIA_PROPERTIES, word_of
from graph.store import Row, Store, Values
from ontology import terms

_BATCH = 400  # statements asked for in one query
_NEEDED = {
    terms.CLAIM_OF, terms.SOURCE_OF, terms.STANCE, terms.SPEECH_ACT, terms.QUOTATION_TYPE, terms.IN_DOCUMENT
}  # fmt: skip
"""What a statement has; while it is written or removed, some of it may be missing."""
_OF_DOCUMENT = (terms.URL, terms.TITLE, terms.PUBLISHER, terms.PUBLISHED)
_Part = tuple[int, int, str]
_MOST_NOTED = 100_000  # about a kilobyte each
_MOST_PEOPLE = 200  # of a body
_ASKED_FIRST, _ASKED = 4, 20  # documents that are asked what a source is called; more where the first do not agree
MAX_HOPS = 64  # a chain longer than this is not followed; texts give five or six levels at most


@dataclass(frozen=True, slots=True)
class Record:
    """One statement with what is shown of it."""

    statement: str
    claim: str
    claim_text: str
    source: SourceRef | None
    source_id: str
    stance: str
    speech_act: str
    quotation: str
    said_on: str | None
    said_on_basis: str | None
    document: DocumentRef
    quote: str
    span: tuple[int, int]
    via: tuple[Via, ...]


@dataclass(frozen=True, slots=True)
class _Notes:
    """What was read of a store at one revision of it, by ids: the same is asked for again and again."""

    revision: int
    records: dict[str, Record] = field(default_factory=dict)
    sources: dict[str, SourceRef] = field(default_factory=dict)
    documents: dict[str, DocumentRef] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.records) + len(self.sources) + len(self.documents)


_NOTES: WeakKeyDictionary[Store, _Notes] = WeakKeyDictionary()


def _notes(store: Store) -> _Notes:
    notes = _NOTES.get(store)
    if notes is None or notes.revision != store.revision or notes.size > _MOST_NOTED:
        notes = _NOTES[store] = _Notes(store.revision)
    return notes


def of_claim(store: Store, claim: str) -> list[Record]:
    """The records of all statements that are about a claim."""
    return fetch(store, _ids(store, f"?statement al:claim <{store.iris.of(Thing.CLAIM, claim)}>"))


def of_source(store: Store, source: str) -> list[Record]:
    """The records of all statements of a source."""
    return fetch(store, _ids(store, f"?statement al:source <{store.iris.of(Thing.SOURCE, source)}>"))


def citing(store: Store, source: str) -> list[Record]:
    """The records of all statements that rest on one of a source."""
    iri = store.iris.of(Thing.SOURCE, source)
    return fetch(store, _ids(store, f"?statement al:via ?said . ?said al:source <{iri}>"))


def of_bodies(store: Store, bodies: Collection[str]) -> list[str]:
    """The ids of those who speak as people of some bodies (ids), sorted."""
    values = " ".join(f"<{store.iris.of(Thing.SOURCE, body)}>" for body in bodies)
    rows = store.select(f"""
        SELECT DISTINCT ?source WHERE {{
          VALUES ?body {{ {values} }} ?statement al:affiliation ?body ; al:source ?source
        }} ORDER BY ?source LIMIT {_MOST_PEOPLE}""")
    return [_id(row, "source") for row in rows]


def of_document(store: Store, document: str) -> list[Record]:
    """The records of all statements in a document."""
    return fetch(store, _ids(store, f"?statement al:inDocument <{store.iris.of(Thing.DOCUMENT, document)}>"))


def with_chains(store: Store, records: Iterable[Record]) -> dict[str, Record]:
    """The records, by id, together with all that they rest on, hop by hop."""
    known = {record.statement: record for record in records}
    frontier = list(known.values())
    for _ in range(MAX_HOPS):
        missing = {via.statement for record in frontier for via in record.via} - known.keys()
        if not missing:
            break
        frontier = fetch(store, missing)
        known.update((record.statement, record) for record in frontier)
    return known


def fetch(store: Store, statements: Collection[str]) -> list[Record]:
    """The records of statements by id, in order of publication, document and place in the text."""
    known = _notes(store).records
    wanted = sorted(name for name in statements if name not in known)
    for start in range(0, len(wanted), _BATCH):
        known |= {record.statement: record for record in _fetch_batch(store, wanted[start : start + _BATCH])}
    records = [known[name] for name in statements if name in known]
    return sorted(records, key=lambda record: (*place_of(record), record.statement))


def place_of(record: Record) -> tuple[str, str, tuple[int, int]]:
    """Where a record stands in time and text: publication, document, span; without a date at the end."""
    return record.document.published or "9999", record.document.id, record.span


def _ids(store: Store, pattern: str) -> list[str]:
    rows = store.select(f"SELECT DISTINCT ?statement WHERE {{ {pattern} . ?statement a al:Statement }}")
    return [_id(row, "statement") for row in rows]


def _id(row: Row, name: str) -> str:
    return local_name(row[name] or "")


def _fetch_batch(store: Store, statements: list[str]) -> list[Record]:
    nodes = [store.iris.of(Thing.STATEMENT, name) for name in statements]
    said = {node: values for node, values in store.descriptions(nodes).items() if values.keys() >= _NEEDED}
    parts = _parts(store, _all(said, terms.CONTENT_ANCHOR))
    sources = describe_sources(store, set(map(local_name, _all(said, terms.SOURCE_OF))))
    documents = {found.id: found for found in document_refs(store, set(map(local_name, _all(said, terms.IN_DOCUMENT))))}
    return [
        _record(node, values, store=store, parts=parts, sources=sources, documents=documents)
        for node, values in said.items()
    ]


def _all(described: Mapping[str, Values], predicate: str) -> set[str]:
    return {value for values in described.values() for value in values.get(predicate, ())}


def _record(
    node: str,
    values: Values,
    *,
    store: Store,
    parts: Mapping[str, _Part],
    sources: Mapping[str, SourceRef],
    documents: Mapping[str, DocumentRef],
) -> Record:
    (claim,), source_id = values[terms.CLAIM_OF], local_name(values[terms.SOURCE_OF][0])
    source = sources[source_id]
    quoted = sorted(parts[anchor] for anchor in values.get(terms.CONTENT_ANCHOR, ()))
    hops = (
        Via(local_name(target), basis)
        for basis, predicate in VIA_PROPERTIES.items()
        for target in values.get(predicate, ())
    )
    return Record(
        statement=local_name(node),
        claim=local_name(claim),
        claim_text=store.value(claim, predicate=terms.CLAIM_TEXT) or "",
        source=None if source.kind == SourceKind.UNSPECIFIED else source,
        source_id=source_id,
        stance=word_of(values[terms.STANCE][0]),
        speech_act=word_of(values[terms.SPEECH_ACT][0]),
        quotation=word_of(values[terms.QUOTATION_TYPE][0]),
        said_on=_said_on(values),
        said_on_basis=next(iter(values.get(terms.SAID_ON_BASIS, ())), None),
        document=documents[local_name(values[terms.IN_DOCUMENT][0])],
        quote=" … ".join(exact for _, _, exact in quoted),
        span=(quoted[0][0], quoted[-1][1]) if quoted else (0, 0),
        via=tuple(sorted(hops, key=lambda via: via.order)),
    )


def _said_on(values: Values) -> str | None:
    if terms.SAID_NOT_BEFORE not in values or terms.SAID_NOT_AFTER not in values:
        return None
    first, last = values[terms.SAID_NOT_BEFORE][0], values[terms.SAID_NOT_AFTER][0]
    return Period(date.fromisoformat(first), date.fromisoformat(last)).edtf


def _parts(store: Store, anchors: Collection[str]) -> dict[str, _Part]:
    """Start, end and words of each anchor."""
    positions = store.descriptions([f"{anchor}-position" for anchor in anchors])
    return {
        anchor: (
            int(positions[f"{anchor}-position"][f"{OA}start"][0]),
            int(positions[f"{anchor}-position"][f"{OA}end"][0]),
            store.value(f"{anchor}-quote", predicate=f"{OA}exact") or "",
        )
        for anchor in anchors
    }


def document_refs(store: Store, documents: Collection[str]) -> list[DocumentRef]:
    """Those of some documents (ids) that are there, as they are shown."""
    known = _notes(store).documents
    for name in documents:
        if name not in known and (found := _document_ref(store, name)):
            known[name] = found
    return [known[name] for name in documents if name in known]


def _document_ref(store: Store, name: str) -> DocumentRef | None:
    graph, node = store.iris.of(Thing.GRAPH, name), store.iris.of(Thing.DOCUMENT, name)
    values = store.descriptions([node], _OF_DOCUMENT, name=graph).get(node)
    if values is None and not store.has_graph(graph):
        return None
    url, title, publisher, published = (next(iter((values or {}).get(part, ())), None) for part in _OF_DOCUMENT)
    outlet = None if publisher is None else store.value(publisher, predicate=terms.NAME, name=graph)
    return DocumentRef(name, url, title, outlet, published)


def newest_documents(store: Store, *, limit: int, offset: int) -> list[DocumentRef]:
    """Documents as they are shown, the newest first, those without a date last."""
    rows = store.select(f"""
        SELECT ?document WHERE {{ ?document a al:Document OPTIONAL {{ ?document al:published ?published }} }}
        ORDER BY DESC(?published) ?document LIMIT {limit} OFFSET {offset}""")
    return document_refs(store, [_id(row, "document") for row in rows])


def describe_sources(store: Store, sources: Collection[str]) -> dict[str, SourceRef]:
    """Sources by id, each under the name and kind that most documents give it, written like a name if it can be.

    Of a source that many documents describe, four are asked, and twenty where these do not agree. Ties go to the
    longer name and then to the alphabet, so that the order of arrival does not matter.
    """
    known = _notes(store).sources
    for source in sources:
        if source not in known and (found := _described(store, source)):
            known[source] = found
    return {source: known[source] for source in sources if source in known}


def _described(store: Store, source: str) -> SourceRef | None:
    node = store.iris.of(Thing.SOURCE, source)
    options = Counter(_descriptions(store, node, asked=_ASKED_FIRST))
    if not options:
        return None
    if len(options) > 1:
        options = Counter(_descriptions(store, node, asked=_ASKED))
    (name, kind), _ = max(options.items(), key=_preference)
    return SourceRef(source, name, kind, not store.descriptions([node], [terms.DESCRIBED_IN]))


def _descriptions(store: Store, node: str, *, asked: int) -> Iterator[tuple[str, str]]:
    """Name and kind as so many documents at most give them to a source, one document after the other."""
    for graph in store.graphs_about(node, class_=terms.SOURCE, limit=asked):
        values = store.descriptions([node], [terms.NAME, f"{RDF}type"], name=graph).get(node, {})
        for name in values.get(terms.NAME, ()):
            for class_ in values[f"{RDF}type"]:
                if class_ in KIND_OF_CLASS:
                    yield name, KIND_OF_CLASS[class_].value


def _preference(option: tuple[tuple[str, str], int]) -> tuple[bool, int, bool, int, str, str]:
    # A document that only names its publisher calls it an outlet; one that says more knows better.
    (name, kind), documents = option
    return name[:1].isupper(), documents, kind != SourceKind.OUTLET, len(name), name, kind
