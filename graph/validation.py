"""Is the graph whole? SHACL for the form of each document's graph, and the anchors held against the texts."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import networkx as nx
import pyoxigraph as ox
import pyshacl
import rdflib

from graph.citations.stored import stored_citations
from graph.identity.partition import Membership
from graph.identity.regrouping import Regrouping
from graph.identity.reviews import Kind
from graph.iris import Thing
from graph.judgements import Judge
from graph.library import Library
from graph.rdf.names import OA, RDF
from graph.rdflib_graphs import rdflib_graph
from graph.rebuilding import stored_claims, stored_entries
from graph.search.schema import values_of
from graph.store import Store
from ontology import terms
from ontology.files import SHAPES, read

_SHACL = rdflib.Namespace("http://www.w3.org/ns/shacl#")


_PART = 20_000  # quads of a layer that are held against the shapes at once

_LAYER_RULES = {
    """?membership al:member|al:comparedWith ?thing
       FILTER NOT EXISTS { ?thing a ?class FILTER (?class IN (al:Source, al:Claim)) }""": (
        "a membership is about something that no document holds"
    ),
    """?membership al:group ?thing
       FILTER NOT EXISTS { ?thing a ?class FILTER (?class IN (al:SourceIdentity, al:ClaimCluster)) }""": (
        "a membership is in a group that is not there"
    ),
    """?membership al:member ?thing ; al:group ?group FILTER NOT EXISTS { ?thing al:memberOf ?group }""": (
        "it has a membership in a group without al:memberOf"
    ),
    """?thing al:memberOf ?group FILTER NOT EXISTS { ?membership al:member ?thing ; al:group ?group }""": (
        "it has al:memberOf without a membership in that group"
    ),
    """?relation al:relationFrom|al:relationTo ?thing FILTER NOT EXISTS { ?thing a al:Claim }""": (
        "a relation is about a claim that no document holds"
    ),
    """?thing a al:KnownSource
       FILTER NOT EXISTS { ?source al:knownAs/(al:parentBody|al:successor|^al:successor)? ?thing }""": (
        "it is told what is known of a source that has nothing to do with any in the store"
    ),
}
"""What the layers must not show, and what it means."""


_OUTDATED = (
    "the known sources, or the rules by which they are compared, have changed since it was judged which are one: this "
    "is judged anew when the store is next opened for writing, by 'allegedly ingest' or 'allegedly serve'"
)


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that is wrong: in which graph, with which node, and what."""

    graph: str
    node: str
    message: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is worth knowing and not wrong."""

    message: str


def check(library: Library) -> Iterator[Violation | Remark]:
    """All violations in the store, one document or part of a layer at a time, then those that only the whole shows.

    Where the order of arrival can show in which things are one, a remark tells how far that is from judging anew.
    """
    store = library.store
    shapes = rdflib.Graph().parse(data=read(SHAPES), format="turtle")
    for name in store.graphs():
        quads = list(store.quads(name))
        yield from _against_shapes(name, quads, shapes)
        yield from _anchors(name, quads)
    for name in store.layers():
        for part in _parts(store.quads(name)):
            yield from _against_shapes(name, part, shapes)
    yield from _across_documents(store)
    yield from _groups(library)
    yield from indexes_disagree(library)


def _against_shapes(name: str, quads: list[ox.Quad], shapes: rdflib.Graph) -> Iterator[Violation]:
    data = rdflib_graph(quads)
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, do_owl_imports=False, advanced=False)
    if conforms or not isinstance(report, rdflib.Graph):
        return
    for result in report.subjects(rdflib.RDF.type, _SHACL.ValidationResult):
        message = report.value(result, _SHACL.resultMessage)
        yield Violation(name, str(report.value(result, _SHACL.focusNode)), str(message))


def _parts(quads: Iterable[ox.Quad]) -> Iterator[list[ox.Quad]]:
    """A layer cut between subjects, which the shapes look at one at a time; the engine gives each in one stretch."""
    part: list[ox.Quad] = []
    for _, found in groupby(quads, key=lambda quad: quad.subject):
        part += found
        if len(part) >= _PART:
            yield part
            part = []
    if part:
        yield part


def _anchors(name: str, quads: list[ox.Quad]) -> Iterator[Violation]:
    """Every quote selector must hold the characters between the offsets of its position selector."""
    values: dict[tuple[str, str], str] = {}
    anchors = []
    text = ""
    for quad in quads:
        subject, predicate = str(quad.subject).strip("<>"), quad.predicate.value
        if isinstance(quad.object, ox.Literal):
            values[subject, predicate] = quad.object.value
            if predicate == terms.TEXT:
                text = quad.object.value
        elif predicate == RDF + "type" and quad.object == ox.NamedNode(terms.ANCHOR):
            anchors.append(subject)
    for anchor in sorted(anchors):
        start = values.get((f"{anchor}-position", OA + "start"))
        end = values.get((f"{anchor}-position", OA + "end"))
        exact = values.get((f"{anchor}-quote", OA + "exact"))
        if start is None or end is None or text[int(start) : int(end)] != exact:
            message = f"the text between {start} and {end} is not the anchored words: read the document again"
            yield Violation(name, anchor, message)


def _across_documents(store: Store) -> Iterator[Violation]:
    for row in store.select("""
        SELECT ?thing (COUNT(DISTINCT ?document) AS ?n) WHERE {
          ?thing a al:UnnamedSource ; al:describedIn ?document
        } GROUP BY ?thing HAVING (COUNT(DISTINCT ?document) > 1)"""):
        yield Violation("", row["thing"] or "", "an unnamed source is described in more than one document")
    for row in store.select("""
        SELECT ?thing (COUNT(DISTINCT ?text) AS ?n) WHERE {
          ?thing a al:Claim ; al:claimText ?text
        } GROUP BY ?thing HAVING (COUNT(DISTINCT ?text) > 1)"""):
        yield Violation("", row["thing"] or "", "a claim has more than one text")
    for row in store.select("""
        SELECT ?thing WHERE { ?other al:via ?thing . FILTER NOT EXISTS { ?thing a al:Statement } }"""):
        yield Violation("", row["thing"] or "", "a statement rests on one that is not in the store")
    for pattern, message in _LAYER_RULES.items():
        for row in store.select(f"SELECT DISTINCT ?thing WHERE {{ {pattern} }}"):
            yield Violation("", row["thing"] or "", message)


def _groups(library: Library) -> Iterator[Violation | Remark]:
    """The memberships in the layers must be those that links and reviews come to, no more and no less."""
    iris, judgements = library.store.iris, library.judgements
    for kind in Kind:
        things = judgements.everything(kind=kind)
        if things and not library.is_current(kind):
            yield Violation("", f"{kind}s", _OUTDATED)
            continue
        try:
            regrouping = judgements.regrouping(things, kind=kind)
        except LookupError as error:
            yield Violation("", f"{kind}s", f"what is one cannot be told from the layers: {error}")
            continue
        crowd = _crowd(judgements.judges.get(kind, Judge()), regrouping)
        crowded = {m.group for m in regrouping.before | regrouping.after if m.member in crowd}
        if crowd:
            yield Remark(_apart(crowd, regrouping, kind=kind))
        for membership in _sorted(regrouping.removed, but_of=crowded):
            message = f"its membership in group {membership.group} does not follow from links and reviews"
            yield Violation("", iris.of(Thing(kind), membership.member), message)
        for membership in _sorted(regrouping.added, but_of=crowded):
            message = f"it should be a member of group {membership.group} by links and reviews and is not"
            yield Violation("", iris.of(Thing(kind), membership.member), message)
        said, known = judgements.facts(things, kind=kind)
        for node in _differing(said, known, but_of={iris.of(Thing(kind), thing) for thing in crowd}):
            message = f"what the store says here of {kind}s is not what follows from documents and rules"
            yield Violation("", node, message)


def _crowd(judge: Judge, regrouping: Regrouping) -> set[str]:
    """The things in whose groups the order of arrival can show."""
    nets = nx.Graph([(link.one, link.other) for link in regrouping.links])
    large = (net for net in nx.connected_components(nets) if judge.reach is not None and len(net) > judge.reach)
    return set(filter(judge.is_crowded, regrouping.things)).union(*large)


def _apart(crowd: Collection[str], regrouping: Regrouping, *, kind: Kind) -> str:
    before, after = (
        {membership.member: membership.group for membership in memberships if membership.member in crowd}
        for memberships in (regrouping.before, regrouping.after)
    )
    apart = sum(before.get(thing) != after.get(thing) for thing in crowd)
    return (
        f"{len(crowd):,} of {len(regrouping.things):,} {kind}s have so many others near that the order of arrival can "
        f"show in their groups; judged anew, {apart:,} would be in another group"
    )


def _sorted(memberships: Iterable[Membership], *, but_of: Collection[str]) -> list[Membership]:
    """Memberships by their members, without those of some groups."""
    found = (membership for membership in memberships if membership.group not in but_of)
    return sorted(found, key=lambda membership: membership.member)


def _differing(said: set[ox.Quad], known: set[ox.Quad], *, but_of: Collection[str]) -> list[str]:
    """The subjects of quads that are in one set only, without those that are about some things (IRIs)."""
    different = said ^ known
    about = [(_iri(quad.subject), _iri(quad.object)) for quad in different]
    left_out = {subject for subject, value in about if value in but_of} | set(but_of)
    return sorted({subject for subject, _ in about} - left_out)


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def indexes_disagree(library: Library) -> Iterator[Violation]:
    """Where the indexes hold something else than the documents do, more or less."""
    store, stored, citing = library.store, 0, 0
    for document in library.document_ids():
        name = store.iris.of(Thing.GRAPH, document)
        try:
            wanted = set(map(values_of, stored_entries(store, document)))
            citations = stored_citations(store, document)
        except LookupError as error:
            yield Violation(name, "search index", f"what is to be found of it cannot be told from its graph: {error}")
            continue
        stored += len(wanted)
        if library.index.rows(document) != wanted:
            yield Violation(name, "search index", "it is not found as it is stored: remove the store's folder 'search'")
        citing += bool(citations.speaking)
        if library.citations.rows(document) != (citations if citations.speaking else None):
            message = "who passes on whom in it is not counted as it is stored: remove the store's folder 'citations'"
            yield Violation(name, "citations", message)
        lacking = sum(claim not in library.vectors for claim, _ in stored_claims(store, document))
        if lacking:
            message = f"{lacking} of its claims have no vector: remove the store's folder 'vectors'"
            yield Violation(name, "vectors", message)
    if citing != library.citations.size:
        message = (
            f"citations of {library.citations.size} documents are counted, and {citing} with statements are stored: "
            "remove the store's folder 'citations'"
        )
        yield Violation(store.iris.of(Thing.GRAPH, ""), "citations", message)
    if stored != library.index.size:
        message = (
            f"the search index holds {library.index.size} statements, the store {stored}: remove its folder 'search'"
        )
        yield Violation(store.iris.of(Thing.GRAPH, ""), "search index", message)
