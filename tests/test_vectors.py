"""The index of vectors."""

import multiprocessing
import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError, StoreError
from graph.ids import digest
from graph.meaning import vectors as module
from graph.meaning.encoder import WIDTH
from graph.meaning.sketches import codes_of, most_apart, sketches_of, vectors_of
from graph.meaning.vectors import VectorIndex

KINDS = ("ids", "codes", "sketches", "removed")


def made(count: int, *, seed: int = 1, spread: float = 0.6, centres: int = 40) -> np.ndarray:
    """Vectors of length 1 around centres, so that each has neighbours."""
    random = np.random.default_rng(seed)
    found = random.standard_normal((centres, WIDTH))[random.integers(centres, size=count)]
    found = found + spread * random.standard_normal((count, WIDTH))
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


def named(count: int) -> list[str]:
    return [digest("claim", str(number)) for number in range(count)]


def filled(count: int = 500) -> tuple[VectorIndex, list[str], np.ndarray]:
    index, ids, vectors = VectorIndex.in_memory(), named(count), made(count)
    index.add(ids, vectors)
    return index, ids, vectors


def by_force(ids: list[str], vectors: np.ndarray, vector: np.ndarray, *, floor: float, limit: int) -> list[str]:
    kept, asked = (vectors_of(codes_of(each)).astype(np.float64) for each in (vectors, vector[np.newaxis]))
    scored = sorted(zip(-(kept @ asked[0]).round(12), ids, strict=True))
    return [name for cosine, name in scored if -cosine >= floor][:limit]


@pytest.mark.parametrize("floor", [0.5, 0.7, 0.9])
def test_what_is_found_is_what_comparing_with_everything_finds(floor):
    index, ids, vectors = filled(3_000)
    for vector in vectors[:50]:
        found = index.near(vector, floor=floor, limit=30)
        assert [name for name, _ in found] == by_force(ids, vectors, vector, floor=floor, limit=30)
        assert all(cosine >= floor for _, cosine in found)


def test_the_nearest_are_found_however_far_they_are():
    index, ids, vectors = filled(3_000)
    for vector in made(20, seed=5):
        assert [name for name, _ in index.near(vector, floor=-1, limit=10)] == by_force(
            ids, vectors, vector, floor=-1, limit=10
        )


def test_a_cosine_is_that_of_the_vectors_and_the_same_in_both_directions():
    index, ids, vectors = filled(200)
    cosines = [dict(index.near(vector, floor=-1, limit=200)) for vector in vectors]
    for one in range(200):
        assert cosines[one][ids[one]] == 1
        for other in range(one):
            assert cosines[one][ids[other]] == cosines[other][ids[one]]
            assert cosines[one][ids[other]] == pytest.approx(float(vectors[one] @ vectors[other]), abs=0.005)


@settings(max_examples=25)
@given(st.permutations(range(40)), st.lists(st.integers(0, 39), max_size=10))
def test_the_order_in_which_vectors_come_and_go_changes_nothing(order, removed):
    ids, vectors = named(40), made(40, centres=5)
    straight, shuffled = VectorIndex.in_memory(), VectorIndex.in_memory()
    straight.add(ids, vectors)
    for number in order:
        shuffled.add([ids[number]], vectors[[number]])
    shuffled.remove_ids(ids[number] for number in removed)
    shuffled.add([ids[number] for number in removed], vectors[removed])
    assert shuffled.size == 40
    for vector in vectors[:5]:
        assert shuffled.near(vector, floor=0.3, limit=20) == straight.near(vector, floor=0.3, limit=20)


def test_an_id_that_is_there_is_left_as_it_is():
    index, ids, vectors = filled(3)
    index.add([ids[0], ids[0], digest("claim", "new"), digest("claim", "new")], made(4, seed=9))
    assert index.size == 4
    assert np.array_equal(index.get(ids)[ids[0]], vectors_of(codes_of(vectors))[0])
    assert np.array_equal(index.get([digest("claim", "new")]).popitem()[1], vectors_of(codes_of(made(4, seed=9)))[2])


