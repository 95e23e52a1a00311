"""What an update may change: graphs of a user's, and never what the library keeps, however the update is written."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.endpoint.update_text import tokens
from graph.endpoint.updating import carry_out
from graph.errors import AllegedlyError, ForbiddenError, QueryError
from graph.iris import Thing
from graph.store import Store
from ontology import terms

BASE = "http://endpoint.example/sparql"
DOCUMENT = "https://w3id.org/allegedly/id/graph/" + "a" * 26
LAYER = "https://w3id.org/allegedly/id/layer/clusters"
MINE = "http://mine.example/g"


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(name)


def filled() -> Store:
    """A store with a document, a layer, and a graph of a user's."""
    store = Store.in_memory()
    for graph in (DOCUMENT, LAYER, MINE):
        store.replace_graph(graph, {ox.Quad(node(f"{graph}#s"), node("http://x.example/p"), node("x:o"), node(graph))})
    return store


def kept(store: Store) -> set[ox.Quad]:
    names = [DOCUMENT, LAYER, terms.NS.rstrip("#")]
    return {quad for name in names for quad in store.quads(name)}


def own_words(store: Store) -> list[ox.Triple]:
    found = [*store.triples(None), *store.triples(MINE)]
    return [
        t for t in found if terms.NS in str(t.predicate) or ("#type" in str(t.predicate) and terms.NS in str(t.object))
    ]


def do(store: Store, update: str, **using: tuple[str, ...]) -> None:
    carry_out(store, update, base=BASE, **using)


def objects(store: Store, graph: str | None = MINE) -> set[str]:
    return {str(triple.object) for triple in store.triples(graph)}


FORBIDDEN = [
    f"INSERT DATA {{ GRAPH <{DOCUMENT}> {{ <a:a> <a:b> 1 }} }}",
    f"DELETE DATA {{ GRAPH <{LAYER}> {{ <a:a> <a:b> 1 }} }}",
    f"DELETE WHERE {{ GRAPH <{DOCUMENT}> {{ ?s ?p ?o }} }}",
    "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
    "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
    f"WITH <{DOCUMENT}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
    f"PREFIX g: <{DOCUMENT[:-1]}> CLEAR GRAPH g:a",
    "PREFIX g: <https://w3id.org/allegedly/id/layer/> DROP GRAPH g:clusters",
    "BASE <https://w3id.org/allegedly/id/> DROP GRAPH <layer/clusters>",
    "BASE <https://w3id.org/allegedly/id/x/> DROP GRAPH <../layer/clusters>",
    "DROP GRAPH <https://w3id.org/allegedly/id/layer/\\u0063lusters>",
    "DROP GRAPH <https://w3id.org/allegedly/ns>",
    "CREATE SILENT GRAPH <https://w3id.org/allegedly/id/layer/mine>",
    f"COPY <{MINE}> TO <{DOCUMENT}>",
    f"MOVE <{DOCUMENT}> TO <{MINE}>",
    f"ADD SILENT <{DOCUMENT}> TO <{MINE}>",
    "CLEAR ALL",
    "drop silent named",
    f"CLEAR GRAPH <{MINE}> ; DROP # not GRAPH <{MINE}>\n ALL",
    f"INSERT DATA {{ GRAPH <{MINE}> {{ <a:a> <{terms.NS}asserts> <a:b> }} }}",
    "INSERT DATA { <a:a> a al:Statement }",
    f"INSERT {{ GRAPH <{MINE}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "INSERT { ?s a ?o } WHERE { GRAPH ?g { ?s ?p ?o } }",
    "INSERT DATA { GRAPH <x:g> { <a:a> <a:b> [ al:source <a:c> ] } }",
    "LOAD <http://127.0.0.1:1/>",
    f"LOAD <http://127.0.0.1:1/> INTO GRAPH <{MINE}>",
]


@pytest.mark.parametrize("update", FORBIDDEN)
def test_what_the_library_keeps_is_refused(update: str) -> None:
    with filled() as store:
        before = kept(store)
        with pytest.raises(ForbiddenError):
            do(store, update)
        assert kept(store) == before
        assert objects(store) == {"<x:o>"}


