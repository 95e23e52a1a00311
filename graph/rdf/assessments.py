"""Assessments of statements as quads in a layer of their own, and back; with what was read of the documents."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from graph.assessing.assessment import Assessment, Correction, Finding
from graph.ids import digest
from graph.iris import Iris, Layer, Thing, local_name
from graph.model import Span, Spans, Stance
from graph.rdf.literals import moment
from graph.rdf.names import KIND_OF_CLASS, PREFIXES, TYPE, Node, Quads
from graph.rdf.writer import n_triples
from ontology import terms

_AGENT = "http://www.w3.org/ns/prov#Agent"
_RANGE = re.compile(r"char=(\d+),(\d+)")


@dataclass(frozen=True)
class AssessmentWriter:
    """Writes assessments."""

    iris: Iris

    @property
    def layer(self) -> str:
        """The name of the graph that they are in."""
        return self.iris.of(Thing.LAYER, Layer.ASSESSMENTS)

    def quads(self, assessments: Iterable[Assessment]) -> Quads:
        """All quads of some assessments; what several of one reviewer share is among the quads of each."""
        return self._quads(triple for assessment in assessments for triple in self._triples(assessment))

    def as_read(self, document: str, quads: Iterable[Quad]) -> Quads:
        """The quad that keeps what was read of a document (id), the quads of its graph; none of an empty one."""
        lines = sorted(n_triples(quads).decode().split("\n"))[1:]  # behind the last line break stands nothing
        node = self.iris.of(Thing.DOCUMENT, document)
        return self._quads([(node, terms.AS_READ, Literal("\n".join(lines)))] if lines else [])

    def _quads(self, triples: Iterable[tuple[str, str, Node]]) -> Quads:
        graph = NamedNode(self.layer)
        return {Quad(NamedNode(s), NamedNode(p), o, graph) for s, p, o in triples}

    def _triples(self, assessment: Assessment) -> Iterator[tuple[str, str, Node]]:
        node = self.iris.of(Thing.REVIEW, assessment.id)
        yield node, TYPE.value, NamedNode(terms.ASSESSMENT)
        yield node, terms.ASSESSED_STATEMENT, NamedNode(self.iris.of(Thing.STATEMENT, assessment.statement))
        yield node, terms.ASSESSED_DOCUMENT, NamedNode(self.iris.of(Thing.DOCUMENT, assessment.document))
        yield node, terms.FINDING, NamedNode(terms.FINDING_CONCEPTS[assessment.finding])
        yield node, terms.REVIEWED_AT, moment(assessment.at)
        for property_, value in _corrected(assessment.correction):
            yield node, property_, value
        if assessment.comment:
            yield node, terms.COMMENT, Literal(assessment.comment)
        if assessment.reviewer:
            reviewer = NamedNode(self.iris.of(Thing.REVIEWER, digest("reviewer", assessment.reviewer)))
            yield node, terms.REVIEWER, reviewer
            yield reviewer.value, TYPE.value, NamedNode(_AGENT)
            yield reviewer.value, terms.NAME, Literal(assessment.reviewer)
            yield reviewer.value, PREFIXES["rdfs"] + "label", Literal(assessment.reviewer)


def read_assessments(quads: Iterable[Quad]) -> list[Assessment]:
    """The assessments among quads that hold all of each, the earliest first.

    Raises LookupError where one lacks a part.
    """
    values: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            values[quad.subject.value][quad.predicate.value] = quad.object.value
    found = [_read(node, values) for node in list(values.values()) if node.get(TYPE.value) == terms.ASSESSMENT]
    return sorted(found, key=lambda assessment: assessment.order)


def quads_as_read(text: str, *, graph: str) -> Quads:
    """The quads of a document's graph (IRI), from what ``as_read`` keeps of them."""
    name = NamedNode(graph)
    return {Quad(quad.subject, quad.predicate, quad.object, name) for quad in parse(text, format=RdfFormat.N_TRIPLES)}


def _corrected(correction: Correction) -> Iterator[tuple[str, Node]]:
    if correction.source is not None:
        yield terms.CORRECTED_NAME, Literal(correction.source)
    if correction.kind is not None:
        yield terms.CORRECTED_KIND, NamedNode(terms.SOURCE_CLASSES[correction.kind])
    if correction.stance is not None:
        yield terms.CORRECTED_STANCE, NamedNode(terms.STANCE_CONCEPTS[correction.stance])
    if correction.claim is not None:
        yield terms.CORRECTED_CLAIM, Literal(correction.claim)
    for property_, spans in (
        (terms.CORRECTED_SOURCE_SPANS, correction.source_spans),
        (terms.CORRECTED_CUE_SPANS, correction.cue_spans),
        (terms.CORRECTED_CONTENT_SPANS, correction.content_spans),
    ):
        if spans is not None:
            yield property_, Literal(";".join(f"char={start},{end}" for start, end in spans))


def _read(node: dict[str, str], values: dict[str, dict[str, str]]) -> Assessment:
    stances = {terms.STANCE_CONCEPTS[stance]: stance for stance in Stance}
    findings = {terms.FINDING_CONCEPTS[finding]: finding for finding in Finding}
    kind, stance = node.get(terms.CORRECTED_KIND), node.get(terms.CORRECTED_STANCE)
    reviewer = node.get(terms.REVIEWER)
    return Assessment(
        document=local_name(node[terms.ASSESSED_DOCUMENT]),
        statement=local_name(node[terms.ASSESSED_STATEMENT]),
        finding=findings[node[terms.FINDING]],
        at=datetime.fromisoformat(node[terms.REVIEWED_AT]),
        correction=Correction(
            source=node.get(terms.CORRECTED_NAME),
            kind=None if kind is None else KIND_OF_CLASS[kind],
            stance=None if stance is None else stances[stance],
            claim=node.get(terms.CORRECTED_CLAIM),
            source_spans=_spans(node.get(terms.CORRECTED_SOURCE_SPANS)),
            cue_spans=_spans(node.get(terms.CORRECTED_CUE_SPANS)),
            content_spans=_spans(node.get(terms.CORRECTED_CONTENT_SPANS)),
        ),
        reviewer=values[reviewer][terms.NAME] if reviewer else "",
        comment=node.get(terms.COMMENT, ""),
    )


def _spans(text: str | None) -> Spans | None:
    return None if text is None else tuple(Span(int(start), int(end)) for start, end in _RANGE.findall(text))
