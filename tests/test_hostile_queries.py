"""Queries that nobody could answer are cut, and others are answered meanwhile."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from asked import PATIENCE, SMALL, pool_of
from hostile_queries import DEEP, ENDLESS

from graph.errors import AllegedlyError, BusyError, LimitError, QueryError
from graph.isolation.limits import Crowd
from graph.isolation.pool import Pool

_AT_ONCE = 4


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    crowd = Crowd(at_once=_AT_ONCE, waiting=len(ENDLESS) + len(DEEP) + 1, patience=PATIENCE)
    with pool_of(tmp_path_factory.mktemp("hostile") / "s", crowd=crowd, seconds=1) as (_, pool):
        yield pool


def outcome(pool: Pool, query: str) -> AllegedlyError | bytes:
    try:
        with pool.answer(query) as answer:
            return b"".join(answer)
    except AllegedlyError as error:
        return error


def test_what_has_no_end_is_cut_by_a_limit(pool):
    assert len(ENDLESS) > 20
    with ThreadPoolExecutor(_AT_ONCE) as threads:  # no more than are answered at once, so that none has to give way
        ends = dict(zip(ENDLESS, threads.map(lambda query: outcome(pool, query), ENDLESS.values()), strict=True))
    assert {name for name, end in ends.items() if not isinstance(end, LimitError)} == set()


def test_what_is_deep_ends_nothing_but_itself(pool):
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        ends = dict(zip(DEEP, threads.map(lambda query: outcome(pool, query), DEEP.values()), strict=True))
    assert {name: end for name, end in ends.items() if not isinstance(end, bytes | QueryError)} == {}
    assert b"name 7" in outcome(pool, SMALL)


def test_what_overflows_the_stack_of_its_process_is_told_to_be_simpler(tmp_path):
    query = "SELECT (" + "-(" * 90 + "+".join("1" * 400_000) + ")" * 90 + " AS ?x) {}"
    with pool_of(tmp_path / "s", seconds=PATIENCE) as (_, pool):
        end = outcome(pool, query)
        assert isinstance(end, QueryError), end
        assert "nests too deep" in str(end)
        assert b"name 7" in outcome(pool, SMALL)


def test_small_queries_are_answered_meanwhile(pool):
    with ThreadPoolExecutor(len(ENDLESS)) as threads:
        asked = [threads.submit(outcome, pool, query) for query in ENDLESS.values()]
        answered = 0
        until = time.monotonic() + PATIENCE
        while wait(asked, timeout=0).not_done and time.monotonic() < until:
            answered += b"name 7" in small if isinstance(small := outcome(pool, SMALL), bytes) else 0
        ends = [future.result() for future in asked]
    assert all(isinstance(end, LimitError | BusyError) for end in ends)
    assert answered