@pytest.mark.parametrize(
    "update",
    [
        "SELECT * { ?s ?p ?o }",
        "CLEARALL",
        "CLEAR SILENTALL",
        f"PREFIX GRAPH: <{DOCUMENT[:-1]}> CLEAR GRAPH:a",
        f"PREFIX TO: <{DOCUMENT[:-1]}> COPY <{MINE}> TO:a",
        "INSERT DATA { <a:a> <a:b> 'x }",
        "INSERT DATA { <a:a> <a:b> 1 ",
        "INSERT DATA { <a:a> <a:b> 1 ) }",
        "INSERT DATA { <a:a> <a:b> nothing:here }",
        "INSERT { <a:a> <a:b> 1 }",
        "DELETE WHERE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "INSERT DATA { <a:a> <a:b> 1 } ;; CLEAR DEFAULT",
        "INSERT { <a:a> <a:b> ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "PREFIX service: <a:> INSERT { <a:a> <a:b> ?o } WHERE { service:x ?p ?o }",
        "INSERT DATA { <a:a> <a:b> '\\ud800' }",
        "INSERT DATA { <a:a> <a:b> " + "(" * 200 + ")" * 200 + " }",
        f"INSERT {{ <a:a> <a:b> 1 }} WHERE {{ {'?s ?p ?o . ' * 2000} }}",
        "DROP GRAPH <http://nowhere.example/>",
        "CREATE GRAPH <http://mine.example/g>",
        "\\u0044ROP ALL",
    ],
)
def test_what_cannot_be_carried_out_changes_nothing(update: str) -> None:
    with filled() as store:
        with pytest.raises(QueryError):
            do(store, update)
        assert objects(store) == {"<x:o>"}
        assert not list(store.triples(None))


def test_graphs_of_a_user_are_written_all_or_nothing() -> None:
    with filled() as store:
        with pytest.raises(QueryError, match="does not exist"):
            do(store, f"DELETE WHERE {{ GRAPH <{MINE}> {{ ?s ?p ?o }} }} ; DROP GRAPH <http://nowhere.example/>")
        assert objects(store) == {"<x:o>"}
        do(
            store,
            f"PREFIX m: <{MINE}#> INSERT DATA {{ GRAPH <{MINE}> {{ m:s m:p 'one', \"two; }}\", '''three\n#''' }} }}",
        )
        assert objects(store) == {"<x:o>", '"one"', '"two; }"', '"three\\n#"'}
        do(store, f"CLEAR GRAPH <{MINE}> ; PREFIX m: <m:> INSERT DATA {{ m:a m:b m:c }}")
        assert objects(store) == set()
        assert objects(store, None) == {"<m:c>"}


def test_a_document_can_be_read_by_an_update() -> None:
    with filled() as store:
        do(store, f"INSERT {{ GRAPH <{MINE}> {{ ?s <x:seen> 'yes' }} }} WHERE {{ GRAPH <{DOCUMENT}> {{ ?s ?p ?o }} }}")
        assert objects(store) == {"<x:o>", '"yes"'}


def test_the_request_gives_the_graphs_of_a_where() -> None:
    update = f"INSERT {{ GRAPH <{MINE}> {{ ?s <x:seen> 'yes' }} }} WHERE {{ ?s ?p ?o }}"
    with filled() as store:
        do(store, update, using=("http://nowhere.example/",))
        assert objects(store) == {"<x:o>"}
        do(store, update, using=(LAYER,))
        assert objects(store) == {"<x:o>", '"yes"'}
        with pytest.raises(QueryError, match="USING or WITH"):
            do(store, f"WITH <{MINE}> {update}", using=(LAYER,))
        with pytest.raises(QueryError, match="absolute IRI"):
            do(store, update, using=("g> { } ; DROP ALL #",))
        do(store, "DELETE WHERE { ?s ?p ?o }", using=(MINE,))  # from the graph without a name, where nothing is
        assert objects(store) == {"<x:o>", '"yes"'}


def test_loading_in_silence_does_nothing() -> None:
    with filled() as store:
        do(store, f"LOAD SILENT <http://127.0.0.1:1/> INTO GRAPH <{MINE}> ; INSERT DATA {{ <a:a> <a:b> 1 }}")
        assert len(objects(store, None)) == 1


def test_what_users_say_of_the_library_s_things_is_not_taken_for_its_own_word() -> None:
    claim = f"{Store.in_memory().iris.base}claim/" + "b" * 26
    with filled() as store:
        do(store, f"INSERT DATA {{ GRAPH <{MINE}> {{ <{claim}> a <x:Checked> ; <x:note> 'mine' }} }}")
        assert not store.is_described(claim)
        assert store.descriptions([claim]) == {}
        assert store.value(claim, predicate="x:note") is None
        assert store.value(claim, predicate="x:note", name=MINE) == "mine"
        assert b"mine" in store.answer(f"SELECT ?note {{ <{claim}> <x:note> ?note }}").content


