from itertools import pairwise, product

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pieces import CLAIM, Piece, evidence, library_of

from graph.analysis.answers import CircularReport
from graph.analysis.circularity import MAX_TOLD, circles
from graph.analysis.claim_graph import Inference, statement_graph
from graph.analysis.sides import sides_of
from graph.analysis.standing import circular_reporting
from graph.model import SourceKind, Stance

ANONYMOUS, PERSON = SourceKind.ANONYMOUS, SourceKind.PERSON


def loops(*pieces: Piece, inferred=Inference.WITH) -> tuple[CircularReport, ...]:
    found = circular_reporting(library_of(*pieces), CLAIM.id, inferred=inferred)
    assert not found.truncated
    return found.loops


def outlets(loop: CircularReport) -> list[tuple[str, str]]:
    return [(document.outlet, document.published) for document in loop.documents]


def names(sources) -> list[str]:
    return [source.name for source in sources]


def beacon(day="2031-03-01") -> Piece:
    return Piece("The Beacon", day).says("an insider", kind=ANONYMOUS)


def citing(outlet, source, day, **options) -> Piece:
    return Piece(outlet, day).says(source, **options)


CONFIRMED = (
    beacon(),
    citing("Shaft", "The Beacon", "2031-03-02"),
    citing("The Beacon", "Shaft", "2031-03-03"),
)


@pytest.mark.parametrize("inferred", Inference)
def test_who_is_confirmed_by_who_has_it_from_them_is_in_a_circle(inferred):
    (loop,) = loops(*CONFIRMED, inferred=inferred)
    assert loop.stance == Stance.AFFIRM
    assert names(loop.speakers) == ["The Beacon", "Shaft"]
    assert outlets(loop) == [
        ("The Beacon", "2031-03-01"),
        ("Shaft", "2031-03-02"),
        ("The Beacon", "2031-03-03"),
    ]


def test_the_hops_stand_in_order_of_time_with_their_statements():
    (loop,) = loops(*CONFIRMED)
    assert [(hop.source.name, hop.rests_on.name, hop.document.published) for hop in loop.hops] == [
        ("Shaft", "The Beacon", "2031-03-02"),
        ("The Beacon", "Shaft", "2031-03-03"),
    ]
    for hop, piece in zip(loop.hops, CONFIRMED[1:], strict=True):
        said = next(name for name in piece.statements if not name.startswith("relay"))
        assert hop.hop.rests_on.statement == piece.statements[said].id
        assert hop.hop.passage.statement == piece.statements[f"relay of {said}"].id


def test_what_remains_is_who_needs_none_of_the_circle():
    (loop,) = loops(*CONFIRMED)
    assert (names(loop.without.named), names(loop.without.unnamed)) == ([], ["an insider"])
    assert (loop.without.at_least, loop.without.at_most, loop.without.beyond) == (1, 1, True)


def test_of_a_circle_with_nobody_behind_it_nobody_remains_but_those_in_it():
    """Nothing of the Beacon's own is known but what others say that it said."""
    (loop,) = loops(*CONFIRMED[1:])
    assert outlets(loop) == [("Shaft", "2031-03-02"), ("The Beacon", "2031-03-03")]
    assert names(loop.without.named) == ["The Beacon"]
    assert not loop.without.beyond


def test_who_is_reached_through_the_circle_only_does_not_remain():
    piece = Piece("Dom").says("Ida Stein", kind=PERSON).says("The Beacon", label="at first")
    piece.says("Shaft", "at first", "Ida Stein").says("The Beacon", "Shaft", label="again")
    (loop,) = loops(piece)
    assert (loop.without.named, loop.without.at_most, loop.without.beyond) == ((), 0, False)


def test_three_can_be_in_a_circle():
    pieces = (
        beacon(),
        citing("Shaft", "The Beacon", "2031-03-02"),
        citing("Dom", "Shaft", "2031-03-03"),
        citing("The Beacon", "Dom", "2031-03-04"),
    )
    (loop,) = loops(*pieces)
    assert names(loop.speakers) == ["The Beacon", "Dom", "Shaft"]
    assert len(loop.documents) == 4


def test_the_order_of_arrival_does_not_matter():
    assert loops(*CONFIRMED) == loops(*reversed(CONFIRMED))


@pytest.mark.parametrize("days", [("2031-03-02", None), (None, "2031-03-02"), ("2031-03-02", "2031-03-02")])
def test_nothing_is_told_where_the_order_is_not_known(days):
    pieces = (citing("Shaft", "The Beacon", days[0]), citing("The Beacon", "Shaft", days[1]))
    assert not loops(*pieces)


@pytest.mark.parametrize("relays", [True, False])
@pytest.mark.parametrize(("day", "told"), [("2031-03-02", 0), ("2031-03-03", 1)])
def test_that_a_hop_is_inferred_tells_no_order_within_a_day(relays, day, told):
    first = Piece("The Beacon", "2031-03-01", url="https://beacon.example/1").says("an insider", kind=ANONYMOUS)
    linking = Piece("Shaft", "2031-03-02", relays=relays).says("The Beacon", link="https://beacon.example/1")
    assert len(loops(first, linking, citing("The Beacon", "Shaft", day))) == told


