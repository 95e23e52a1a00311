import pytest
from hypothesis import given
from hypothesis import strategies as st
from pieces import CLAIM, Piece, library_of

from graph.analysis.timeline import Basis, Clock, Timeline, timeline_of_claim, timeline_of_source
from graph.errors import NotFoundError
from graph.model import DateBasis, Source, SourceKind

PERSON = SourceKind.PERSON


def of_claim(*pieces: Piece, **page) -> Timeline:
    return timeline_of_claim(library_of(*pieces), CLAIM.id, **{"limit": 100, **page})


def of_source(name: str, *pieces: Piece, **page) -> Timeline:
    source = Source(name, PERSON).id
    return timeline_of_source(library_of(*pieces), source, **{"limit": 100, **page})


def told(found: Timeline) -> list[tuple[str, str, list[str]]]:
    return [
        (event.clock.value, event.when, [saying.source.name for saying in event.sayings if saying.source])
        for event in found.events
    ]


def piece(outlet="The Courier", published="2031-03-09", day="2031-03-05", **options) -> Piece:
    return Piece(outlet, published, relays=False).says("Ida Stein", kind=PERSON, day=day, **options)


def test_what_is_said_and_what_is_published_are_events_of_their_own():
    found = of_claim(piece())
    assert told(found) == [("said", "2031-03-05", ["Ida Stein"]), ("published", "2031-03-09", ["Ida Stein"])]
    assert [event.basis for event in found.events] == [Basis.TEXT, Basis.DOCUMENT]


def test_a_saying_without_a_day_in_the_text_is_no_event_but_that_it_was_published():
    (event,) = of_claim(piece(day="2031-03-09", basis=DateBasis.PUBLICATION)).events
    assert (event.clock, event.sayings[0].said_on_basis) == (Clock.PUBLISHED, "publication")
    (event,) = of_claim(piece(day=None)).events
    assert (event.clock, event.sayings[0].said_on) == (Clock.PUBLISHED, None)


def test_what_has_no_date_is_listed_apart():
    found = of_claim(piece(published=None, day=None), piece("Dom"))
    assert [saying.document.outlet for saying in found.undated] == ["The Courier"]
    assert len(found.events) == 2


def test_events_are_in_order_of_time():
    found = of_claim(
        piece("Late", "2031-03-09T01:00:00+00:00", day=None),
        piece("Early", "2031-03-08T23:00:00+00:00", day="2031-03"),
        piece("First", "2031-03-04", day=None),
    )
    assert [event.when for event in found.events] == [
        "2031-03",
        "2031-03-04",
        "2031-03-08T23:00:00Z",
        "2031-03-09T01:00:00Z",
    ]


def test_every_event_shows_the_passage_that_it_rests_on():
    library = library_of(piece())
    for event in timeline_of_claim(library, CLAIM.id, limit=10).events:
        for saying in event.sayings:
            document, statements = library.read(saying.document.id)
            assert document.text[slice(*saying.span)] == saying.quote
            assert saying.statement in {statement.id for statement in statements}


def test_a_source_has_the_newest_first_page_by_page():
    pieces = [piece(f"Outlet {day}", f"2031-03-0{day}", day=None) for day in range(1, 6)]
    first = of_source("Ida Stein", *pieces, limit=2)
    assert [event.when for event in first.events] == ["2031-03-05", "2031-03-04"]
    assert (first.total, first.more) == (5, True)
    last = of_source("Ida Stein", *pieces, limit=2, offset=4)
    assert [event.when for event in last.events] == ["2031-03-01"]
    assert not last.more


def test_pages_of_a_claim_hold_each_statement_once():
    pieces = [piece(f"Outlet {day}", f"2031-03-0{day}") for day in range(1, 6)]
    library = library_of(*pieces)
    pages = [timeline_of_claim(library, CLAIM.id, limit=2, offset=offset) for offset in (0, 2, 4)]
    held = [{saying.statement for event in page.events for saying in event.sayings} for page in pages]
    assert [len(page) for page in held] == [2, 2, 1]
    assert len(set.union(*held)) == 5
    assert [page.more for page in pages] == [True, True, False]


def test_the_query_gives_the_same_statements():
    library = library_of(piece(), piece("Dom", None, day=None), piece("Rag", day="2031"))
    source = Source("Ida Stein", PERSON).id
    for found in (
        timeline_of_claim(library, CLAIM.id, limit=100),
        timeline_of_source(library, source, limit=100),
    ):
        rows = library.store.select(found.sparql)
        sayings = {saying.statement for event in found.events for saying in event.sayings}
        sayings |= {saying.statement for saying in found.undated}
        assert {(row["statement"] or "").rsplit("/", 1)[1] for row in rows} == sayings
        assert len(rows) == len(sayings) == 3
        assert {row["notBefore"] for row in rows} == {"2031-03-05", "2031-01-01", None}


def test_what_is_not_there_has_no_timeline():
    library = library_of(piece())
    with pytest.raises(NotFoundError):
        timeline_of_claim(library, "a" * 26, limit=1)
    with pytest.raises(NotFoundError):
        timeline_of_source(library, "a" * 26, limit=1)


@given(st.permutations(range(4)))
def test_the_order_of_arrival_makes_no_difference(order):
    pieces = [
        piece("A", "2031-03-04", day="2031-03"),
        piece("B", "2031-03-04", day=None),
        piece("C", None, day="2031-03-04"),
        piece("D", "2031-03-05", day="2031-03-04"),
    ]
    assert of_claim(*(pieces[number] for number in order)) == of_claim(*pieces)


def test_the_last_page_of_what_was_cut_says_so_and_is_the_last(monkeypatch):
    monkeypatch.setattr("graph.analysis.evidence.evidence_of.__kwdefaults__", {"limit": 3})
    library = library_of(*(piece(f"Outlet {day}", f"2031-03-0{day}", day=None) for day in range(1, 6)))
    page = timeline_of_claim(library, CLAIM.id, limit=2, offset=2)
    assert (page.total, page.more, page.truncated) == (3, False, True)
    assert timeline_of_claim(library, CLAIM.id, limit=2).more
