"""Reads documents and their statements back from quads."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from graph.iris import Iris, local_name
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
)
from graph.period import Period
from graph.rdf.names import KIND_OF_CLASS, OA, RDF, TYPE, UNSTATED, VIA_PROPERTIES, XSD, Node
from ontology import terms

_Word = TypeVar("_Word", bound=StrEnum)


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
        node = next((node for node, values in self._values.items() if marker in values[TYPE.value]), None)
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
        nodes = [node for node, values in self._values.items() if marker in values[TYPE.value]]
        found = [self._statement(node) for node in nodes]
        return sorted(found, key=lambda s: (s.content_spans, s.source_spans, s.cue_spans, s.id))

    def _statement(self, node: str) -> Statement:
        source = self._node(node, terms.SOURCE_OF)
        claim = self._node(node, terms.CLAIM_OF)
        document = self._node(node, terms.IN_DOCUMENT)
        extractor = self._node(node, terms.EXTRACTED_BY)
        spokesperson = self._node(node, terms.SPOKESPERSON)
        affiliation = self._node(node, terms.AFFILIATION)
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
            affiliation=self._source(affiliation) if affiliation else None,
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
            for basis, property_ in VIA_PROPERTIES.items()
            for target in self._nodes(node, property_)
        )
        return tuple(sorted(hops, key=lambda via: via.order))

    def _source(self, node: str) -> Source:
        kinds = {
            KIND_OF_CLASS[value.value]
            for value in self._values[node][TYPE.value]
            if isinstance(value, NamedNode) and value.value in KIND_OF_CLASS
        }
        scope = self._node(node, terms.DESCRIBED_IN)
        kind = kinds.pop()
        name = self._text(node, terms.NAME) or ""
        return Source(
            name="" if kind is SourceKind.UNSPECIFIED and name == UNSTATED else name,
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
