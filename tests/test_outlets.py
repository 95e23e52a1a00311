"""The citation graph of outlets: as many as a query of the store counts, its loops over time, what is upstream."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import reviewing
from graph.analysis.outlet_loops import first_round
from graph.analysis.outlets import outlets
from graph.analysis.streams import stream_of
from graph.citations.groups import Among
from graph.errors import NotFoundError
from graph.identity.reviews import Verdict
from graph.iris import local_name
from graph.library import Library
from graph.model import (
    Claim,
    Document,
    QuotationType,
    Source,
    SourceKind,
    Span,
    SpeechAct,
    Stance,
    Statement,
    Via,
    ViaBasis,
)

DAY = date(2031, 3, 1)
COURIER, WIRE, RADIO = (Source(name, SourceKind.OUTLET) for name in ("The Courier", "Tidewater Wire", "Velmara Radio"))
MINISTRY = Source("Ministry of Transport", SourceKind.GOVERNMENT_BODY)


def article(
    number: int, *chain: Source, day: date | None = None, stance: Stance = Stance.AFFIRM
) -> tuple[Document, list[Statement]]:
    """An article in which each source passes on the next one; of that stance is what the last one says."""
    document = Document(f"The bridge was closed. {number}", url=f"https://a.example/{number}", published=day)
    made: list[Statement] = []
    for place, source in enumerate(reversed(chain)):
        made.append(
            Statement(
                document=document.id,
                source=source
                if source.kind is not SourceKind.COLLECTIVE
                else Source(source.name, source.kind, document.id),
                claim=Claim("The bridge was closed"),
                speech_act=SpeechAct.REPORT,
                stance=Stance.AFFIRM if made else stance,
                quotation=QuotationType.INDIRECT,
                source_spans=(Span(place, place + 1),),
                content_spans=(Span(4, 10),),
                via=tuple(Via(target.id, ViaBasis.WITHIN_SENTENCE) for target in made[-1:]),
            )
        )
    return document, made


def library_of(*articles: tuple[Document, list[Statement]]) -> Library:
    library = Library.in_memory()
    for one in articles:
        library.put(*one)
    library.commit()
    return library


def names(found) -> dict[str, str]:
    return {outlet.id: outlet.name for outlet in found.sources}


def edges(found) -> set[tuple[str, str, int]]:
    called = names(found)
    return {(called[edge.citing], called[edge.cited], edge.statements) for edge in found.edges}


def queried(library: Library, found) -> list[tuple]:
    return sorted(
        (
            *(local_name(row[end]) for end in ("citing", "cited")),
            *(int(row[count]) for count in ("statements", "documents")),
        )
        for row in library.store.select(found.sparql)
    )


def told(found) -> list[tuple]:
    groups = {outlet.id: outlet.group or outlet.id for outlet in found.sources}
    return sorted((groups[e.citing], groups[e.cited], e.statements, e.documents) for e in found.edges)


SOURCES = [COURIER, WIRE, RADIO, MINISTRY, Source("locals", SourceKind.COLLECTIVE, "any")]
days = st.none() | st.integers(0, 6).map(lambda offset: DAY + timedelta(days=offset))
chains = st.lists(st.sampled_from(SOURCES), min_size=1, max_size=4)
steps = st.tuples(st.integers(0, 3), st.sampled_from(["put", "forget"]), chains, days)


@settings(max_examples=60)
@given(
    st.lists(steps, min_size=1, max_size=8),
    st.lists(st.tuples(st.sampled_from(SOURCES[:4]), st.sampled_from(SOURCES[:4])), max_size=2),
    st.sampled_from(Among),
    days,
    days,
    st.integers(1, 3),
)
def test_edges_are_what_the_query_counts_after_any_history(history, merged, among, since, until, least):
    with Library.in_memory() as library:
        for number, step, chain, day in history:
            document, statements = article(number, *chain, day=DAY + timedelta(days=number))
            if step == "put":
                library.put(document, statements)
            elif document.id in library.document_ids():
                library.forget(document.id)
            library.put(*article(100 + number, *reversed(chain), day=day))
        library.commit()
        held = {row["s"] for row in library.store.select("SELECT DISTINCT ?s { ?s a al:Source }")}
        for one, other in merged:
            if among is Among.MEDIA and MINISTRY in (one, other):
                continue  # what most documents call the two decides, which the query does not count
            if one != other and {local_name(iri) for iri in held} >= {one.id, other.id}:
                at = datetime(2031, 5, 1, tzinfo=UTC)
                reviewing.review(library, one.id, other.id, verdict=Verdict.SAME, at=at, reviewer="", comment="")
        found = outlets(library, among=among, since=since, until=until, least=least)
        assert told(found) == queried(library, found)
        assert found.edges_total == len(found.edges)


def test_what_is_counted_of_an_edge_and_of_a_source():
    library = library_of(
        article(1, COURIER, WIRE, day=DAY),
        article(2, COURIER, WIRE, MINISTRY, day=date(2031, 3, 9)),
        article(3, COURIER, WIRE, stance=Stance.REJECT),
    )
    found = outlets(library)
    assert sorted(names(found).values()) == ["The Courier", "Tidewater Wire"]
    (edge,) = found.edges
    assert (edge.statements, edge.documents, edge.first, edge.last) == (3, 3, "2031-03-01", "2031-03-09")
    assert edge.stances == {"affirm": 2, "reject": 1}
    wire = next(outlet for outlet in found.sources if outlet.id == WIRE.id)
    assert (wire.kind, wire.statements, wire.documents, wire.names) == ("outlet", 3, 3, 1)


def test_sources_and_times_narrow_it_down():
    locals_ = SOURCES[-1]
    library = library_of(
        article(1, COURIER, WIRE, MINISTRY, locals_, day=DAY),
        article(2, COURIER, WIRE, day=date(2031, 4, 1)),
        article(3, COURIER, WIRE),
    )
    assert edges(outlets(library)) == {("The Courier", "Tidewater Wire", 3)}
    named = edges(outlets(library, among=Among.NAMED))
    assert named == {("The Courier", "Tidewater Wire", 3), ("Tidewater Wire", "Ministry of Transport", 1)}
    everyone = edges(outlets(library, among=Among.EVERYONE))
    assert everyone == named | {("Ministry of Transport", "locals", 1)}
    assert edges(outlets(library, until=DAY)) == {("The Courier", "Tidewater Wire", 1)}
    assert edges(outlets(library, since=date(2031, 3, 2))) == {("The Courier", "Tidewater Wire", 1)}
    assert edges(outlets(library, among=Among.NAMED, least=2)) == {("The Courier", "Tidewater Wire", 3)}
    cut = outlets(library, among=Among.NAMED, limit=1)
    assert (len(cut.edges), cut.edges_total, cut.truncated) == (1, 2, True)


def test_what_most_documents_call_a_medium_counts_as_one():
    as_body = Source("Tidewater Wire", SourceKind.COMPANY)
    assert as_body.id == WIRE.id
    library = library_of(article(1, COURIER, WIRE), article(2, COURIER, as_body), article(3, COURIER, as_body))
    assert outlets(library).edges == ()
    library.put(*article(4, COURIER, WIRE))
    library.put(*article(5, COURIER, WIRE))
    assert edges(outlets(library)) == {("The Courier", "Tidewater Wire", 5)}


def test_a_merge_joins_edges_and_its_undoing_parts_them_again():
    library = library_of(
        article(1, RADIO, WIRE, day=DAY), article(2, COURIER, RADIO, day=DAY), article(3, COURIER, WIRE, day=DAY)
    )
    before = outlets(library)
    at = datetime(2031, 5, 1, tzinfo=UTC)
    review = reviewing.review(library, WIRE.id, RADIO.id, verdict=Verdict.SAME, at=at, reviewer="", comment="")
    merged = outlets(library)
    assert [(edge.statements, edge.documents) for edge in merged.edges] == [(2, 2)]
    assert {outlet.names for outlet in merged.sources} == {1, 2}
    reviewing.undo(library, review.id)
    assert outlets(library) == before


def test_two_outlets_that_pass_each_other_on_are_a_loop_with_its_days_and_documents():
    first, later = article(1, COURIER, WIRE, day=DAY), article(2, WIRE, COURIER, day=date(2031, 3, 5))
    library = library_of(later, first, article(3, RADIO, WIRE, day=DAY))
    (component,) = outlets(library).components
    assert (component.size, set(component.sources), component.truncated) == (2, {COURIER.id, WIRE.id}, False)
    (loop,) = component.loops
    assert [(o.citing, o.cited, o.day, o.document.id) for o in loop.occasions] == [
        (COURIER.id, WIRE.id, "2031-03-01", first[0].id),
        (WIRE.id, COURIER.id, "2031-03-05", later[0].id),
    ]


def test_on_one_day_nothing_is_known_to_have_gone_round():
    library = library_of(article(1, COURIER, WIRE, day=DAY), article(2, WIRE, COURIER, day=DAY))
    (loop,) = outlets(library).components[0].loops
    assert loop.occasions == ()
    assert len(loop.edges) == 2


def test_who_passes_on_itself_is_no_loop():
    found = outlets(library_of(article(1, COURIER, COURIER, day=DAY)))
    assert (found.edges, found.components, found.sources_total) == ((), (), 0)


occasions = st.sets(st.integers(0, 7), min_size=1, max_size=4).map(
    lambda offsets: [(DAY + timedelta(days=offset), f"document {offset}") for offset in sorted(offsets)]
)


@given(st.lists(occasions, min_size=2, max_size=4))
def test_the_round_that_is_found_is_complete_as_early_as_one_can_be(hops):
    orders = [[(start - step) % len(hops) for step in range(len(hops))] for start in range(len(hops))]
    complete = [
        days[-1]
        for order in orders
        for days in product(*([day for day, _ in hops[place]] for place in order))
        if all(one < other for one, other in pairwise(days))
    ]
    found = first_round(hops)
    if not complete:
        assert found == []
        return
    places, chosen = [place for place, _ in found], [occasion for _, occasion in found]
    assert places in orders
    assert all(occasion in hops[place] for place, occasion in found)
    assert chosen == sorted(set(chosen))
    assert chosen[-1][0] == min(complete)


def test_upstream_and_downstream_go_as_far_as_the_hops_do():
    library = library_of(
        article(1, RADIO, COURIER, day=DAY), article(2, COURIER, WIRE, MINISTRY), article(3, RADIO, WIRE)
    )
    found = stream_of(library, WIRE.id)
    called = names(found)
    assert [(called[r.source], r.hops, called[r.through]) for r in found.upstream.sources] == [
        ("Ministry of Transport", 1, "Tidewater Wire")
    ]
    assert {(called[r.source], r.hops) for r in found.downstream.sources} == {("The Courier", 1), ("Velmara Radio", 1)}
    assert {called[edge.citing] for edge in found.passed_on_by} == {"The Courier", "Velmara Radio"}
    assert [called[edge.cited] for edge in found.rests_on] == ["Ministry of Transport"]
    far = stream_of(library, RADIO.id)
    assert {(names(far)[r.source], r.hops) for r in far.upstream.sources} == {
        ("The Courier", 1), ("Tidewater Wire", 1), ("Ministry of Transport", 2),
    }  # fmt: skip
    assert (far.upstream.complete_to, far.upstream.truncated) == (2, False)
    cut = stream_of(library, RADIO.id, limit=2)
    assert (len(cut.upstream.sources), cut.upstream.complete_to, cut.upstream.truncated) == (2, 1, True)
    assert stream_of(library, MINISTRY.id, among=Among.MEDIA).passed_on_by == found.rests_on


def test_loops_and_orders_of_arrival_do_not_matter_for_what_is_upstream():
    articles = [
        article(1, COURIER, WIRE, day=DAY),
        article(2, WIRE, RADIO, day=DAY),
        article(3, RADIO, COURIER, day=DAY),
    ]
    answers = [stream_of(library_of(*order), WIRE.id) for order in permutations(articles)]
    assert all(answer == answers[0] for answer in answers)
    graphs = [outlets(library_of(*order)) for order in permutations(articles)]
    assert all(graph == graphs[0] for graph in graphs)
    assert [(r.source, r.hops) for r in answers[0].upstream.sources] == [(RADIO.id, 1), (COURIER.id, 2)]


def test_a_source_that_says_nothing_itself_has_nothing_around_it_and_one_that_is_not_there_is_told():
    document, (statement,) = article(1, COURIER)
    library = library_of((document, [statement_to(statement, MINISTRY)]))
    found = stream_of(library, MINISTRY.id)
    assert (found.source.name, found.source.statements, found.upstream.sources) == ("Ministry of Transport", 0, ())
    with pytest.raises(NotFoundError, match="There is no source"):
        stream_of(library, WIRE.id)


def statement_to(statement: Statement, addressee: Source) -> Statement:
    values = {name: getattr(statement, name) for name in statement.__dataclass_fields__}
    return Statement(**{**values, "addressee": addressee, "addressee_spans": (Span(0, 3),)})
