"""Claims, statements, sources and documents by their ids, with everybody's position and its chain."""

from collections.abc import Mapping

from graph.answers import (
    DocumentRef,
    Link,
    Position,
    StatementDetail,
    Stats,
)
from graph.errors import InputError, NotFoundError
from graph.export import Scope
from graph.iris import Thing
from graph.library import Library
from graph.model import Source, SourceKind, Statement
from graph.records import (
    Record,
    fetch,
    newest_documents,
    of_document,
    with_chains,
)
from graph.store import Store


def position(record: Record, known: Mapping[str, Record]) -> Position:
    """A record as a position, its chain looked up among the known ones."""
    chain = _chain(record, known)
    return Position(
        statement=record.statement,
        claim=record.claim,
        source=record.source,
        stance=record.stance,
        speech_act=record.speech_act,
        quotation=record.quotation,
        said_on=record.said_on,
        said_on_basis=record.said_on_basis,
        document=record.document,
        quote=record.quote,
        span=record.span,
        chain=chain,
        origin=chain[-1].source,
    )


def _chain(record: Record, known: Mapping[str, Record]) -> tuple[Link, ...]:
    """One hop of each statement, about the same claim where there is one; ``paths`` has all of them."""
    links, seen = [], set()
    current: Record | None = record
    while current is not None and current.statement not in seen:
        seen.add(current.statement)
        links.append(Link(current.statement, current.source))
        following = [known[via.statement] for via in current.via if via.statement in known]
        claim = current.claim
        current = min(following, key=lambda record: record.claim != claim, default=None)
    return tuple(links)


def positions_in(store: Store, document: str) -> tuple[Position, ...]:
    """All positions that a document holds, in the order of the text."""
    records = of_document(store, document)
    known = with_chains(store, records)
    return tuple(position(record, known) for record in records)


def statement(library: Library, text: str) -> StatementDetail:
    """A statement by id or IRI, with the place of its parts.

    Raises NotFoundError if there is none.
    """
    store = library.store
    name = find(store, text, thing=Thing.STATEMENT)
    record = fetch(store, [name])[0]
    _, statements = library.read(record.document.id)
    found = next(statement for statement in statements if statement.id == name)
    return _detail(found, record, with_chains(store, [record]))


def statements_in(library: Library, text: str) -> tuple[StatementDetail, ...]:
    """All statements of a document that is given by id or IRI, in the order of the text.

    Raises NotFoundError if there is none.
    """
    name = find(library.store, text, thing=Thing.DOCUMENT)
    records = of_document(library.store, name)
    known = with_chains(library.store, records)
    found = {statement.id: statement for statement in library.read(name)[1]}
    return tuple(_detail(found[record.statement], record, known) for record in records)


def _detail(found: Statement, record: Record, known: Mapping[str, Record]) -> StatementDetail:
    return StatementDetail(
        position=position(record, known),
        claim=record.claim,
        claim_text=record.claim_text,
        modality=found.modality,
        confidence=found.confidence,
        extractor=found.extractor,
        spokesperson=found.spokesperson.name if found.spokesperson else None,
        affiliation=found.affiliation.name if found.affiliation else None,
        source_spans=found.source_spans,
        cue_spans=found.cue_spans,
        content_spans=found.content_spans,
        addressee=found.addressee.name if found.addressee else None,
        addressee_spans=found.addressee_spans,
    )


def documents(store: Store, *, limit: int, offset: int) -> list[DocumentRef]:
    """The documents in the store, newest first, those without a date last."""
    return newest_documents(store, limit=limit, offset=offset)


def stats(store: Store) -> Stats:
    """Counts over the whole store."""

    def count(pattern: str) -> int:
        rows = store.select(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")
        return int(rows[0]["n"] or 0)

    unnamed = count("?x a al:UnnamedSource")
    triples = store.select("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
    return Stats(
        documents=count("?x a al:Document"),
        statements=count("?x a al:Statement"),
        claims=count("?x a al:Claim"),
        sources_named=count("?x a al:Source") - unnamed,
        sources_unnamed=unnamed,
        triples=int(triples[0]["n"] or 0),
    )


def find_source(store: Store, text: str) -> str:
    """The id of a source that is given by its id, its IRI or its name.

    Raises NotFoundError if there is none.
    """
    by_name = Source(text, SourceKind.ORGANISATION).id
    for name in (store.iris.id_of(text, thing=Thing.SOURCE), by_name):
        if name and store.select(f"SELECT ?p WHERE {{ <{store.iris.of(Thing.SOURCE, name)}> a ?p }} LIMIT 1"):
            return name
    raise no_source(text)


def no_source(text: str) -> NotFoundError:
    """What is said where a source is not in the store."""
    return NotFoundError(f"There is no source {text!r}: give its id or its name as 'allegedly who' prints it.")


def find(store: Store, text: str, *, thing: Thing) -> str:
    """The id of a thing that is given by its id or its IRI.

    Raises NotFoundError if there is none of that kind.
    """
    name = store.iris.id_of(text, thing=thing)
    if name is None or not store.select(f"SELECT ?p WHERE {{ <{store.iris.of(thing, name)}> a ?p }} LIMIT 1"):
        raise no_such(text, thing=thing)
    return name


def no_such(text: str, *, thing: Thing) -> NotFoundError:
    """What is said where a thing is not in the store."""
    return NotFoundError(f"There is no {thing} {text!r}: 'allegedly who --json' prints ids.")


def scope(store: Store, *, document: str | None, claim: str | None, source: str | None) -> Scope:
    """The scope that a user named by ids, IRIs or a source's name.

    Raises InputError for more than one of them, and NotFoundError for what is not in the store.
    """
    if sum(part is not None for part in (document, claim, source)) > 1:
        raise InputError("Only one of document, claim and source can be given.")
    return Scope(
        document=find(store, document, thing=Thing.DOCUMENT) if document is not None else None,
        claim=find(store, claim, thing=Thing.CLAIM) if claim is not None else None,
        source=find_source(store, source) if source is not None else None,
    )
