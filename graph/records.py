"""Statements as rows of SPARQL answers: what the answers and the analyses are built from."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from graph.answers import DocumentRef, SourceRef
from graph.iris import Thing, local_name
from graph.model import SourceKind, Via, ViaBasis
from graph.period import Period
from graph.rdf.names import KIND_OF_CLASS, word_of
from graph.store import Row, Store

_SOURCE_CLASSES = ", ".join(f"<{iri}>" for iri in KIND_OF_CLASS)
_ABOUT_DOCUMENT = """
    OPTIONAL { ?document al:url ?url }
    OPTIONAL { ?document al:title ?title }
    OPTIONAL { ?document al:publisher ?outlet . ?outlet al:name ?publisher }
    OPTIONAL { ?document al:published ?published }"""
_BATCH = 400  # statements asked for in one query
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
    wanted = sorted(statements)
    records: list[Record] = []
    for start in range(0, len(wanted), _BATCH):
        records.extend(_fetch_batch(store, wanted[start : start + _BATCH]))
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
    values = " ".join(f"<{store.iris.of(Thing.STATEMENT, name)}>" for name in statements)
    rows = store.select(f"""
        SELECT ?statement ?claim ?claimText ?source ?stance ?act ?quotation ?first ?last ?basis ?document ?url
               ?title ?publisher ?published
        WHERE {{
          VALUES ?statement {{ {values} }}
          GRAPH ?g {{
            ?statement al:claim ?claim ; al:source ?source ; al:stance ?stance ; al:speechAct ?act ;
                       al:quotationType ?quotation ; al:inDocument ?document .
            ?claim al:claimText ?claimText .
            OPTIONAL {{ ?statement al:saidNotBefore ?first ; al:saidNotAfter ?last ; al:saidOnBasis ?basis }}
            {_ABOUT_DOCUMENT}
          }}
        }}""")
    fragments = _fragments(store, values)
    hops = _hops(store, values)
    sources = describe_sources(store, {_id(row, "source") for row in rows})
    return [_record(row, fragments=fragments, hops=hops, sources=sources) for row in rows]


def _record(
    row: Row,
    *,
    fragments: dict[str, list[tuple[int, int, str]]],
    hops: dict[str, list[Via]],
    sources: dict[str, SourceRef],
) -> Record:
    statement, source_id = _id(row, "statement"), _id(row, "source")
    source = sources[source_id]
    parts = sorted(fragments[statement])
    return Record(
        statement=statement,
        claim=_id(row, "claim"),
        claim_text=row["claimText"] or "",
        source=None if source.kind == SourceKind.UNSPECIFIED else source,
        source_id=source_id,
        stance=word_of(row["stance"] or ""),
        speech_act=word_of(row["act"] or ""),
        quotation=word_of(row["quotation"] or ""),
        said_on=_said_on(row),
        said_on_basis=row["basis"],
        document=_document_ref(row),
        quote=" … ".join(exact for _, _, exact in parts),
        span=(parts[0][0], parts[-1][1]) if parts else (0, 0),
        via=tuple(sorted(hops[statement], key=lambda via: via.order)),
    )


def _said_on(row: Row) -> str | None:
    first, last = row["first"], row["last"]
    return Period(date.fromisoformat(first), date.fromisoformat(last)).edtf if first and last else None


def _fragments(store: Store, values: str) -> dict[str, list[tuple[int, int, str]]]:
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in store.select(f"""
        SELECT ?statement ?start ?end ?exact WHERE {{
          VALUES ?statement {{ {values} }}
          GRAPH ?g {{
            ?statement al:contentAnchor/oa:hasSelector ?position, ?quote .
            ?position oa:start ?start ; oa:end ?end .
            ?quote oa:exact ?exact .
            FILTER(REPLACE(STR(?position), "-position$", "") = REPLACE(STR(?quote), "-quote$", ""))
          }}
        }}"""):
        found[_id(row, "statement")].append((int(row["start"] or 0), int(row["end"] or 0), row["exact"] or ""))
    return found


def _hops(store: Store, values: str) -> dict[str, list[Via]]:
    found: dict[str, list[Via]] = defaultdict(list)
    for row in store.select(f"""
        SELECT ?statement ?target ?property WHERE {{
          VALUES ?statement {{ {values} }}
          VALUES ?property {{ al:viaWithinSentence al:viaWithinDocument al:viaInferred }}
          GRAPH ?g {{ ?statement ?property ?target }}
        }}"""):
        found[_id(row, "statement")].append(Via(_id(row, "target"), ViaBasis(word_of(row["property"] or ""))))
    return found


def document_refs(store: Store, condition: str = "", *, document: str | None = None) -> list[DocumentRef]:
    """Documents as they are shown: one by its id, or those that the end of a query selects."""
    values = f"VALUES ?document {{ <{store.iris.of(Thing.DOCUMENT, document)}> }}" if document else ""
    rows = store.select(f"""
        SELECT ?document ?url ?title ?publisher ?published WHERE {{
          {values}
          GRAPH ?g {{
            ?document a al:Document
            {_ABOUT_DOCUMENT}
          }}
        }} {condition}""")
    return [_document_ref(row) for row in rows]


def _document_ref(row: Row) -> DocumentRef:
    return DocumentRef(_id(row, "document"), row["url"], row["title"], row["publisher"], row["published"])


def describe_sources(store: Store, sources: Collection[str]) -> dict[str, SourceRef]:
    """Sources by id, each under the name and kind that most documents give it, written like a name if it can be.

    Ties go to the longer name and then to the alphabet, so that the order of arrival does not matter.
    """
    values = " ".join(f"<{store.iris.of(Thing.SOURCE, name)}>" for name in sorted(sources))
    # Two queries: with an OPTIONAL for the document, or VALUES for the classes, the engine reads all sources there are.
    scoped = store.select(f"SELECT ?source WHERE {{ VALUES ?source {{ {values} }} ?source al:describedIn ?document }}")
    unnamed = {_id(row, "source") for row in scoped}
    votes: dict[str, dict[tuple[str, str, bool], int]] = defaultdict(dict)
    for row in store.select(f"""
        SELECT ?source ?name ?class (COUNT(?g) AS ?count) WHERE {{
          VALUES ?source {{ {values} }}
          GRAPH ?g {{ ?source a ?class ; al:name ?name }}
          FILTER(?class IN ({_SOURCE_CLASSES}))
        }} GROUP BY ?source ?name ?class"""):
        source = _id(row, "source")
        option = (row["name"] or "", KIND_OF_CLASS[row["class"] or ""].value, source not in unnamed)
        votes[source][option] = int(row["count"] or 0)
    described = {}
    for source, options in votes.items():
        (name, kind, named), _ = max(options.items(), key=_preference)
        described[source] = SourceRef(source, name, kind, named)
    return described


def _preference(option: tuple[tuple[str, str, bool], int]) -> tuple[bool, int, bool, int, str, str]:
    # A document that only names its publisher calls it an outlet; one that says more knows better.
    (name, kind, _), documents = option
    return name[:1].isupper(), documents, kind != SourceKind.OUTLET, len(name), name, kind
