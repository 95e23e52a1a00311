"""Queries in processes of their own: limits, ends from outside, copies of the store, and who has to wait."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from asked import CROWD, ENDLESS, GRAPH, LIMITS, PATIENCE, SMALL, Long, pool_of, things

from graph.endpoint.formats import ResultFormat
from graph.errors import (
    BusyError,
    GivenUpError,
    MemoryLimitError,
    QueryError,
    SizeLimitError,
    StoreError,
    TimeLimitError,
)
from graph.isolation import processes
from graph.isolation.call import Call
from graph.isolation.limits import Crowd
from graph.isolation.opening import answering
from graph.isolation.pool import Pool
from graph.isolation.snapshots import STALE
from graph.store import Store
from graph.store_folder import SNAPSHOTS

ALL = "SELECT ?s ?o { ?s <x:next> ?o }"
TRIPLES = "CONSTRUCT { ?s <x:next> ?o } { ?s <x:next> ?o }"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Pool]]:
    with pool_of(tmp_path_factory.mktemp("isolation") / "s") as opened:
        yield opened


@pytest.fixture
def pool(opened: tuple[Store, Pool]) -> Pool:
    return opened[1]


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(50) as threads:
        yield threads


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> Long:
    return Long(monkeypatch)


def read(pool: Any, query: str, *formats: ResultFormat) -> bytes:
    with pool.answer(query, formats=formats or (None,)) as answer:
        content = b"".join(answer)
        assert answer.size == len(content)
        return content


def wait_for_end(pid: int) -> None:
    """Return when a process that is no child of this one has ended."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    assert select.select([process], [], [], PATIENCE)[0]
    os.close(process)


@pytest.mark.parametrize("format_", [*ResultFormat, None])
@pytest.mark.parametrize("query", [ALL, TRIPLES, "ASK { ?s ?p ?o }", "DESCRIBE <https://x.example/3>"])
def test_an_answer_is_the_one_of_the_store(opened, query, format_):
    store, pool = opened
    try:
        expected = store.answer(query, format=format_)
    except QueryError as error:
        with pytest.raises(QueryError) as refused:
            read(pool, query, format_)
        assert str(refused.value) == str(error)
    else:
        with pool.answer(query, formats=[format_]) as answer:
            assert answer.format == expected.format
            assert sorted(b"".join(answer)) == sorted(expected.content)


def test_the_first_format_that_fits_is_taken(pool):
    wanted = [ResultFormat.CSV, ResultFormat.XML, ResultFormat.NTRIPLES, ResultFormat.TURTLE]
    for query, format_ in ((ALL, "csv"), ("ASK {}", "xml"), (TRIPLES, "ntriples")):
        with pool.answer(query, formats=wanted) as answer:
            assert answer.format == format_


@pytest.mark.parametrize(
    "query", ["SELECT * {", "INSERT DATA { <x:a> <x:b> <x:c> }", "SELECT * { SERVICE <x:x> {} }", "", "\ud800"]
)
def test_what_cannot_be_asked_is_refused_as_by_the_store(opened, query):
    store, pool = opened
    with pytest.raises(QueryError) as refused:
        read(pool, query)
    if query != "\ud800":
        with pytest.raises(QueryError) as expected:
            store.answer(query)
        assert str(refused.value) == str(expected.value)


def test_a_query_that_takes_too_long_is_ended(tmp_path):
    with pool_of(tmp_path / "s", seconds=1) as (_, pool):
        with pytest.raises(TimeLimitError, match="longer than 1 seconds: ask for less"):
            read(pool, ENDLESS)
        assert b"name 7" in read(pool, SMALL)


def test_a_rehearsal_changes_nothing_and_fails_only_where_it_would_not_end(tmp_path):
    with pool_of(tmp_path / "s", seconds=2) as (store, pool):
        before, pattern = set(store.quads(GRAPH)), ENDLESS[ENDLESS.index("{") :]
        for update in (f"CLEAR GRAPH <{GRAPH}>", "DROP GRAPH <x:not-there>", "INSERT {"):
            pool.rehearse(update, base="https://x.example/")
        with pytest.raises(TimeLimitError, match="The update takes longer than 2 seconds"):
            pool.rehearse(f"DELETE {{ ?a ?b ?n }} USING <{GRAPH}> WHERE {pattern}", base="https://x.example/")
        assert set(store.quads(GRAPH)) == before
        assert json.loads(read(pool, SMALL))["results"]["bindings"]
        assert [path.name for path in (tmp_path / "s" / SNAPSHOTS).glob("private-*")] == []


