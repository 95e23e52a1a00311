"""The vocabulary and the well-known sources as files, and term by term as a page shows them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import pyoxigraph as ox

from graph.endpoint.formats import ResultFormat
from graph.endpoint.writing import write_graph
from graph.linked.pieces import Fact, Line, Piece, Reference
from graph.rdf.names import PREFIXES, RDF, Node
from ontology import terms
from ontology.files import ONTOLOGY, SOURCES, read

KNOWN_SOURCES = "https://w3id.org/allegedly/sources#"
"""The namespace of the well-known sources."""

_OWL = "http://www.w3.org/2002/07/owl#"
_RDFS, _SKOS = PREFIXES["rdfs"], PREFIXES["skos"]
_LABELS = (_RDFS + "label", _SKOS + "prefLabel")
_CONCEPT, _SCHEME = _SKOS + "Concept", _SKOS + "ConceptScheme"
_SECTIONS = {
    _OWL + "Class": "Classes",
    _OWL + "ObjectProperty": "Properties that lead to things",
    _OWL + "DatatypeProperty": "Properties with values",
    _OWL + "AnnotationProperty": "Annotations",
    _SCHEME: "Concept schemes",
    _CONCEPT: "Concepts",
}
_CHARACTERS = {_OWL + "FunctionalProperty": "functional", _OWL + "SymmetricProperty": "symmetric"}
_FACTS = {
    _RDFS + "subClassOf": "Sub-class of",
    _RDFS + "subPropertyOf": "Sub-property of",
    _RDFS + "domain": "Domain",
    _RDFS + "range": "Range",
    _OWL + "disjointWith": "Disjoint with",
    _SKOS + "broader": "Broader",
    _SKOS + "inScheme": "Scheme",
    _SKOS + "hasTopConcept": "Concepts",
    _SKOS + "notation": "Notation",
    _SKOS + "altLabel": "Also called",
    terms.AMBIGUOUS_NAME: "Shares the name",
    terms.COUNTRY: "Country",
    terms.PARENT_BODY: "Part of",
    terms.SUCCESSOR: "Successor",
    _SKOS + "exactMatch": "The same as",
    _SKOS + "scopeNote": "Note",
    _SKOS + "example": "Example",
    _RDFS + "seeAlso": "See also",
}
_INVERSE = {
    _RDFS + "subClassOf": "Sub-classes",
    _RDFS + "subPropertyOf": "Sub-properties",
    _SKOS + "broader": "Narrower",
}

Values = Mapping[str, list[Node]]


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property, concept or known source, with what is said of it."""

    name: str
    iri: str
    label: str
    definition: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Terms of one kind, in the order of their file."""

    title: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms of one namespace."""

    namespace: str
    title: str
    description: str
    version: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class _File:
    prefixes: Mapping[str, str]
    subjects: Mapping[str, Values]
    """In the order of the file; blank nodes by what they are called."""

    def terms(self, namespace: str) -> Iterator[str]:
        """The IRIs of all that is described in a namespace."""
        return (iri for iri in self.subjects if iri.startswith(namespace) and iri != namespace)

    def label(self, iri: str) -> str:
        """What something is called; what the file does not describe, by its short form."""
        values = self.subjects.get(iri, {})
        found = next((text for property_ in _LABELS for text in _texts(values, property_)), None)
        return found or self.short(iri)

    def short(self, iri: str) -> str:
        """An IRI with a prefix, if one of the file's fits."""
        fits = ((name, space) for name, space in self.prefixes.items() if name and iri.startswith(space))
        return next((f"{name}:{iri.removeprefix(space)}" for name, space in fits), iri)


def content(name: str, *, format: ResultFormat) -> bytes:
    """A file of the vocabulary as RDF; as Turtle it is what was written by hand, comments included."""
    return _content(name, format)


@cache
def _content(name: str, format_: ResultFormat) -> bytes:
    text = read(name).encode()
    if format_ is ResultFormat.TURTLE:
        return text
    parser, out = ox.parse(text, format=ox.RdfFormat.TURTLE), BytesIO()
    triples = [quad.triple for quad in parser]
    write_graph(triples, out, format=format_, prefixes=parser.prefixes)
    return out.getvalue()


@cache
def ontology() -> Vocabulary:
    """The vocabulary."""
    file = _file(ONTOLOGY)
    said = file.subjects[terms.NS]
    title, description, version = (
        next(_texts(said, property_))
        for property_ in (
            "http://purl.org/dc/elements/1.1/title",
            "http://purl.org/dc/terms/description",
            _OWL + "versionInfo",
        )
    )
    found: dict[str, list[Term]] = {title: [] for title in _SECTIONS.values()}
    inverse = _inverse(file)
    for iri in file.terms(terms.NS):
        classes = _iris(file.subjects[iri], RDF + "type")
        section = next(title for class_, title in _SECTIONS.items() if class_ in classes)
        found[section].append(_term(file, iri, namespace=terms.NS, inverse=inverse))
    return Vocabulary(terms.NS, title, description, version, _sections(found))


