"""What the library says of one thing: its own triples, those that lead to it, and what its neighbours are called.

It is a symmetric concise bounded description (Stickler 2005; there are no blank nodes) cut into pages, since a source
may have said hundreds of thousands of things.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

import pyoxigraph as ox

from graph.errors import NotFoundError
from graph.iris import Thing
from graph.rdf.names import OA, PREFIXES, TYPE, Node
from graph.store import Store
from ontology import terms

PAGE = 100
"""Quads of each direction on a page."""
MAX_PAGE = 10_000
"""A later page takes seconds to find: SPARQL and the export have all."""

_LABEL = PREFIXES["rdfs"] + "label"
_HEAD = (TYPE.value, _LABEL, terms.NAME, terms.CLAIM_TEXT)
"""What every document says again of a thing that it mentions; it stands on each page, once."""
_GRAPHS = 20  # that are told of those that say so
_PREFERRED_LABEL = PREFIXES["skos"] + "prefLabel"
_NAMING = {
    Thing.SOURCE: (_LABEL,),
    Thing.CLAIM: (terms.CLAIM_TEXT,),
    Thing.DOCUMENT: (terms.TITLE, terms.URL),
    Thing.HYPERLINK: (terms.TARGET,),
    Thing.ANCHOR: (OA + "exact", OA + "start", OA + "end"),
    Thing.EXTRACTOR: (terms.NAME,),
    Thing.REVIEWER: (_LABEL,),
}
"""By which properties things of a kind are called something; others have no words of their own."""
_DATASET = ox.NamedNode("http://rdfs.org/ns/void#Dataset")
_TOPIC = ox.NamedNode("http://xmlns.com/foaf/0.1/primaryTopic")


@dataclass(frozen=True, slots=True)
class Description:
    """One page of what is said of a thing."""

    thing: Thing
    iri: str
    said: tuple[ox.Quad, ...]
    """Of the thing itself; what many graphs say comes with the first twenty of them."""
    leading: tuple[ox.Quad, ...]
    """From others to the thing."""
    named: tuple[ox.Quad, ...]
    """What the things in those quads are called."""
    page: int
    has_more: bool

    @property
    def quads(self) -> list[ox.Quad]:
        """All of them, the thing's own first."""
        return [*self.said, *self.leading, *self.named]


def describe(store: Store, iri: str, *, page: int = 1) -> Description:
    """A page of what is said of the thing with an IRI; the first has number 1.

    Raises NotFoundError where nothing is said of it, or no more on that page.
    """
    parts = store.iris.split(iri)
    if parts is None:
        raise NotFoundError(
            "No thing is called so: its address ends in a kind and an id, as answers and exports have it."
        )
    thing, name = parts
    head = list(_of_graph(store, thing, name) if thing in (Thing.GRAPH, Thing.LAYER) else _head(store, iri))
    node, skipped = ox.NamedNode(iri), ", ".join(f"<{property_}>" for property_ in _HEAD)
    out = _page(store, f"{node} ?p ?o", page, condition=f"FILTER (?p NOT IN ({skipped}))")
    back = _page(store, f"?s ?p {node}", page)
    said = [ox.Quad(node, *row) for row in out[:PAGE]]  # type: ignore[arg-type]
    leading = [ox.Quad(s, p, node, g) for s, p, g in back[:PAGE]]  # type: ignore[arg-type]
    has_more = len(out) > PAGE or len(back) > PAGE
    said, leading = ([quad for quad in quads if _is_own(store, quad)] for quads in (said, leading))
    if not (said or leading or has_more or (head and page == 1)):
        more = "no further page of what is said of it" if page > 1 else "no such thing in the store"
        raise NotFoundError(f"There is {more}.")
    own = [*head, *_sorted(said)]
    return Description(
        thing=thing,
        iri=iri,
        said=tuple(own),
        leading=tuple(_sorted(leading)),
        named=tuple(_names(store, _neighbours([*own, *leading], iri))),
        page=page,
        has_more=has_more and page < MAX_PAGE,
    )


def is_there(store: Store, iri: str) -> bool:
    """Whether the library says anything of the thing with an IRI, or of something else in relation to it."""
    if store.iris.split(iri) is None:
        return False
    said = chain(store.said(subject=iri), store.said(object=ox.NamedNode(iri)))
    return store.has_graph(iri) or next(said, None) is not None


def naming(store: Store, iri: str) -> tuple[str, ...]:
    """The properties by which something may be called something in the store."""
    parts = store.iris.split(iri)
    if parts is None:
        # Of what others name, only known sources are called something here; that takes one look.
        return () if iri.startswith(terms.NS) else (_PREFERRED_LABEL,)
    thing, name = parts
    return () if thing is Thing.ANCHOR and "-" not in name else _NAMING.get(thing, ())


def _head(store: Store, iri: str) -> Iterator[ox.Quad]:
    properties = " ".join(f"<{property_}>" for property_ in _HEAD)
    found = store.select_terms(f"SELECT DISTINCT ?p ?o {{ VALUES ?p {{ {properties} }} <{iri}> ?p ?o }}")
    for predicate, object_ in sorted(found, key=str):
        if isinstance(predicate, ox.NamedNode):
            yield from islice(store.said(subject=iri, predicate=predicate.value, object=object_), _GRAPHS)


def _of_graph(store: Store, thing: Thing, name: str) -> Iterator[ox.Quad]:
    """What a named graph is: of itself the library says nothing in it."""
    node = ox.NamedNode(store.iris.of(thing, name))
    if store.has_graph(node.value):
        yield ox.Quad(node, TYPE, _DATASET)
        if thing is Thing.GRAPH:
            yield ox.Quad(node, _TOPIC, ox.NamedNode(store.iris.of(Thing.DOCUMENT, name)))


def _page(store: Store, pattern: str, page: int, *, condition: str = "") -> list[tuple[Node | None, ...]]:
    """One row more than a page has, if there are further ones."""
    # The engine keeps quads sorted, so that the order is the same as long as nothing changes.
    ends = f"OFFSET {(page - 1) * PAGE} LIMIT {PAGE + 1}"
    variables = " ".join(word for word in (*pattern.split(), "?g") if word.startswith("?"))
    return store.select_terms(f"SELECT {variables} {{ GRAPH ?g {{ {pattern} }} {condition} }} {ends}")


def _is_own(store: Store, quad: ox.Quad) -> bool:
    return isinstance(quad.graph_name, ox.NamedNode) and store.is_own(quad.graph_name.value)


def _neighbours(quads: Iterable[ox.Quad], iri: str) -> Iterator[str]:
    """The IRIs in some quads but for one, each once."""
    ends = (node.value for quad in quads for node in (quad.subject, quad.object) if isinstance(node, ox.NamedNode))
    return (found for found in dict.fromkeys(ends) if found != iri)


def _names(store: Store, neighbours: Iterable[str]) -> Iterator[ox.Quad]:
    for neighbour in neighbours:
        for property_ in naming(store, neighbour):
            yield from islice(store.said(subject=neighbour, predicate=property_), 1)


def _sorted(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    return sorted(quads, key=lambda quad: (str(quad.subject), quad.predicate.value, str(quad.object)))
