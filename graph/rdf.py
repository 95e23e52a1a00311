"""The only mapping between the model and RDF: documents and statements to quads, and back.

One document version, with everything that was read from it, is one named graph. All nodes have IRIs that are
made from content, so that the same article gives the same quads wherever it is read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from graph.ids import digest
from graph.iris import Iris, Thing, local_name
from graph.model import (
    Claim,
    DateBasis,
    Document,
    Hyperlink,
    Modality,
    QuotationType,
    Source,
    SourceKind,
    Span,
    Spans,
    SpeechAct,
    Stance,
    Statement,
    Via,
    ViaBasis,
)
from graph.period import Period
from ontology import terms

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OA = "http://www.w3.org/ns/oa#"

PREFIXES = {
    "al": terms.NS,
    "oa": OA,
    "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": XSD,
    "skos": "http://www.w3.org/2004/02/skos/core#",
}

KIND_OF_CLASS = {iri: SourceKind(kind) for kind, iri in terms.SOURCE_CLASSES.items()}
"""The kind of source that a class of the vocabulary stands for."""

_CONTEXT = 32  # code points of prefix and suffix in a TextQuoteSelector
_UNSTATED = "not stated"
_TYPE = NamedNode(RDF + "type")
_VIA_PROPERTIES = {
    ViaBasis.WITHIN_SENTENCE: terms.VIA_WITHIN_SENTENCE,
    ViaBasis.WITHIN_DOCUMENT: terms.VIA_WITHIN_DOCUMENT,
    ViaBasis.INFERRED: terms.VIA_INFERRED,
}

_WORD_OF_CONCEPT = {
    iri: word
    for concepts in (
        terms.SPEECH_ACT_CONCEPTS,
        terms.STANCE_CONCEPTS,
        terms.MODALITY_CONCEPTS,
        terms.QUOTATION_CONCEPTS,
        {basis.value: iri for basis, iri in _VIA_PROPERTIES.items()},
    )
    for word, iri in concepts.items()
}

Node = NamedNode | BlankNode | Literal | Triple
_Word = TypeVar("_Word", bound=StrEnum)


def word_of(iri: str) -> str:
    """The lower-case word for a concept or a via property of the vocabulary.

    Raises KeyError for any other IRI.
    """
    return _WORD_OF_CONCEPT[iri]


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
        yield node, _TYPE.value, NamedNode(terms.DOCUMENT)
        yield node, terms.TEXT, Literal(document.text)
        yield node, terms.TEXT_DIGEST, Literal(f"sha256:{sha256(document.text.encode()).hexdigest()}")
        if document.url:
            yield node, terms.URL, _typed(document.url, "anyURI")
        if document.title:
            yield node, terms.TITLE, Literal(document.title)
        if document.outlet:
            yield node, terms.PUBLISHER, self._thing(Thing.SOURCE, _outlet_id(document.outlet))
        # The order of authors is part of a byline, and a set of literals would lose it.
        for position, author in enumerate(document.authors):
            yield node, terms.AUTHOR, Literal(author)
            yield node, f"{RDF}_{position + 1}", Literal(author)
        if document.published:
            yield node, terms.PUBLISHED, _moment(document.published)
        if document.language:
            yield node, terms.LANGUAGE, Literal(document.language)
        for link in document.links:
            name = digest("hyperlink", document.id, str(link.span.start), str(link.span.end), link.target)
            link_node = self.iris.of(Thing.HYPERLINK, name)
            yield node, terms.HYPERLINK_OF, NamedNode(link_node)
            yield link_node, _TYPE.value, NamedNode(terms.HYPERLINK)
            yield link_node, terms.TARGET, _typed(link.target, "anyURI")
            yield from self._anchor(link_node, terms.ANCHOR_OF, link.span, document)

    def _source(self, source: Source) -> Iterator[tuple[str, str, Node]]:
        node = self.iris.of(Thing.SOURCE, source.id)
        yield node, _TYPE.value, NamedNode(terms.SOURCE)
        yield node, _TYPE.value, NamedNode(terms.SOURCE_CLASSES[source.kind])
        name = Literal(source.name or _UNSTATED)
        yield node, terms.NAME, name
        yield node, PREFIXES["rdfs"] + "label", name  # most tools do not infer it
        if source.scope is not None:
            yield node, _TYPE.value, NamedNode(terms.UNNAMED_SOURCE)
            yield node, terms.DESCRIBED_IN, self._thing(Thing.DOCUMENT, source.scope)

    def _claim(self, claim: Claim) -> Iterator[tuple[str, str, Node]]:
        node = self.iris.of(Thing.CLAIM, claim.id)
        yield node, _TYPE.value, NamedNode(terms.CLAIM)
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
        yield node, _TYPE.value, NamedNode(terms.STATEMENT)
        yield node, terms.SOURCE_OF, source
        yield node, terms.CLAIM_OF, claim
        yield node, terms.IN_DOCUMENT, self._thing(Thing.DOCUMENT, statement.document)
        yield node, terms.SPEECH_ACT, NamedNode(terms.SPEECH_ACT_CONCEPTS[statement.speech_act])
        yield node, terms.STANCE, NamedNode(terms.STANCE_CONCEPTS[statement.stance])
        yield node, terms.MODALITY, NamedNode(terms.MODALITY_CONCEPTS[statement.modality])
        yield node, terms.QUOTATION_TYPE, NamedNode(terms.QUOTATION_CONCEPTS[statement.quotation])
        yield node, terms.CONFIDENCE, _typed(_decimal(statement.confidence), "decimal")
        yield from self._extractor(node, statement.extractor)
        if statement.spokesperson is not None:
            yield node, terms.SPOKESPERSON, self._thing(Thing.SOURCE, statement.spokesperson.id)
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
            yield node, _VIA_PROPERTIES[via.basis], rests_on
        yield from self._anchors(node, statement, document)

    def _extractor(self, node: str, name: str) -> Iterator[tuple[str, str, Node]]:
        extractor = self.iris.of(Thing.EXTRACTOR, digest("extractor", name))
        yield node, terms.EXTRACTED_BY, NamedNode(extractor)
        yield extractor, _TYPE.value, NamedNode(terms.EXTRACTOR)
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
        yield anchor, _TYPE.value, NamedNode(terms.ANCHOR)
        yield anchor, OA + "hasSource", self._thing(Thing.DOCUMENT, document.id)
        yield anchor, OA + "hasSelector", NamedNode(position)
        yield anchor, OA + "hasSelector", NamedNode(quote)
        yield position, _TYPE.value, NamedNode(OA + "TextPositionSelector")
        yield position, OA + "start", _typed(str(start), "integer")
        yield position, OA + "end", _typed(str(end), "integer")
        yield quote, _TYPE.value, NamedNode(OA + "TextQuoteSelector")
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
        for source in (statement.source, statement.spokesperson, statement.addressee):
            if source is not None and described.setdefault(source.id, source) != source:
                raise ValueError(f"source {source.id} is described as both {described[source.id]} and {source}")
    if document.outlet:
        outlet = Source(document.outlet, SourceKind.OUTLET)
        if described.setdefault(outlet.id, outlet).name != document.outlet:
            raise ValueError(f"outlet {document.outlet!r} has another name in its statements")
    return list(described.values())


# Literals are written in canonical form (XML Schema 1.1 part 2), because stores keep values, not spellings: the same
# document must give the same quads after a round through the store. For the same reason offsets are xsd:integer.


def _decimal(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")


def _typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + datatype))


def _moment(moment: date | datetime) -> Literal:
    if isinstance(moment, datetime):
        second, point, fraction = moment.isoformat().replace("+00:00", "").partition(".")
        fraction = fraction.rstrip("0")
        zone = "" if moment.tzinfo is None else "Z"
        return _typed(second + (point + fraction if fraction else "") + zone, "dateTime")
    return _typed(moment.isoformat(), "date")


def _said_on(node: str, said_on: Period) -> Iterator[tuple[str, str, Node]]:
    """The bounds always, so that one query finds days and longer periods alike; the day where there is one."""
    yield node, terms.SAID_NOT_BEFORE, _typed(said_on.first.isoformat(), "date")
    yield node, terms.SAID_NOT_AFTER, _typed(said_on.last.isoformat(), "date")
    if said_on.day:
        yield node, terms.SAID_ON, _typed(said_on.day.isoformat(), "date")


def n_triples(quads: Iterable[Quad]) -> bytes:
    """The triples of some quads as N-Triples in UTF-8."""
    return serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b""


class Reader:
    """Reads what Writer wrote, from the quads of one document's graph."""

    def __init__(self, quads: Iterable[Quad], *, iris: Iris) -> None:
        self._iris = iris
        self._values: defaultdict[str, defaultdict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            if isinstance(quad.subject, NamedNode):
                self._values[quad.subject.value][quad.predicate.value].append(quad.object)

    def document(self) -> Document:
        """The document that the graph is about.

        Raises LookupError where the graph holds none.
        """
        marker = NamedNode(terms.DOCUMENT)
        node = next((node for node, values in self._values.items() if marker in values[_TYPE.value]), None)
        if node is None:
            raise LookupError("the graph describes no document")
        publisher = self._node(node, terms.PUBLISHER)
        positions = sorted((int(p.removeprefix(RDF + "_")), p) for p in self._values[node] if p.startswith(RDF + "_"))
        links = (
            Hyperlink(self._spans(link, terms.ANCHOR_OF)[0], self._text(link, terms.TARGET) or "")
            for link in self._nodes(node, terms.HYPERLINK_OF)
        )
        return Document(
            text=self._text(node, terms.TEXT) or "",
            url=self._text(node, terms.URL),
            title=self._text(node, terms.TITLE),
            outlet=self._text(publisher, terms.NAME) if publisher else None,
            authors=tuple(self._text(node, p) or "" for _, p in positions),
            published=self._moment(node, terms.PUBLISHED),
            language=self._text(node, terms.LANGUAGE),
            links=tuple(sorted(links, key=lambda link: (link.span, link.target))),
        )

    def statements(self) -> list[Statement]:
        """All statements, in the order of their content in the text, relays and own voice included."""
        marker = NamedNode(terms.STATEMENT)
        nodes = [node for node, values in self._values.items() if marker in values[_TYPE.value]]
        found = [self._statement(node) for node in nodes]
        return sorted(found, key=lambda s: (s.content_spans, s.source_spans, s.cue_spans, s.id))

    def _statement(self, node: str) -> Statement:
        source = self._node(node, terms.SOURCE_OF)
        claim = self._node(node, terms.CLAIM_OF)
        document = self._node(node, terms.IN_DOCUMENT)
        extractor = self._node(node, terms.EXTRACTED_BY)
        spokesperson = self._node(node, terms.SPOKESPERSON)
        addressee = self._node(node, terms.ADDRESSEE)
        basis = self._text(node, terms.SAID_ON_BASIS)
        if source is None or claim is None or document is None:
            raise LookupError(f"{node} lacks its source, claim or document")
        return Statement(
            document=self._id(document),
            source=self._source(source),
            claim=self._claim(claim),
            speech_act=self._word(node, terms.SPEECH_ACT, SpeechAct, terms.SPEECH_ACT_CONCEPTS),
            stance=self._word(node, terms.STANCE, Stance, terms.STANCE_CONCEPTS),
            modality=self._word(node, terms.MODALITY, Modality, terms.MODALITY_CONCEPTS),
            quotation=self._word(node, terms.QUOTATION_TYPE, QuotationType, terms.QUOTATION_CONCEPTS),
            source_spans=self._spans(node, terms.SOURCE_ANCHOR),
            cue_spans=self._spans(node, terms.CUE_ANCHOR),
            content_spans=self._spans(node, terms.CONTENT_ANCHOR),
            spokesperson=self._source(spokesperson) if spokesperson else None,
            addressee=self._source(addressee) if addressee else None,
            addressee_spans=self._spans(node, terms.ADDRESSEE_ANCHOR),
            said_on=self._said_on(node),
            said_on_basis=DateBasis(basis) if basis else None,
            via=self._via(node),
            confidence=float(self._text(node, terms.CONFIDENCE) or 0),
            extractor=(self._text(extractor, terms.NAME) or "") if extractor else "",
        )

    def _said_on(self, node: str) -> Period | None:
        first, last = self._text(node, terms.SAID_NOT_BEFORE), self._text(node, terms.SAID_NOT_AFTER)
        return Period(date.fromisoformat(first), date.fromisoformat(last)) if first and last else None

    def _via(self, node: str) -> tuple[Via, ...]:
        hops = (
            Via(self._id(target), basis)
            for basis, property_ in _VIA_PROPERTIES.items()
            for target in self._nodes(node, property_)
        )
        return tuple(sorted(hops, key=lambda via: via.order))

    def _source(self, node: str) -> Source:
        kinds = {
            KIND_OF_CLASS[value.value]
            for value in self._values[node][_TYPE.value]
            if isinstance(value, NamedNode) and value.value in KIND_OF_CLASS
        }
        scope = self._node(node, terms.DESCRIBED_IN)
        kind = kinds.pop()
        name = self._text(node, terms.NAME) or ""
        return Source(
            name="" if kind is SourceKind.UNSPECIFIED and name == _UNSTATED else name,
            kind=kind,
            scope=self._id(scope) if scope else None,
        )

    def _claim(self, node: str) -> Claim:
        scope = self._node(node, terms.DESCRIBED_IN)
        return Claim(self._text(node, terms.CLAIM_TEXT) or "", self._id(scope) if scope else None)

    def _spans(self, node: str, property_: str) -> Spans:
        spans = []
        for anchor in self._nodes(node, property_):
            start = self._text(f"{anchor}-position", OA + "start")
            end = self._text(f"{anchor}-position", OA + "end")
            if start is not None and end is not None:
                spans.append(Span(int(start), int(end)))
        return tuple(sorted(spans))

    def _word(self, node: str, property_: str, words: type[_Word], concepts: dict[str, str]) -> _Word:
        concept = self._node(node, property_)
        return words(next(word for word, iri in concepts.items() if iri == concept))

    def _moment(self, node: str, property_: str) -> date | datetime | None:
        for value in self._values[node][property_]:
            if isinstance(value, Literal):
                if value.datatype.value == XSD + "date":
                    return date.fromisoformat(value.value)
                return datetime.fromisoformat(value.value)
        return None

    def _nodes(self, node: str, property_: str) -> list[str]:
        values = self._values[node][property_] if node in self._values else []
        return sorted(value.value for value in values if isinstance(value, NamedNode))

    def _node(self, node: str, property_: str) -> str | None:
        return next(iter(self._nodes(node, property_)), None)

    def _text(self, node: str, property_: str) -> str | None:
        values = self._values[node][property_] if node in self._values else []
        return next((value.value for value in values if isinstance(value, Literal)), None)

    def _id(self, iri: str) -> str:
        return local_name(iri)