@pytest.mark.parametrize("format_", ["json", "xml", "csv", "tsv"])
def test_an_answer_has_no_more_rows_than_it_may(tmp_path, format_):
    more = "SELECT ?s ?o { { ?s <x:next> ?o } UNION { <https://x.example/1> <x:name> ?o } }"
    with pool_of(tmp_path / "s", rows=300) as (_, pool):
        assert read(pool, ALL, ResultFormat(format_))
        with pytest.raises(SizeLimitError, match="more than 300 rows: ask for a part of them"):
            read(pool, more, ResultFormat(format_))


def eventually(ask: Callable[[], bytes]) -> None:
    """Ask until what was written before shows."""
    until = time.monotonic() + STALE
    while time.monotonic() <= until:
        ask()
    ask()


def test_an_answer_has_no_more_triples_and_bytes_than_it_may(tmp_path):
    with pool_of(tmp_path / "s", rows=299) as (_, pool), pytest.raises(SizeLimitError, match="more than 299 triples"):
        read(pool, TRIPLES)
    with pool_of(tmp_path / "s", bytes=1_000) as (_, pool), pytest.raises(SizeLimitError, match="than 1,000 bytes"):
        read(pool, TRIPLES)


def test_a_query_that_needs_too_much_memory_is_ended(tmp_path):
    with pool_of(tmp_path / "s", memory=100_000_000) as (_, pool):
        with pytest.raises(MemoryLimitError, match="more than 100 MB of memory"):
            read(pool, f"SELECT (STRLEN(GROUP_CONCAT(?x)) AS ?n) {{ ?d ?e ?f . ?g ?h ?i BIND('{'x' * 5000}' AS ?x) }}")
        assert b"name 7" in read(pool, SMALL)


def test_a_process_that_is_killed_costs_its_query_only(pool, threads, long):
    asked = threads.submit(read, pool, ENDLESS)
    long.wait_for(1)
    other = threads.submit(read, pool, SMALL)
    os.kill(long.workers[0].pid, signal.SIGKILL)
    with pytest.raises(BusyError, match="was ended: ask again") as ended:
        asked.result(PATIENCE)
    assert ended.value.retry_after == 1
    assert b"name 7" in other.result(PATIENCE)
    for _ in range(2 * CROWD.at_once):
        assert b"name 7" in read(pool, SMALL)


def test_processes_that_die_while_nothing_is_asked_cost_nothing(pool):
    for worker in list(pool._idle):
        os.kill(worker.pid, signal.SIGKILL)
        worker.channel.wait_for_end()
    for _ in range(2 * CROWD.at_once):
        assert b"name 7" in read(pool, SMALL)


def test_the_process_that_starts_the_others_may_die(pool):
    pool._nursery._process.kill()
    pool._nursery._process.wait()
    for worker in list(pool._idle):
        os.kill(worker.pid, signal.SIGKILL)
        worker.channel.wait_for_end()
    assert b"name 7" in read(pool, SMALL)


def test_all_end_when_the_service_is_killed(tmp_path):
    script = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from asked import ENDLESS, pool_of
from graph.isolation.processes import Worker
with pool_of(Path({str(tmp_path / "s")!r})) as (_, pool):
    def tell(worker):
        idle = [worker.pid for worker in pool._idle]
        print(worker.pid, *idle, pool._nursery._process.pid, flush=True)
    Worker.give_way = tell
    pool.answer(ENDLESS)