def test_what_is_removed_is_not_there():
    index, ids, vectors = filled(10)
    index.remove_ids([ids[3], digest("claim", "unknown"), "no id", ids[3]])
    assert index.size == 9
    assert ids[3] not in index
    assert ids[4] in index
    assert "no id" not in index
    assert list(index.get(["", *ids[2:5]])) == [ids[2], ids[4]]
    assert ids[3] not in dict(index.near(vectors[3], floor=-1, limit=10))


def test_ties_are_in_the_order_of_ids():
    index, ids = VectorIndex.in_memory(), named(20)
    index.add(ids, np.repeat(made(1), 20, axis=0))
    assert [name for name, _ in index.near(made(1)[0], floor=1, limit=7)] == sorted(ids)[:7]


def test_nothing_is_near_where_nothing_is():
    index = VectorIndex.in_memory()
    assert index.near(made(1)[0], floor=-1, limit=5) == []
    index.add([], np.empty((0, WIDTH), np.float32))
    index.add(named(1), made(1))
    assert index.near(made(1)[0], floor=1.5, limit=5) == index.near(made(1)[0], floor=0, limit=0) == []


@pytest.mark.parametrize(
    "vectors",
    [
        np.full((1, WIDTH), np.nan, np.float32),
        np.full((1, WIDTH), np.inf, np.float32),
        np.zeros((1, WIDTH), np.float32),
        np.ones((1, WIDTH), np.float32),
        made(1)[:, :-1],
        made(2),
    ],
)
def test_a_vector_that_is_none_is_refused_and_changes_nothing(vectors):
    index = VectorIndex.in_memory()
    with pytest.raises(InputError, match="Vector"):
        index.add(named(1), vectors)
    assert index.size == 0
    if len(vectors) == 1:
        with pytest.raises(InputError, match="Vector"):
            index.near(vectors[0], floor=0, limit=1)


@pytest.mark.parametrize("name", ["", "a" * 25, "A" * 26, "a" * 25 + "1", "a" * 26 + "\n", "é" * 26])
def test_an_id_that_is_none_is_refused(name):
    with pytest.raises(InputError, match="26 characters"):
        VectorIndex.in_memory().add([name], made(1))


def test_what_was_committed_is_there_when_it_is_opened_again(tmp_path):
    ids, vectors, in_memory = named(300), made(300), VectorIndex.in_memory()
    for start in range(0, 300, 100):
        index = VectorIndex.at(tmp_path / "vectors", writable=True)
        part = slice(start, start + 100)
        for each in (index, in_memory):
            each.add(ids[part], vectors[part])
            each.remove_ids(ids[start : start + 10])
        index.commit()
        index.add(named(1_000)[999:], made(1))
        index.close()
    again = VectorIndex.at(tmp_path / "vectors", writable=False)
    assert again.size == in_memory.size == 270
    for vector in vectors[::30]:
        assert again.near(vector, floor=0.2, limit=50) == in_memory.near(vector, floor=0.2, limit=50)
    assert all(np.array_equal(again.get(ids)[name], vector) for name, vector in in_memory.get(ids).items())


@pytest.mark.parametrize("kept", [1, 0.5, 0])
def test_what_a_crash_tore_off_is_cut(tmp_path, kept):
    """A crash before the manifest is replaced leaves rows that may be torn anywhere."""
    index, ids, vectors = VectorIndex.at(tmp_path, writable=True), named(60), made(60)
    index.add(ids[:30], vectors[:30])
    index.commit()
    before = {kind: (tmp_path / f"0.{kind}").stat().st_size for kind in KINDS}
    index.add(ids[30:], vectors[30:])
    index.remove_ids(ids[:5])
    manifest = (tmp_path / "manifest.json").read_bytes()
    index.commit()
    (tmp_path / "manifest.json").write_bytes(manifest)
    for kind in KINDS:
        file = tmp_path / f"0.{kind}"
        os.truncate(file, before[kind] + int(kept * (file.stat().st_size - before[kind])))
    assert VectorIndex.at(tmp_path, writable=False).size == 30
    again = VectorIndex.at(tmp_path, writable=True)
    assert {kind: (tmp_path / f"0.{kind}").stat().st_size for kind in KINDS} == before
    assert again.size == 30
    again.add(ids[40:], vectors[40:])
    again.commit()
    reopened = VectorIndex.at(tmp_path, writable=False)
    expected = by_force(ids[:30] + ids[40:], vectors[[*range(30), *range(40, 60)]], vectors[50], floor=0, limit=50)
    assert [name for name, _ in reopened.near(vectors[50], floor=0, limit=50)] == expected


