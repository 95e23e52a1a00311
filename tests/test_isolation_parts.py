"""Parts of isolation, one by one: rows that are counted, frames, copies of the store by the clock."""

import socket
import time
from contextlib import ExitStack
from functools import partial
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.endpoint.formats import ResultFormat
from graph.errors import BusyError
from graph.isolation import snapshots
from graph.isolation.call import Call
from graph.isolation.channel import Channel, Kind
from graph.isolation.limits import Crowd
from graph.isolation.places import Places
from graph.isolation.rows import RowCount
from graph.isolation.snapshots import STALE, Snapshots

_ENGINE = ox.Store()
_WORDS = st.lists(
    st.sampled_from(["}", "{", ",", '"', "\\", "\r\n", "\n", "<result>", ":", "[", "x", "bindings", "'", "&", "\t"]),
    max_size=6,
).map("".join)
_CELLS = st.one_of(
    st.none(), _WORDS.map(ox.Literal), st.just(ox.NamedNode("x:a")), st.just(ox.Literal("a", language="en"))
)
_FORMATS = {
    ResultFormat.JSON: ox.QueryResultsFormat.JSON,
    ResultFormat.XML: ox.QueryResultsFormat.XML,
    ResultFormat.CSV: ox.QueryResultsFormat.CSV,
    ResultFormat.TSV: ox.QueryResultsFormat.TSV,
}


@given(
    st.lists(st.tuples(_CELLS, _CELLS), max_size=8),
    st.sampled_from(list(_FORMATS)),
    st.lists(st.integers(0, 600), max_size=9),
)
def test_rows_are_counted_in_what_is_written_of_them(rows, format_, cuts):
    cells = " ".join(f"({' '.join('UNDEF' if cell is None else str(cell) for cell in row)})" for row in rows)
    solutions = _ENGINE.query(f"SELECT ?bindings ?x {{ VALUES (?bindings ?x) {{ {cells} }} }}")
    written = solutions.serialize(format=_FORMATS[format_])
    counted = RowCount(format_)
    for start, end in pairwise([0, *sorted(min(cut, len(written)) for cut in cuts), len(written)]):
        counted.add(written[start:end])
    binding = [row for row in rows if row != (None, None)]
    assert counted.rows == len(binding if format_ is ResultFormat.JSON else rows)


def test_no_rows_are_counted_in_triples():
    counted = RowCount(ResultFormat.TURTLE)
    counted.add(b'<x:a> <x:b> "},{", "x\\n" .\n<result>')
    assert counted.rows == 0


@pytest.fixture
def ends():
    one, other = socket.socketpair()
    yield Channel(one), Channel(other)
    one.close()
    other.close()


def test_frames_come_as_they_were_sent(ends):
    one, other = ends
    sent = [(Kind.REQUEST, b""), (Kind.CHUNK, b"x" * 100_000), (Kind.END, b"\x00\xff")]
    for frame in sent:
        one.send(*frame)
    assert [other.receive() for _ in sent] == sent


def test_a_wait_that_was_broken_off_loses_nothing(ends):
    one, other = ends
    one._end.sendall(b"+\x00\x00")
    with pytest.raises(TimeoutError):
        other.receive(deadline=time.monotonic() + 0.01)
    one._end.sendall(b"\x00\x02ab")
    assert other.receive() == (Kind.CHUNK, b"ab")
    with pytest.raises(TimeoutError):
        other.receive(deadline=time.monotonic() - 1)
    assert other.is_quiet()
    one.send(Kind.END, b"")
    assert not other.is_quiet()


def test_the_end_of_the_other_side_shows(ends):
    one, other = ends
    one.send(Kind.END, b"")
    one.close()
    assert other.receive() == (Kind.END, b"")
    for _ in range(2):
        with pytest.raises(EOFError):
            other.receive()
    with pytest.raises(EOFError):
        other.send(Kind.END, b"")
    other.wait_for_end()
    assert not other.is_quiet()


class Clock:
    """A time that only tests move, and a store of one number."""

    def __init__(self, folder: Path) -> None:
        self.now = 100.0
        self.revision = 0
        self.copied: list[int] = []
        self.slowness = 0.0
        self.snapshots = Snapshots(folder, copy=self.copy, revision=lambda: self.revision)

    def monotonic(self) -> float:
        return self.now

    def copy(self, target: Path) -> None:
        target.mkdir()
        self.copied.append(self.revision)
        self.now += self.slowness

    def settle(self) -> None:
        """Return when all that was begun is done."""
        self.snapshots._thread.submit(bool).result()


@pytest.fixture
def clock(tmp_path, monkeypatch):
    clock = Clock(tmp_path / "snapshots")
    monkeypatch.setattr(snapshots, "time", clock)
    yield clock
    clock.snapshots.close()


def test_nothing_is_copied_before_somebody_asks(clock):
    clock.revision += 1
    clock.settle()
    assert clock.copied == []
    assert clock.snapshots.lease().revision == 1


def test_a_store_that_stays_as_it_is_is_copied_once(clock):
    first = clock.snapshots.lease()
    clock.now += 1_000
    assert clock.snapshots.lease() is first
    clock.settle()
    assert clock.copied == [0]


def test_a_copy_is_used_for_a_second_and_the_next_is_made_meanwhile(clock):
    first = clock.snapshots.lease()
    clock.revision += 1
    clock.now += STALE / 2
    assert clock.snapshots.lease() is first
    clock.settle()
    assert clock.copied == [0]  # too soon
    clock.now += 0.1
    assert clock.snapshots.lease() is first
    clock.settle()
    assert clock.copied == [0, 1]
    assert clock.snapshots.lease().revision == 1


def test_where_copies_take_long_the_next_one_is_begun_earlier(clock):
    clock.slowness = 0.4 * STALE
    first = clock.snapshots.lease()
    clock.revision += 1
    assert clock.snapshots.lease() is first  # it is as old as it took to make it
    clock.settle()
    assert clock.copied == [0, 1]


def test_what_was_written_a_second_ago_is_there(clock):
    clock.snapshots.lease()
    clock.revision += 1
    clock.now += STALE + 0.01
    assert clock.snapshots.lease().revision == 1


def test_a_copy_goes_when_the_last_user_gives_it_back(clock):
    first, again = clock.snapshots.lease(), clock.snapshots.lease()
    clock.revision += 1
    clock.now += 2 * STALE
    second = clock.snapshots.lease()
    for snapshot in (first, again, second):
        assert snapshot.path.exists()
        clock.snapshots.give_back(snapshot)
        clock.settle()
    assert not first.path.exists()
    assert second.path.exists()  # it is still the newest


def test_only_queries_that_had_time_of_the_machine_make_room() -> None:
    places = Places(Crowd(at_once=3, waiting=1, patience=0.2, quick=0.001))
    ended = []
    with ExitStack() as stack:
        contexts = [places.taken(Call()) for _ in range(3)]
        small, *large = [stack.enter_context(context) for context in contexts]
        for place in (small, *large):
            place.may_be_ended = lambda: False
            place.stop = partial(ended.append, place)
        with pytest.raises(BusyError), places.taken(Call()):
            pass
        assert ended == []
        for place in large:
            place.may_be_ended = lambda: True
        with pytest.raises(BusyError), places.taken(Call()):
            pass
        assert ended == [large[1]], "the younger one; as many long ones as may keep their places"