"""
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    pids = [int(pid) for pid in process.stdout.readline().split()]
    assert len(pids) == CROWD.at_once + 2
    process.kill()
    process.wait()
    process.stdout.close()
    for pid in pids:
        wait_for_end(pid)
    assert (tmp_path / "s" / SNAPSHOTS).exists()
    with pool_of(tmp_path / "s") as (_, pool):  # what was left is of no harm
        assert b"name 7" in read(pool, SMALL)
        assert len(list((tmp_path / "s" / SNAPSHOTS).iterdir())) == 1
    assert not (tmp_path / "s" / SNAPSHOTS).exists()


def test_a_ctrl_c_goes_to_none_of_them(pool):
    assert {os.getsid(worker.pid) for worker in pool._idle} == {pool._nursery._process.pid}


def test_they_differ_in_what_is_random(pool):
    assert len({read(pool, "SELECT (UUID() AS ?u) {}") for _ in range(10)}) == 10


def test_a_closed_pool_answers_nothing(tmp_path, threads, long):
    with pool_of(tmp_path / "s") as (_, pool):
        asked = threads.submit(read, pool, ENDLESS)
        long.wait_for(1)
    with pytest.raises(StoreError):
        asked.result(PATIENCE)
    with pytest.raises(StoreError, match="is closed"):
        read(pool, SMALL)


def test_what_is_given_up_is_ended(pool, threads, long):
    call, late = Call(), Call()
    asked = threads.submit(pool.answer, ENDLESS, call=call)
    long.wait_for(1)
    call.give_up()
    late.give_up()
    with pytest.raises(GivenUpError):
        asked.result(PATIENCE)
    with pytest.raises(GivenUpError):
        pool.answer(SMALL, call=late)


def test_what_is_given_up_while_it_waits_is_not_asked(tmp_path, threads, long):
    with pool_of(tmp_path / "s", crowd=Crowd(at_once=1, waiting=5, patience=PATIENCE)) as (_, pool):
        first, second = Call(), Call()
        running = threads.submit(pool.answer, ENDLESS, call=first)
        long.wait_for(1)
        waiting = threads.submit(pool.answer, SMALL, call=second)
        second.give_up()
        with pytest.raises(GivenUpError):
            waiting.result(PATIENCE)
        assert not running.done()
        first.give_up()
        assert b"name 7" in read(pool, SMALL)


def test_where_others_wait_only_some_may_take_long(tmp_path, threads, long):
    with pool_of(tmp_path / "s") as (_, pool):
        calls = [Call(), Call()]
        asked: list[Future[Any]] = []
        for call in calls:
            asked.append(threads.submit(pool.answer, ENDLESS, call=call))
            long.wait_for(len(asked))
        assert b"name 7" in read(pool, SMALL)
        with pytest.raises(BusyError, match="this query took long: ask again in") as ended:
            asked[1].result(PATIENCE)
        assert 1 <= ended.value.retry_after <= 60
        assert not asked[0].done()
        calls[0].give_up()


def test_where_too_many_wait_the_one_that_waited_longest_goes(tmp_path, threads, long):
    with pool_of(tmp_path / "s", crowd=Crowd(at_once=1, waiting=1, patience=PATIENCE)) as (_, pool):
        call = Call()
        threads.submit(pool.answer, ENDLESS, call=call)
        long.wait_for(1)
        waiting = [threads.submit(pool.answer, SMALL) for _ in range(3)]
        refused = 0
        while refused < 2:
            refused = sum(isinstance(asked.exception(PATIENCE), BusyError) for asked in waiting if asked.done())
        call.give_up()
        assert sorted(asked.exception(PATIENCE) is None for asked in waiting) == [False, False, True]


def test_nobody_waits_for_ever(tmp_path, threads, long):
    with pool_of(tmp_path / "s", crowd=Crowd(at_once=1, waiting=1, patience=0.01)) as (_, pool):
        call = Call()
        threads.submit(pool.answer, ENDLESS, call=call)
        long.wait_for(1)
        with pytest.raises(BusyError, match="More is being asked than can be answered: ask again in 1 seconds"):
            read(pool, SMALL)
        call.give_up()


def test_waiting_is_part_of_the_time_that_a_query_has(tmp_path, threads, long):
    crowd = Crowd(at_once=1, waiting=1, patience=PATIENCE)
    with pool_of(tmp_path / "s", crowd=crowd, seconds=1) as (_, pool):
        first = threads.submit(read, pool, ENDLESS)
        long.wait_for(1)
        with pytest.raises(BusyError, match="ask again in"):
            read(pool, ENDLESS)
        assert isinstance(first.exception(PATIENCE), TimeLimitError)


def test_large_answers_wait_on_disk_and_only_so_many(tmp_path):
    with pool_of(tmp_path / "s", crowd=Crowd(at_once=2, waiting=5, patience=PATIENCE, large=1)) as (_, pool):
        query = f"SELECT ?a ('{'x' * 4000}' AS ?x) {{ ?a <x:next> ?c }}"
        first = pool.answer(query)
        with pytest.raises(BusyError, match="Many large answers"):
            pool.answer(query)
        assert b"name 7" in read(pool, SMALL)
        assert len(b"".join(first)) == first.size > 300 * 4000
        first = pool.answer(query)
        del first  # whoever only lets go of it has closed it
        assert read(pool, query)


def test_an_answer_is_at_most_so_stale(tmp_path):
    with pool_of(tmp_path / "s") as (store, pool):
        for number in range(3):
            assert read(pool, SMALL)
            store.replace_graph(GRAPH, things(300 + number + 1))
            written = time.monotonic()
            query = f"ASK {{ <https://x.example/{300 + number}> <x:next> ?o }}"
            while (asked := time.monotonic()) and b"true" not in read(pool, query):
                assert asked < written + STALE


def test_old_copies_go_when_nobody_uses_them(tmp_path, threads, long):
    with pool_of(tmp_path / "s") as (store, pool):
        call = Call()
        asked = threads.submit(pool.answer, ENDLESS, call=call)
        long.wait_for(1)
        for number in range(2):
            store.replace_graph(GRAPH, things(number + 1))
            eventually(lambda: read(pool, SMALL))
        for _ in range(2 * CROWD.at_once):
            read(pool, SMALL)
        folder = tmp_path / "s" / SNAPSHOTS
        kept = {entry.name for entry in folder.iterdir()}
        assert "0" in kept  # of the query that still runs
        call.give_up()
        asked.exception(PATIENCE)
        for thread in (pool._burying, pool._snapshots._thread):
            thread.submit(bool).result()  # after what it still had to do
        kept = {entry.name for entry in folder.iterdir()}
        assert kept == {str(pool._snapshots._made - 1)}


def test_where_no_copy_can_be_made_an_old_one_answers(tmp_path, caplog):
    def copy(target: Path) -> None:
        if broken:
            raise StoreError("The disk is full.")
        store.checkpoint(target)

    with Store.for_writing(tmp_path / "s") as store:
        store.replace_graph(GRAPH, things(10))
        broken = True
        with answering(store, limits=LIMITS, crowd=CROWD, copy=copy) as pool:
            with pytest.raises(StoreError, match="disk is full"):
                read(pool, SMALL)
            broken = False
            assert b"name 7" in read(pool, SMALL)
            broken = True
            store.drop_graph(GRAPH)
            eventually(lambda: read(pool, SMALL))
            assert b"name 7" in read(pool, SMALL)
            assert "answered from an old copy" in caplog.text


def test_the_processes_have_no_network(pool, caplog):
    ours = Path("/proc/self/ns/net")
    if not ours.exists():
        pytest.skip("there are no network namespaces here")
    worker = pool._nursery.start()
    theirs = Path(f"/proc/{worker.pid}/ns/net").readlink()
    pool._nursery.bury(worker)
    assert theirs != ours.readlink() or "keep the network" in caplog.text


def test_a_store_in_memory_is_asked_here():
    with Store.in_memory() as store:
        store.replace_graph(GRAPH, things(300))
        with answering(store, limits=LIMITS, crowd=CROWD) as answers:
            assert json.loads(read(answers, SMALL))["results"]["bindings"][0]["name"]["value"] == "name 7"
        with answering(store, limits=LIMITS.__class__(rows=299), crowd=CROWD) as answers, pytest.raises(SizeLimitError):
            read(answers, ALL)
        call = Call()
        call.give_up()
        with pytest.raises(GivenUpError):
            answers.answer(SMALL, call=call)


def test_a_machine_that_gives_no_process_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(processes.sys, "executable", "/bin/false")
    with pytest.raises(StoreError, match="No process can be started"), pool_of(tmp_path / "s"):
        pass
