"""Statements as nanopublications: an assertion that stands by itself, where it comes from, and who published it.

They follow https://nanopub.net/guidelines/: four named graphs without blank nodes, named after a hash of what they say.
They are not signed, since that takes the key of whoever vouches for them: a client such as ``nanopub`` signs them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from pyoxigraph import Literal, NamedNode, Quad

from graph.ids import digest
from graph.iris import Iris, Thing
from graph.model import Document, Statement
from graph.rdf.literals import typed
from graph.rdf.names import PREFIXES, TYPE, Node, Quads
from graph.rdf.trusty import made_trusty
from graph.rdf.writer import Writer
from ontology import terms

NP = "http://www.nanopub.org/nschema#"
NPX = "http://purl.org/nanopub/x/"
PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"
NANOPUB_PREFIXES = {"np": NP, "npx": NPX, "prov": PROV, "dcterms": DCTERMS}

_SAID = frozenset(
    {
        TYPE.value,
        terms.SOURCE_OF,
        terms.CLAIM_OF,
        terms.SPEECH_ACT,
        terms.STANCE,
        terms.MODALITY,
        terms.SPOKESPERSON,
        terms.AFFILIATION,
        terms.ADDRESSEE,
        terms.SAID_ON,
        terms.SAID_NOT_BEFORE,
        terms.SAID_NOT_AFTER,
    }
)
"""What of a statement node is asserted; how it is known is its provenance."""

Triple = tuple[str, str, Node]


@dataclass(frozen=True, slots=True)
class Nanopublication:
    """A nanopublication by its IRI, whose last segment is a hash of its quads."""

    iri: str
    quads: Quads

    @property
    def code(self) -> str:
        """The hash in the IRI: 45 characters that are fit for a file name."""
        return self.iri.rsplit("/", 1)[-1]


def nanopublication(
    statement: Statement, document: Document, *, iris: Iris, program: str, made_on: date | None
) -> Nanopublication:
    """One statement of a document: who takes which stance on which claim, and where it says so.

    ``program`` names what made it, with its version. What was inferred across documents is no part of it, nor is the
    text of the document, only its digest and the words at the anchors.
    """
    # A fragment may follow, so a base that ends in one cannot be taken as it is.
    name = f"{iris.base.rstrip('#/')}/nanopublication/this"
    assertion, provenance = _divided(statement, document, iris=iris)
    parts = {
        "Head": _head(name),
        "assertion": assertion,
        "provenance": [*provenance, *_derivation(f"{name}#assertion", statement, document, iris=iris)],
        "pubinfo": _publication(name, program=program, made_on=made_on, iris=iris),
    }
    quads = {
        Quad(NamedNode(s), NamedNode(p), o, NamedNode(f"{name}#{part}"))
        for part, triples in parts.items()
        for s, p, o in triples
    }
    return Nanopublication(*made_trusty(quads, name=name))


def _head(name: str) -> Iterator[Triple]:
    yield name, TYPE.value, NamedNode(f"{NP}Nanopublication")
    for property_, part in (("Assertion", "assertion"), ("Provenance", "provenance"), ("PublicationInfo", "pubinfo")):
        yield name, f"{NP}has{property_}", NamedNode(f"{name}#{part}")


def _divided(statement: Statement, document: Document, *, iris: Iris) -> tuple[list[Triple], list[Triple]]:
    """What is asserted, and what tells where it comes from, of all that is known of a statement."""
    node = iris.of(Thing.STATEMENT, statement.id)
    described: defaultdict[str, list[Quad]] = defaultdict(list)
    for quad in Writer(iris).quads(replace(document, links=()), [statement]):
        described[_iri(quad.subject)].append(quad)
    said = [quad for quad in described[node] if quad.predicate.value in _SAID]
    asserted = {node, *(quad.object.value for quad in said if isinstance(quad.object, NamedNode))} & described.keys()
    assertion, provenance = list[Triple](), list[Triple]()
    for subject, quads in described.items():
        for quad in quads:
            if quad.predicate.value == terms.TEXT:
                continue
            is_asserted = subject in asserted and (subject != node or quad.predicate.value in _SAID)
            (assertion if is_asserted else provenance).append((subject, quad.predicate.value, _spelt(quad, document)))
    return assertion, provenance


def _spelt(quad: Quad, document: Document) -> Node:
    """The object, a moment written as rdflib would write it: that is what others compute the hash from."""
    if quad.predicate.value == terms.PUBLISHED and isinstance(document.published, datetime):
        return typed(document.published.isoformat(), "dateTime")
    return quad.object


def _derivation(assertion: str, statement: Statement, document: Document, *, iris: Iris) -> Iterable[Triple]:
    extractor = iris.of(Thing.EXTRACTOR, digest("extractor", statement.extractor))
    return (
        (assertion, f"{PROV}wasDerivedFrom", NamedNode(iris.of(Thing.DOCUMENT, document.id))),
        (assertion, f"{PROV}wasAttributedTo", NamedNode(extractor)),
    )


def _publication(name: str, *, program: str, made_on: date | None, iris: Iris) -> Iterator[Triple]:
    agent = iris.of(Thing.EXTRACTOR, digest("extractor", program))
    yield name, f"{DCTERMS}creator", NamedNode(agent)
    yield name, f"{NPX}hasNanopubType", NamedNode(terms.STATEMENT)
    yield agent, TYPE.value, NamedNode(f"{PROV}SoftwareAgent")
    yield agent, PREFIXES["rdfs"] + "label", Literal(program)
    if made_on is not None:
        yield name, f"{DCTERMS}created", typed(made_on.isoformat(), "date")


def _iri(node: object) -> str:
    return node.value if isinstance(node, NamedNode) else ""
