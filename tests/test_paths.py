from dataclasses import replace

import pytest
from pieces import CLAIM, Piece, library_of

from graph.analysis.answers import Paths
from graph.analysis.claim_graph import Inference
from graph.analysis.paths import paths_of
from graph.analysis.standing import standing
from graph.errors import InputError, NotFoundError
from graph.model import SourceKind, Stance, ViaBasis

ANONYMOUS, PERSON = SourceKind.ANONYMOUS, SourceKind.PERSON


def forked() -> Piece:
    """The Courier has it from an agency, and that from two; a ministry denies it."""
    piece = Piece("The Courier").says("a guard", kind=ANONYMOUS).says("Ida Stein", kind=PERSON)
    piece.says("Tidal Wire", "a guard", "Ida Stein")
    return piece.says("the ministry", kind=SourceKind.GOVERNMENT_BODY, stance=Stance.REJECT)


def names(paths) -> list[list[str]]:
    return [[step.source.name for step in path.steps] for path in paths]


def found(*pieces: Piece, name=CLAIM.id, **options) -> Paths:
    return paths_of(library_of(*pieces), name, **options)


def over_documents() -> tuple[Piece, Piece]:
    return (
        Piece("The Courier").says("a guard", kind=ANONYMOUS),
        Piece("Dom", "2031-03-05").says("The Courier"),
    )


def test_all_paths_to_all_origins_are_listed_the_shortest_first():
    paths = found(forked())
    assert sorted(names(paths.paths)[1:]) == [
        ["The Courier", "Tidal Wire", "Ida Stein"],
        ["The Courier", "Tidal Wire", "a guard"],
    ]
    assert names(paths.paths)[0] == ["The Courier", "the ministry"]
    assert not paths.truncated
    assert [path.steps[-1].source for path in paths.paths] == [path.origin for path in paths.paths]
    assert {(step.basis, step.inferred) for path in paths.paths for step in path.steps[1:]} == {
        ("within_sentence", False)
    }
    assert {(step.basis, step.score, step.reason) for path in paths.paths for step in path.steps[:1]} == {
        (None, None, None)
    }


def test_a_cut_list_of_paths_says_so():
    paths = found(forked(), limit=1)
    assert (len(paths.paths), paths.truncated) == (1, True)


def test_a_statement_has_paths_of_its_own():
    piece = forked()
    library = library_of(piece)
    agency = piece.statements["Tidal Wire"].id
    for name in (agency, library.store.iris.of("statement", agency)):
        assert {tuple(path) for path in names(paths_of(library, name).paths)} == {
            ("Tidal Wire", "a guard"),
            ("Tidal Wire", "Ida Stein"),
        }


def test_a_path_goes_on_in_the_document_that_is_cited():
    (path,) = found(*over_documents()).paths[-1:]
    assert names([path]) == [["Dom", "The Courier", "The Courier", "a guard"]]
    assert [step.document.outlet for step in path.steps] == ["Dom", "Dom", "The Courier", "The Courier"]
    assert [step.inferred for step in path.steps] == [False, False, True, False]
    assert path.steps[2].basis == "named_outlet"
    assert path.steps[2].reason


def test_what_is_inferred_can_be_left_out():
    paths = found(*over_documents(), inferred=Inference.WITHOUT)
    assert sorted(names(paths.paths)) == [["Dom", "The Courier"], ["The Courier", "a guard"]]
    assert not any(step.inferred for path in paths.paths for step in path.steps)


def test_paths_end_with_the_origins_that_stand_behind_the_claim():
    pieces = (*over_documents(), Piece("Rag", "2031-03-06").says("Ida Stein", kind=PERSON))
    pieces[-1].says("Bo Lund", "Ida Stein", kind=PERSON).says("Bo Lund", label="again", kind=PERSON)
    library = library_of(*pieces)
    (side,) = standing(library, CLAIM.id).sides
    ends = {path.steps[-1].statement for path in paths_of(library, CLAIM.id).paths}
    assert ends == {
        passage.statement for origin in (*side.origins, *side.origins_unnamed) for passage in origin.passages
    }


def test_paths_lead_from_any_source_to_any_other():
    pieces = (*over_documents(), Piece("Rag", "2031-03-06").says("Ida Stein", kind=PERSON))
    assert names(found(*pieces, start="Dom", end="The Courier").paths) == [
        ["Dom", "The Courier"],
        ["Dom", "The Courier", "The Courier"],
    ]
    assert {path[-1] for path in names(found(*pieces, end="Ida Stein").paths)} == {"Ida Stein"}
    assert {path[0] for path in names(found(*pieces, start="Rag").paths)} == {"Rag"}
    assert found(*pieces, start="Rag", end="The Courier").paths == ()


def test_an_outlet_without_a_word_of_its_own_stands_for_what_it_prints():
    piece = Piece("Dom", relays=False).says("Ida Stein", kind=PERSON)
    assert names(found(piece, start="Dom").paths) == [["Ida Stein"]]


def test_a_statement_is_where_its_paths_start():
    piece = forked()
    with pytest.raises(InputError, match="start there"):
        found(piece, name=piece.build()[1][0].id, start="Dom")


def test_who_repeats_what_he_has_from_somebody_is_shown_when_asked_for():
    piece = Piece("Dom").says("Ida Stein", kind=PERSON).says("Bo Lund", "Ida Stein", kind=PERSON)
    piece.says("Bo Lund", label="again", kind=PERSON)
    library = library_of(piece)
    assert ["Dom", "Bo Lund"] not in names(paths_of(library, CLAIM.id).paths)
    assert names(paths_of(library, piece.statements["again"].id).paths) == [["Bo Lund"]]


class Circle(Piece):
    """Two statements that rest on each other, as hostile data may have them."""

    def build(self):
        document, (one, other) = super().build()
        looped = [
            replace(mine, via=(replace(other.via[0], statement=its.id, basis=ViaBasis.INFERRED),))
            for mine, its in ((one, other), (other, one))
        ]
        return document, looped


def test_loops_are_told_as_loops():
    piece = Circle("The Courier", relays=False).says("Dom").says("Rag", "Dom")
    paths = found(piece)
    assert paths.paths == ()
    assert sorted(names(paths.loops)) == [["Dom", "Rag", "Dom"], ["Rag", "Dom", "Rag"]]
    assert not paths.loops_truncated
    cut = found(piece, limit=1)
    assert (len(cut.loops), cut.loops_truncated) == (1, True)


@pytest.mark.parametrize("name", ["nowhere", "a" * 26])
def test_what_is_not_there_is_not_found(name):
    with pytest.raises(NotFoundError, match="no claim or statement"):
        found(forked(), name=name)


def test_a_source_that_is_not_there_is_not_found():
    with pytest.raises(NotFoundError, match="There is no source"):
        found(forked(), end="Zyzzyva Zeitung")


def test_the_query_shows_every_hop_that_texts_state():
    library = library_of(*over_documents())
    paths = paths_of(library, CLAIM.id, inferred=Inference.WITHOUT)
    (query,) = paths.queries
    rows = {
        tuple(str(row[name]).rsplit("/", 1)[-1] for name in ("statement", "source", "restsOn", "origin"))
        for row in library.store.select(query.sparql)
    }
    assert rows == {
        (outer.statement, outer.source.id, inner.statement, inner.source.id)
        for path in paths.paths
        for outer, inner in zip(path.steps, path.steps[1:], strict=False)
    }