def test_a_commit_that_failed_can_be_made_again(tmp_path, monkeypatch):
    index, ids, vectors = VectorIndex.at(tmp_path, writable=True), named(20), made(20)
    index.add(ids[:10], vectors[:10])
    index.commit()
    index.add(ids[10:], vectors[10:])
    with monkeypatch.context() as patched:

        def full(descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        patched.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match="is full"):
            index.commit()
    assert VectorIndex.at(tmp_path, writable=False).size == 10
    index.commit()
    assert VectorIndex.at(tmp_path, writable=False).get(ids).keys() == set(ids)


def _read(path, asked, answers) -> None:
    index = VectorIndex.at(path, writable=False)
    answers.send(index.near(asked, floor=0, limit=3))
    answers.recv()
    answers.send(index.near(asked, floor=0, limit=3))
    answers.send(VectorIndex.at(path, writable=False).size)


def test_another_process_reads_beside_the_writer_what_was_committed_when_it_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_LEAST_REMOVED", 5)
    index, ids, vectors = VectorIndex.at(tmp_path, writable=True), named(40), made(40)
    index.add(ids[:20], vectors[:20])
    index.commit()
    index.add(ids[20:], vectors[20:])
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    reader = context.Process(target=_read, args=(tmp_path, vectors[30], theirs))
    reader.start()
    theirs.close()
    first = ours.recv()
    assert [name for name, _ in first] == by_force(ids[:20], vectors[:20], vectors[30], floor=0, limit=3)
    index.remove_ids(ids[:30])  # so many that the files are written anew
    index.commit()
    assert not (tmp_path / "0.ids").exists()
    ours.send(None)
    assert ours.recv() == first
    assert ours.recv() == 10
    reader.join()
    assert reader.exitcode == 0


