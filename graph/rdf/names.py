"""The IRIs that the mapping uses, and the model's words for them."""

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from graph.model import SourceKind, ViaBasis
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

VIA_PROPERTIES = {
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
        {basis.value: iri for basis, iri in VIA_PROPERTIES.items()},
    )
    for word, iri in concepts.items()
}

TYPE = NamedNode(RDF + "type")
UNSTATED = "not stated"
"""The name of a source that the text leaves out."""

Node = NamedNode | BlankNode | Literal | Triple
Quads = set[Quad]


def word_of(iri: str) -> str:
    """The lower-case word for a concept or a via property of the vocabulary.

    Raises KeyError for any other IRI.
    """
    return _WORD_OF_CONCEPT[iri]