@cache
def known_sources() -> Vocabulary:
    """The well-known sources, by their kinds."""
    file, kinds = _file(SOURCES), labels()
    found = defaultdict[str, list[Term]](list)
    for iri in file.terms(KNOWN_SOURCES):
        (kind,) = _iris(file.subjects[iri], RDF + "type")
        found[kinds[kind].capitalize()].append(_term(file, iri, namespace=KNOWN_SOURCES, inverse={}))
    return Vocabulary(
        KNOWN_SOURCES,
        "Well-known sources",
        "Sources that are known beforehand, whatever documents say, with the names that news gives them.",
        ontology().version,
        _sections(dict(sorted(found.items()))),
    )


@cache
def labels() -> Mapping[str, str]:
    """What the terms of the vocabulary are called, by IRIs, in the order of its file."""
    file = _file(ONTOLOGY)
    return {iri: file.label(iri) for iri in file.terms(terms.NS)}


@cache
def _file(name: str) -> _File:
    parser = ox.parse(read(name).encode(), format=ox.RdfFormat.TURTLE)
    subjects = defaultdict[str, defaultdict[str, list[Node]]](lambda: defaultdict(list))
    for quad in parser:
        subjects[_name(quad.subject)][quad.predicate.value].append(quad.object)
    return _File(dict(parser.prefixes), {name: dict(values) for name, values in subjects.items()})


def _inverse(file: _File) -> Mapping[str, Mapping[str, list[str]]]:
    """For each property of _INVERSE what leads by it to what."""
    found: dict[str, dict[str, list[str]]] = {property_: {} for property_ in _INVERSE}
    for iri in file.terms(terms.NS):
        for property_, to in found.items():
            for target in _iris(file.subjects[iri], property_):
                to.setdefault(target, []).append(iri)
    return found


def _term(file: _File, iri: str, *, namespace: str, inverse: Mapping[str, Mapping[str, list[str]]]) -> Term:
    values = file.subjects[iri]
    found = list[Fact]()
    for property_, title in _FACTS.items():
        if property_ in values:
            found.append(Fact(title, tuple(_line(file, node) for node in values[property_])))
        if under := inverse.get(property_, {}).get(iri):
            found.append(Fact(_INVERSE[property_], tuple((Reference(one, file.label(one)),) for one in under)))
    characters = [word for class_, word in _CHARACTERS.items() if class_ in _iris(values, RDF + "type")]
    if characters:
        found.append(Fact("Characteristics", ((", ".join(characters),),)))
    definition = next(_texts(values, _SKOS + "definition"), "")
    return Term(iri.removeprefix(namespace), iri, file.label(iri), definition, tuple(found))


def _line(file: _File, node: Node) -> Line:
    match node:
        case ox.NamedNode():
            return (Reference(node.value, file.label(node.value)),)
        case ox.BlankNode():
            return _expression(file, file.subjects[_name(node)])
        case _:
            return (str(getattr(node, "value", "")),)


def _expression(file: _File, values: Values) -> Line:
    """A class or datatype that has no name, in words (OWL 2 Structural Specification, sections 7 and 8)."""
    if union := values.get(_OWL + "unionOf"):
        return _joined([_line(file, one) for one in _list(file, union[0])])
    if choice := values.get(_OWL + "oneOf"):
        return _joined([(f"“{getattr(one, 'value', '')}”",) for one in _list(file, choice[0])])
    (kind,) = values[_OWL + "onDatatype"]
    bounds = [file.subjects[_name(facet)] for facet in _list(file, values[_OWL + "withRestrictions"][0])]
    limits = {property_: text for bound in bounds for property_ in bound for text in _texts(bound, property_)}
    least, most = (limits[PREFIXES["xsd"] + facet] for facet in ("minInclusive", "maxInclusive"))
    return (*_line(file, kind), f" from {least} to {most}")


def _joined(lines: list[Line]) -> Line:
    pieces: list[Piece] = []
    for line in lines:
        pieces += [" or ", *line] if pieces else line
    return tuple(pieces)


def _list(file: _File, node: Node) -> Iterator[Node]:
    while _name(node) != RDF + "nil":
        values = file.subjects[_name(node)]
        yield values[RDF + "first"][0]
        node = values[RDF + "rest"][0]


def _sections(found: Mapping[str, list[Term]]) -> tuple[Section, ...]:
    return tuple(Section(title, tuple(terms_)) for title, terms_ in found.items() if terms_)


def _texts(values: Values, property_: str) -> Iterator[str]:
    return (node.value for node in values.get(property_, []) if isinstance(node, ox.Literal))


def _iris(values: Values, property_: str) -> list[str]:
    return [node.value for node in values.get(property_, []) if isinstance(node, ox.NamedNode)]


def _name(node: Node) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)