def test_room_of_what_was_removed_is_given_back(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_LEAST_REMOVED", 50)
    monkeypatch.setattr(module, "_PART", 16)
    ids, vectors = named(200), made(200)
    for index in (VectorIndex.at(tmp_path, writable=True), VectorIndex.in_memory()):
        index.add(ids, vectors)
        index.commit()
        index.remove_ids(ids[:150])
        index.commit()
        index.add(ids[:10], vectors[:10])
        index.commit()
        assert index.size == 60
        kept = [*range(150, 200), *range(10)]
        expected = by_force([ids[number] for number in kept], vectors[kept], vectors[0], floor=0, limit=60)
        assert [name for name, _ in index.near(vectors[0], floor=0, limit=60)] == expected
        assert index.get(ids).keys() == {ids[number] for number in kept}
    assert {file.name for file in tmp_path.iterdir()} == {"manifest.json", *(f"1.{kind}" for kind in KINDS)}
    assert (tmp_path / "1.codes").stat().st_size == 60 * WIDTH
    assert VectorIndex.at(tmp_path, writable=False).size == 60


def test_many_ids_are_found_by_their_beginnings(monkeypatch):
    """Ids that begin alike are told apart, and those that came late are found like the others."""
    monkeypatch.setattr("graph.meaning.vector_rows._MOST_RECENT", 3)
    index, ids = (
        VectorIndex.in_memory(),
        [digest("claim", str(number // 10))[:10] + f"{'b' * (number % 10):a<16}" for number in range(100)],
    )
    for number, vector in enumerate(made(100)):
        index.add([ids[number]], vector[np.newaxis])
    index.remove_ids(ids[::2])
    index.add(ids[::4], made(25, seed=3))
    expected = vectors_of(codes_of(made(100)))
    expected[::4] = vectors_of(codes_of(made(25, seed=3)))
    there = [number for number in range(100) if number % 2 or number % 4 == 0]
    assert index.size == len(there)
    found = index.get(ids)
    assert found.keys() == {ids[number] for number in there}
    assert all(np.array_equal(found[ids[number]], expected[number]) for number in there)


def _spoil(path, change: str) -> None:
    manifest = path / "manifest.json"
    text = manifest.read_text(encoding="ascii")
    match change:
        case "version":
            manifest.write_text(text.replace('"version": 1', '"version": 2'), encoding="ascii")
        case "width":
            manifest.write_text(text.replace("384", "768"), encoding="ascii")
        case "rows":
            manifest.write_text(text.replace('"rows": 20', '"rows": -1'), encoding="ascii")
        case "nonsense":
            manifest.write_bytes(b"\xff\x00")
        case "list":
            manifest.write_text("[]", encoding="ascii")
        case "short":
            os.truncate(path / "0.codes", 100)
        case "missing":
            (path / "0.ids").unlink()
        case "removed":
            (path / "0.removed").write_bytes(b"\xff" * 4)


@pytest.mark.parametrize("change", ["version", "width", "rows", "nonsense", "list", "short", "missing", "removed"])
@pytest.mark.parametrize("writable", [True, False])
def test_what_is_damaged_is_refused_until_it_is_removed(tmp_path, change, writable):
    index = VectorIndex.at(tmp_path / "vectors", writable=True)
    index.add(named(20), made(20))
    index.remove_ids(named(1))
    index.commit()
    _spoil(tmp_path / "vectors", change)
    with pytest.raises(StoreError, match="remove the folder to have them made again"):
        VectorIndex.at(tmp_path / "vectors", writable=writable)
    VectorIndex.remove(tmp_path / "vectors")
    assert not VectorIndex.exists(tmp_path / "vectors")
    assert VectorIndex.at(tmp_path / "vectors", writable=True).size == 0


def test_reading_needs_an_index_and_changes_nothing(tmp_path):
    assert not VectorIndex.exists(tmp_path)
    with pytest.raises(StoreError, match="open the store for writing"):
        VectorIndex.at(tmp_path, writable=False)
    VectorIndex.at(tmp_path, writable=True).close()
    assert VectorIndex.exists(tmp_path)
    index = VectorIndex.at(tmp_path, writable=False)
    for change in (lambda: index.add(named(1), made(1)), lambda: index.remove_ids(named(1)), index.commit):
        with pytest.raises(StoreError, match="reading only"):
            change()


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path):
    (tmp_path / "file").write_text("", encoding="ascii")
    with pytest.raises(StoreError, match="cannot be written"):
        VectorIndex.at(tmp_path / "file" / "vectors", writable=True)


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.floats(0, 1))
def test_a_vector_survives_being_kept_twice(seed, spread):
    vectors = made(4, seed=seed, spread=spread, centres=2)
    codes = codes_of(vectors)
    assert np.array_equal(codes_of(vectors_of(codes)), codes)
    assert np.array_equal(sketches_of(codes_of(vectors_of(codes))), sketches_of(codes))


def test_sketches_tell_how_far_apart_vectors_are():
    """Nearly all pairs are within what their cosine allows, and what allows less finds less."""
    vectors = made(400, centres=4, spread=0.9)
    codes = codes_of(vectors)
    sketches, cosines = sketches_of(codes), vectors @ vectors.T
    apart = np.array([np.bitwise_count(sketches ^ sketch).sum(axis=1) for sketch in sketches])
    allowed = np.vectorize(most_apart)(cosines)
    assert (apart <= allowed).mean() > 0.995
    assert (apart > allowed * 0.5).mean() > 0.9
    limits = [most_apart(cosine) for cosine in np.linspace(1, -1, 50)]
    assert limits == sorted(limits)
    assert (limits[0], limits[-1]) == (0, WIDTH)
