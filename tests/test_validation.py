import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import texts

from graph.library import Library
from graph.model import Document
from graph.rdf.names import OA
from graph.validation import check
from ontology import terms


@pytest.fixture
def broken(samples):
    """A copy of two sample documents, to be damaged."""
    library = Library.in_memory()
    for name in list(samples.document_ids())[:2]:
        library.put(*samples.read(name))
    library.commit()
    return library


def damage(library: Library, *, predicate: str, change) -> None:
    """Replace one quad of the first document by what ``change`` makes of it."""
    name = library.store.graphs()[0]
    quads = set(library.store.quads(name))
    victim = min((q for q in quads if q.predicate.value == predicate), key=str)
    library.store.replace_graph(name, quads - {victim} | set(change(victim)))


def messages(library: Library) -> str:
    return "\n".join(violation.message for violation in check(library))


def test_what_the_pipeline_writes_is_whole(samples, broken):
    assert list(check(broken)) == []


def test_words_that_do_not_stand_where_their_anchor_says_are_found(broken):
    damage(
        broken,
        predicate=OA + "exact",
        change=lambda q: [ox.Quad(q.subject, q.predicate, ox.Literal("other words"), q.graph_name)],
    )
    assert "is not the anchored words" in messages(broken)


def test_a_statement_without_a_source_is_found(broken):
    damage(broken, predicate=terms.SOURCE_OF, change=lambda q: [])
    assert "al:source" in messages(broken)


def test_an_unnamed_source_in_two_documents_is_found(broken):
    first, second = broken.store.graphs()
    quads = set(broken.store.quads(second))
    unnamed = ox.NamedNode(terms.UNNAMED_SOURCE)
    victim = next(q.subject for q in broken.store.quads(first) if q.object == unnamed)
    about = {
        ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(second))
        for q in broken.store.quads(first)
        if q.subject == victim
    }
    document = next(q.subject for q in quads if q.object == ox.NamedNode(terms.DOCUMENT))
    moved = {
        ox.Quad(q.subject, q.predicate, document, q.graph_name) if q.predicate.value == terms.DESCRIBED_IN else q
        for q in about
    }
    broken.store.replace_graph(second, quads | moved)
    assert "more than one document" in messages(broken)


def test_an_index_that_lags_is_found(broken):
    name = next(broken.document_ids())
    broken.index.replace(name, [])
    broken.index.commit()
    assert "search index holds" in messages(broken)


PIECES = [
    "The mayor said that ", "“", "”", '"', "'", ", according to ", "the Sund News Agency", ", citing local sources", ". ",
    "Ada Quill told reporters: ", "denied ", "\r\n", "\n\n", "\u200b", "🙂", "نعم ", "« oui »", "the bridge was closed",
]  # fmt: skip


@settings(max_examples=40)
@given(st.lists(st.sampled_from(PIECES) | texts, max_size=25).map("".join))
def test_whatever_the_text_its_anchors_hold_and_its_graph_has_the_right_form(pipeline, text):
    document = Document(text, outlet="The Courier")
    with Library.in_memory() as library:
        library.put(document, pipeline(document).statements)
        library.commit()
        assert list(check(library)) == []
