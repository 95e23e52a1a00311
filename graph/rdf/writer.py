"""Writes documents and their statements as quads."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from graph.ids import digest
from graph.iris import Iris, Thing
from graph.model import (
    Claim,
    Document,
    Source,
    SourceKind,
    Span,
    Statement,
)
from graph.period import Period
from graph.rdf.literals import decimal, moment, typed
from graph.rdf.names import OA, PREFIXES, RDF, TYPE, UNSTATED, VIA_PROPERTIES, Node
from ontology import terms

_CONTEXT = 32  # code points of prefix and suffix in a TextQuoteSelector


@dataclass(frozen=True)
class Writer:
    """Writes one document and its statements as the quads of one named graph."""

    iris: Iris

    def graph(self, document_id: str) -> NamedNode:
        """The named graph of a document version."""
        return NamedNode(self.iris.of(Thing.GRAPH, document_id))

    def quads(self, document: Document, statements: Sequence[Statement]) -> set[Quad]:
        """All quads of the document.

        Raises ValueError where two statements describe one source differently: the pipeline must have
        decided on one name and kind for each source of a document.
        """
        graph = self.graph(document.id)
        triples: set[tuple[str, str, Node]] = set(self._document(document))
        for source in _one_description_each(document, statements):
            triples.update(self._source(source))
        for statement in statements:
            triples.update(self._statement(statement, document))
        return {Quad(NamedNode(s), NamedNode(p), o, graph) for s, p, o in triples}

    def _document(self, document: Document) -> Iterator[tuple[str, str, Node]]:
        node = self.iris.of(Thing.DOCUMENT, document.id)
        yield node, TYPE.value, NamedNode(terms.DOCUMENT)
        yield node, terms.TEXT, Literal(document.text)
        yield node, terms.TEXT_DIGEST, Literal(f"sha256:{sha256(document.text.encode()).hexdigest()}")
        if document.url:
            yield node, terms.URL, typed(document.url, "anyURI")
        if document.title:
            yield node, terms.TITLE, Literal(document.title)
        if document.outlet:
            yield node, terms.PUBLISHER, self._thing(Thing.SOURCE, _outlet_id(document.outlet))
        # The order of authors is part of a byline, and a set of literals would lose it.
        for position, author in enumerate(document.authors):
            yield node, terms.AUTHOR, Literal(author)
            yield node, f"{RDF}_{position + 1}", Literal(author)
        if document.published:
            yield node, terms.PUBLISHED, moment(document.published)
        if document.language:
            yield node, terms.LANGUAGE, Literal(document.language)
        for link in document.links:
            name = digest("hyperlink", document.id, str(link.span.start), str(link.span.end), link.target)
            link_node = self.iris.of(Thing.HYPERLINK, name)
            yield node, terms.HYPERLINK_OF, NamedNode(link_node)
            yield link_node, TYPE.value, NamedNode(terms.HYPERLINK)
            yield link_node, terms.TARGET, typed(link.target, "anyURI")
            yield from self._anchor(link_node, terms.ANCHOR_OF, link.span, document)

    def _source(self, source: Source) -> Iterator[tuple[str, str, Node]]:
        node = self.iris.of(Thing.SOURCE, source.id)
        yield node, TYPE.value, NamedNode(terms.SOURCE)
        yield node, TYPE.value, NamedNode(terms.SOURCE_CLASSES[source.kind])
        name = Literal(source.name or UNSTATED)
        yield node, terms.NAME, name
        yield node, PREFIXES["rdfs"] + "label", name  # most tools do not infer it
        if source.scope is not None:
            yield node, TYPE.value, NamedNode(terms.UNNAMED_SOURCE)
            yield node, terms.DESCRIBED_IN, self._thing(Thing.DOCUMENT, source.scope)

    def _claim(self, claim: Claim) -> Iterator[tuple[str, str, Node]]:
        node = self.iris.of(Thing.CLAIM, claim.id)
        yield node, TYPE.value, NamedNode(terms.CLAIM)
        yield node, terms.CLAIM_TEXT, Literal(claim.text)
        if claim.scope is not None:
            yield node, terms.DESCRIBED_IN, self._thing(Thing.DOCUMENT, claim.scope)

    def _statement(self, statement: Statement, document: Document) -> Iterator[tuple[str, str, Node]]:
        node = self.iris.of(Thing.STATEMENT, statement.id)
        source = self._thing(Thing.SOURCE, statement.source.id)
        claim = self._thing(Thing.CLAIM, statement.claim.id)
        yield from self._claim(statement.claim)
        # The plain layer: what an everyday query and a graph viewer see.
        position = terms.position(speech_act=statement.speech_act, stance=statement.stance)
        yield source.value, position, claim
        yield node, TYPE.value, NamedNode(terms.STATEMENT)
        yield node, terms.SOURCE_OF, source
        yield node, terms.CLAIM_OF, claim
        yield node, terms.IN_DOCUMENT, self._thing(Thing.DOCUMENT, statement.document)
        yield node, terms.SPEECH_ACT, NamedNode(terms.SPEECH_ACT_CONCEPTS[statement.speech_act])
        yield node, terms.STANCE, NamedNode(terms.STANCE_CONCEPTS[statement.stance])
        yield node, terms.MODALITY, NamedNode(terms.MODALITY_CONCEPTS[statement.modality])
        yield node, terms.QUOTATION_TYPE, NamedNode(terms.QUOTATION_CONCEPTS[statement.quotation])
        yield node, terms.CONFIDENCE, decimal(statement.confidence)
        yield from self._extractor(node, statement.extractor)
        if statement.spokesperson is not None:
            yield node, terms.SPOKESPERSON, self._thing(Thing.SOURCE, statement.spokesperson.id)
        if statement.affiliation is not None:
            yield node, terms.AFFILIATION, self._thing(Thing.SOURCE, statement.affiliation.id)
        if statement.addressee is not None:
            yield node, terms.ADDRESSEE, self._thing(Thing.SOURCE, statement.addressee.id)
        if statement.said_on is not None and statement.said_on_basis is not None:
            yield from _said_on(node, statement.said_on)
            yield node, terms.SAID_ON_BASIS, Literal(statement.said_on_basis.value)
        if statement.cue_spans:
            yield node, terms.CUE_TEXT, Literal(document.quote(statement.cue_spans))
        for via in statement.via:
            rests_on = self._thing(Thing.STATEMENT, via.statement)
            yield node, terms.VIA, rests_on
            yield node, VIA_PROPERTIES[via.basis], rests_on
        yield from self._anchors(node, statement, document)

    def _extractor(self, node: str, name: str) -> Iterator[tuple[str, str, Node]]:
        extractor = self.iris.of(Thing.EXTRACTOR, digest("extractor", name))
        yield node, terms.EXTRACTED_BY, NamedNode(extractor)
        yield extractor, TYPE.value, NamedNode(terms.EXTRACTOR)
        yield extractor, terms.NAME, Literal(name)

    def _anchors(self, node: str, statement: Statement, document: Document) -> Iterator[tuple[str, str, Node]]:
        for property_, spans in (
            (terms.SOURCE_ANCHOR, statement.source_spans),
            (terms.CUE_ANCHOR, statement.cue_spans),
            (terms.CONTENT_ANCHOR, statement.content_spans),
            (terms.ADDRESSEE_ANCHOR, statement.addressee_spans),
        ):
            for span in spans:
                yield from self._anchor(node, property_, span, document)

    def _anchor(self, node: str, property_: str, span: Span, document: Document) -> Iterator[tuple[str, str, Node]]:
        start, end = span
        text = document.text
        anchor = self.iris.of(Thing.ANCHOR, digest("anchor", document.id, str(start), str(end)))
        position, quote = f"{anchor}-position", f"{anchor}-quote"
        yield node, property_, NamedNode(anchor)
        yield anchor, TYPE.value, NamedNode(terms.ANCHOR)
        yield anchor, OA + "hasSource", self._thing(Thing.DOCUMENT, document.id)
        yield anchor, OA + "hasSelector", NamedNode(position)
        yield anchor, OA + "hasSelector", NamedNode(quote)
        yield position, TYPE.value, NamedNode(OA + "TextPositionSelector")
        yield position, OA + "start", typed(str(start), "integer")
        yield position, OA + "end", typed(str(end), "integer")
        yield quote, TYPE.value, NamedNode(OA + "TextQuoteSelector")
        yield quote, OA + "exact", Literal(text[start:end])
        yield quote, OA + "prefix", Literal(text[max(0, start - _CONTEXT) : start])
        yield quote, OA + "suffix", Literal(text[end : end + _CONTEXT])

    def _thing(self, thing: Thing, name: str) -> NamedNode:
        return NamedNode(self.iris.of(thing, name))


def _outlet_id(name: str) -> str:
    return Source(name, SourceKind.OUTLET).id


def _one_description_each(document: Document, statements: Iterable[Statement]) -> list[Source]:
    described: dict[str, Source] = {}
    for statement in statements:
        for source in (statement.source, statement.spokesperson, statement.affiliation, statement.addressee):
            if source is not None and described.setdefault(source.id, source) != source:
                raise ValueError(f"source {source.id} is described as both {described[source.id]} and {source}")
    if document.outlet:
        outlet = Source(document.outlet, SourceKind.OUTLET)
        if described.setdefault(outlet.id, outlet).name != document.outlet:
            raise ValueError(f"outlet {document.outlet!r} has another name in its statements")
    return list(described.values())


def _said_on(node: str, said_on: Period) -> Iterator[tuple[str, str, Node]]:
    """The bounds always, so that one query finds days and longer periods alike; the day where there is one."""
    yield node, terms.SAID_NOT_BEFORE, typed(said_on.first.isoformat(), "date")
    yield node, terms.SAID_NOT_AFTER, typed(said_on.last.isoformat(), "date")
    if said_on.day:
        yield node, terms.SAID_ON, typed(said_on.day.isoformat(), "date")


def n_triples(quads: Iterable[Quad]) -> bytes:
    """The triples of some quads as N-Triples in UTF-8."""
    return serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b""