def test_the_times_of_one_day_tell_an_order():
    pieces = (
        citing("Shaft", "The Beacon", "2031-03-02T08:00:00Z"),
        citing("The Beacon", "Shaft", "2031-03-02T09:00:00Z"),
    )
    assert len(loops(*pieces)) == 1


def test_an_outlet_that_quotes_itself_is_in_no_circle():
    again = citing("The Beacon", "The Beacon", "2031-03-02")
    with_somebody = Piece("The Beacon", "2031-03-03").says("The Beacon").says("a reader", "The Beacon", kind=ANONYMOUS)
    assert not loops(beacon(), again, with_somebody)


def test_one_that_only_follows_another_is_in_no_circle():
    assert not loops(*CONFIRMED[:2], citing("The Beacon", "Dom", "2031-03-03"))


def test_who_denies_what_another_says_is_in_no_circle_with_it():
    denial = Piece("The Beacon", "2031-03-03").says("Shaft", stance=Stance.REJECT)
    assert not loops(*CONFIRMED[:2], denial)


def test_a_denial_can_go_in_a_circle_too():
    pieces = [citing("Shaft", "The Beacon", "2031-03-02", stance=Stance.REJECT)]
    pieces.append(citing("The Beacon", "Shaft", "2031-03-03", stance=Stance.REJECT))
    assert [loop.stance for loop in loops(*pieces)] == [Stance.REJECT]


def test_how_old_it_is_what_a_third_one_tells_of_nobody_knows():
    """Dom says only that Shaft has it from the Beacon, not that it was so before the Beacon cited Shaft."""
    first = citing("The Beacon", "Shaft", "2031-03-02")
    later = Piece("Dom", "2031-03-05").says("The Beacon").says("Shaft", "The Beacon")
    assert not loops(first, later, inferred=Inference.WITHOUT)
    earlier = Piece("Dom", "2031-03-01").says("The Beacon").says("Shaft", "The Beacon")
    (loop,) = loops(first, earlier, inferred=Inference.WITHOUT)
    assert [hop.document.outlet for hop in loop.hops] == ["Dom", "The Beacon"]


def test_a_text_can_tell_of_a_whole_circle():
    piece = Piece("Dom", "2031-03-05").says("The Beacon", label="at first").says("Shaft", "at first")
    piece.says("The Beacon", "Shaft", label="again")
    (loop,) = loops(piece)
    assert names(loop.speakers) == ["The Beacon", "Shaft"]
    assert outlets(loop) == [("Dom", "2031-03-05")]


def test_a_query_shows_the_outlets_that_name_each_other():
    library = library_of(*CONFIRMED)
    (query,) = circular_reporting(library, CLAIM.id).queries
    (row,) = library.store.select(query.sparql)
    (loop,) = loops(*CONFIRMED)
    ids = [str(row[name]).rsplit("/", 1)[-1] for name in ("first", "second", "earlier", "later")]
    assert ids == [*(source.id for source in loop.speakers), *(document.id for document in loop.documents[1:])]


def test_only_so_many_circles_are_told():
    pieces = []
    for number in range(MAX_TOLD + 1):
        pieces.append(citing(f"Shaft {number}", "The Beacon", f"2031-03-{number + 2:02}"))
        pieces.append(citing("The Beacon", f"Shaft {number}", f"2031-04-{number + 2:02}"))
    found = circular_reporting(library_of(*pieces), CLAIM.id)
    assert (len(found.loops), found.truncated) == (MAX_TOLD, True)


outlets_of_three = st.sampled_from("ABC")
citations = st.lists(
    st.tuples(outlets_of_three, outlets_of_three, st.none() | st.integers(1, 6)), min_size=1, max_size=7, unique=True
)


def can_be_in_time(cycle, documents) -> bool:
    """Whether, from some speaker on, each relies on the next in a document that is later than that of the next one."""
    days = {}
    for outlet, cited, day in documents:
        days.setdefault((outlet, cited), []).append(day)
    for start in range(len(cycle)):
        walk = [*cycle[start:], *cycle[:start], cycle[start]]
        for chosen in product(*(days[hop] for hop in pairwise(walk))):
            if None not in chosen and all(one > other for one, other in pairwise(chosen)):
                return True
    return False


@settings(max_examples=50)
@given(citations)
def test_what_is_told_is_what_an_order_in_time_allows(documents):
    documents = [one for one in documents if one[0] != one[1]] or [("A", "B", 1)]
    pieces = [
        Piece(outlet, day and f"2031-03-{day:02}", url=f"https://{outlet}.example/{number}").says(cited)
        for number, (outlet, cited, day) in enumerate(documents)
    ]
    found = evidence(*pieces)
    (side,) = sides_of(found, statement_graph(found, inferred=Inference.WITHOUT))
    told, truncated = circles(side)
    name = dict(side.sources.nodes(data="label"))
    graph = nx.DiGraph([(outlet, cited) for outlet, cited, _ in documents])
    expected = {frozenset(cycle) for cycle in nx.simple_cycles(graph) if can_be_in_time(cycle, documents)}
    assert {frozenset(name[one] for one in loop.speakers) for loop in told} == expected
    assert not truncated
    for loop in told:
        dates = [found.documents[hop.document].ref.published for hop in loop.hops]
        assert dates == sorted(set(dates))