@given(st.text(max_size=30))
@settings(max_examples=200)
def test_a_string_means_the_same_however_it_is_spelt(text: str) -> None:
    quoted = '"' + "".join({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"}.get(c, c) for c in text) + '"'
    spelt = "".join(token.text for token in tokens(quoted))
    (row,) = ox.Store().query(f"SELECT ({spelt} AS ?x) {{}}")
    assert row["x"] == ox.Literal(text)
    assert not set(spelt[1:-1]) & set("\"'{}<>#\n\r")


PIECES = [
    "INSERT DATA", "DELETE DATA", "DELETE WHERE", "INSERT", "DELETE", "WHERE", "WITH", "USING", "CLEAR", "DROP", "COPY",
    "MOVE", "ADD", "TO", "GRAPH", "ALL", "NAMED", "DEFAULT", "SILENT", "CREATE", "PREFIX g:", "PREFIX GRAPH:", "BASE",
    "{", "}", "{ ?s ?p ?o }", "{ GRAPH ?g { ?s ?p ?o } }", "{ GRAPH g:a { ?s ?p ?o } }", ";", "#", "\n", "'", '"', '"""',
    "'''", "\\", "<", ">", f"<{DOCUMENT}>", f"<{DOCUMENT[:-1]}>", "g:a", "GRAPH:a", "<https://w3id.org/allegedly/id/>",
    "<layer/clusters>", f"<{MINE}>", "?a<?b#>", "<a:a> <a:b> 1", "a al:Claim", "\\u0044", "FILTER(?s", ")", "(", "_:x",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=14), st.sampled_from([" ", "", "\n"]))
@settings(max_examples=600)
def test_no_text_changes_what_the_library_keeps(pieces: list[str], between: str) -> None:
    with filled() as store:
        before = kept(store)
        try:
            do(store, between.join(pieces))
        except AllegedlyError:
            assert objects(store) == {"<x:o>"}
        assert kept(store) == before
        assert not own_words(store)


operations = st.one_of(
    st.tuples(
        st.sampled_from(["INSERT DATA {", "DELETE DATA {"]),
        st.sampled_from([f"GRAPH <{DOCUMENT}>", f"GRAPH <{MINE}>", "GRAPH g:a", "GRAPH GRAPH:a", ""]),
        st.sampled_from(["{ <a:a> <a:b> 1 } }", "{ <a:a> a al:Claim } }", "<a:a> <a:b> '} } ; DROP ALL #' }"]),
    ),
    st.tuples(
        st.sampled_from(["", f"WITH <{MINE}> ", f"WITH <{DOCUMENT}> ", "WITH g:a "]),
        st.sampled_from(["DELETE {", "INSERT {"]),
        st.sampled_from(["?s ?p ?o", "GRAPH ?g { ?s ?p ?o }", "GRAPH g:a { ?s ?p ?o }", "?s <x:p> ?o", "?s a ?o"]),
        st.sampled_from(["} WHERE {", "} USING g:a WHERE {", f"}} USING NAMED <{DOCUMENT}> WHERE {{"]),
        st.sampled_from(["GRAPH ?g { ?s ?p ?o } }", "GRAPH ?g { ?s ?p ?o FILTER(?o<?p#>\n) } }", "?s ?p ?o }"]),
    ),
    st.tuples(
        st.sampled_from(["CLEAR ", "DROP SILENT ", "CREATE ", "drop"]),
        st.sampled_from([f"GRAPH <{DOCUMENT}>", f"GRAPH <{MINE}>", "GRAPH g:a", "GRAPHg:a", "ALL", "NAMED", "DEFAULT"]),
    ),
    st.tuples(
        st.sampled_from(["COPY ", "MOVE SILENT ", "ADD "]),
        st.sampled_from(["DEFAULT", f"<{MINE}>", f"<{DOCUMENT}>", "g:a"]),
        st.sampled_from([" TO ", "TO", " TO GRAPH "]),
        st.sampled_from(["DEFAULT", f"<{MINE}>", f"<{DOCUMENT}>", "g:a", "GRAPH:a"]),
    ),
)
prologues = st.sampled_from(["", f"PREFIX g: <{DOCUMENT[:-1]}> ", f"PREFIX GRAPH: <{DOCUMENT[:-1]}> PREFIX g: <x:> "])


@given(st.lists(st.tuples(prologues, operations), min_size=1, max_size=3))
@settings(max_examples=300)
def test_no_update_changes_what_the_library_keeps(parts: list[tuple[str, tuple[str, ...]]]) -> None:
    with filled() as store:
        before = kept(store)
        try:
            do(store, " ; ".join(prologue + "".join(operation) for prologue, operation in parts))
        except AllegedlyError:
            assert objects(store) == {"<x:o>"}
        assert kept(store) == before
        assert not own_words(store)


def test_graphs_of_the_library_are_known_by_their_names() -> None:
    store = filled()
    assert all(map(store.is_own, (DOCUMENT, LAYER, terms.NS.rstrip("#"), store.iris.of(Thing.GRAPH, "x"))))
    assert not any(map(store.is_own, (MINE, "https://w3id.org/allegedly/id/claim/x", f"{terms.NS}x")))
