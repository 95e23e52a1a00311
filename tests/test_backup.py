"""Backups: whole or not there, of one moment while documents come in, and stores made of them again."""

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from command import allegedly, check_refused
from hostile import GOOD
from serving import ask, quads_in, sample_store, serving

from graph.backups import making
from graph.backups.making import backups, keep_copy
from graph.backups.manifest import NAME, copy
from graph.backups.staging import staged
from graph.errors import StoreError
from graph.jobs.job import Form, Input, Status
from graph.jobs.limits import Queueing
from graph.jobs.queue import Jobs
from graph.library import Library
from graph.roles import KnownKey, Role, hashed
from graph.store import Store
from graph.store_folder import FORMAT, JOBS
from graph.validation import indexes_disagree

KEY = "a-key-for-tests"
KNOWN = [KnownKey(Role.ADMIN, hashed(KEY))]
NOW = datetime(2031, 3, 4, 5, 6, 7, 89, tzinfo=UTC)


def check_agrees(library: Library) -> None:
    assert library.index.unfinished() == []
    assert list(indexes_disagree(library)) == []


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A backup of the sample store."""
    with Library.for_reading(sample_store()) as library, staged(library) as files:
        return tmp_path / "backups" / keep_copy(files, tmp_path / "backups", at=NOW, keep=3).name


def test_a_store_is_backed_up_and_restored(tmp_path: Path) -> None:
    made = allegedly("backup", tmp_path / "backups", "--store", sample_store())
    assert made.code == 0
    assert made.out.startswith("backed up  12 documents, ")
    path = made.out.split("  ")[-1].strip()
    verified = allegedly("verify", path)
    assert verified.code == 0
    assert verified.out.endswith(" files of 12 documents checked, 0 damaged\n")
    restored = allegedly("restore", path, "--store", tmp_path / "new" / "store")
    assert restored.code == 0, restored.err
    assert restored.out.startswith("restored  12 documents  ")
    assert quads_in(tmp_path / "new" / "store") == quads_in(sample_store())
    with Library.for_reading(tmp_path / "new" / "store") as library:
        check_agrees(library)
    assert [entry.name for entry in (tmp_path / "new").iterdir()] == ["store"]
    assert not any((sample_store() / "staged").iterdir())


def test_what_was_accepted_and_is_not_done_yet_is_backed_up_too(tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(sample_store(), store)
    with Library.for_reading(store) as library:
        jobs = Jobs(store / JOBS, queueing=Queueing())
        for sent in (b"first", b"second"):
            incoming = jobs.receive()
            name = incoming.open()
            incoming.write(sent)
            jobs.add(incoming, [Input(Form.FILE, "sent", file=name)])
        jobs.cancel(jobs.jobs(limit=1, offset=1)[0].id)
        with staged(library) as files:
            made = keep_copy(files, tmp_path / "backups", at=NOW, keep=1)
        told = jobs.jobs(limit=9, offset=0)
        jobs.stop()
    ran = allegedly("restore", tmp_path / "backups" / made.name, "--store", tmp_path / "new")
    assert ran.code == 0, ran.err
    restored = Jobs(tmp_path / "new" / JOBS, queueing=Queueing())
    try:
        assert restored.jobs(limit=9, offset=0) == told
        assert [job.status for job in told] == [Status.WAITING, Status.CANCELLED]
        assert [path.read_bytes() for path in (tmp_path / "new" / JOBS).glob("*/*")] == [b"second"]
    finally:
        restored.stop()


@pytest.mark.parametrize("part", ["graph/CURRENT", ".sst", "vectors/", "search/meta.json", "citations/", "format.json"])
def test_a_damaged_backup_is_told_and_never_restored(backup: Path, tmp_path: Path, part: str) -> None:
    file = next(
        path for path in sorted(backup.rglob("*")) if path.is_file() and part in str(path) and path.stat().st_size
    )
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    name = file.relative_to(backup).as_posix()
    ran = allegedly("verify", backup)
    assert ran.code == 1
    assert ran.out.splitlines()[0] == f"{name} is not as it was written"
    check_refused(allegedly("restore", backup, "--store", tmp_path / "store"), "is damaged", name)
    file.unlink()
    assert f"{name} cannot be read" in allegedly("verify", backup).out
    check_refused(allegedly("restore", backup, "--store", tmp_path / "store"), "is damaged", name)
    assert [path.name for path in tmp_path.iterdir()] == ["backups"]


def test_a_file_that_is_none_of_its_own_is_told_and_not_restored(backup: Path, tmp_path: Path) -> None:
    (backup / "graph" / "more").write_text("x")
    assert "graph/more is none of its files" in allegedly("verify", backup).out
    assert allegedly("restore", backup, "--store", tmp_path / "store").code == 0
    assert not (tmp_path / "store" / "graph" / "more").exists()


def test_a_backup_that_was_broken_off_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, copied = tmp_path / "backups", count()

    def break_off(source: Path, target: Path) -> object:
        if next(copied) == 5:
            raise KeyboardInterrupt
        return copy(source, target)

    monkeypatch.setattr(making, "copy", break_off)
    monkeypatch.setattr(making.shutil, "rmtree", lambda *_, **__: None)  # as if it had been killed
    with Library.for_reading(sample_store()) as library, staged(library) as files:
        with pytest.raises(KeyboardInterrupt):
            keep_copy(files, folder, at=NOW, keep=3)
        (left,) = folder.iterdir()
        assert backups(folder) == []
        check_refused(allegedly("restore", left, "--store", tmp_path / "store"), "There is no whole backup in")
        monkeypatch.undo()
        made = keep_copy(files, folder, at=NOW, keep=3)
    assert [path.name for path in folder.iterdir()] == [made.name]
    assert backups(folder) == [made]


def test_the_newest_backups_are_kept(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    with Library.for_reading(sample_store()) as library, staged(library) as files:
        made = [keep_copy(files, tmp_path, at=NOW + timedelta(hours=n), keep=2) for n in range(4)]
    assert backups(tmp_path) == [made[3], made[2]]
    assert {path.name for path in tmp_path.iterdir()} == {"notes", made[2].name, made[3].name}


def test_a_store_that_is_there_is_never_written_over(backup: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_store(), tmp_path / "store")
    (tmp_path / "file").write_text("mine")
    for there in ("store", "file", "backups"):
        check_refused(allegedly("restore", backup, "--store", tmp_path / there), "There is something in")
    assert (tmp_path / "file").read_text() == "mine"
    (tmp_path / "empty").mkdir()
    assert allegedly("restore", backup, "--store", tmp_path / "empty").code == 0


def test_what_is_no_backup_is_refused(backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = json.loads((backup / NAME).read_text())

    def refused(*words: str, **changed: object) -> None:
        (backup / NAME).write_text(json.dumps({**manifest, **changed}))
        for arguments in (["verify", backup], ["restore", backup, "--store", tmp_path / "store"]):
            check_refused(allegedly(*arguments), *words)

    refused(f"has format {FORMAT + 1}", "use the version that made it", format=FORMAT + 1)
    digest = {"bytes": 1, "sha256": "0"}
    for path in ("../../outside", "/etc/passwd", "graph/../../x", ""):
        refused("is damaged", files={path: digest})
    for files in ([], {"a": 1}, {"a": {"bytes": 1}}, None):
        refused("is damaged", files=files)
    (backup / NAME).write_bytes(b"\xff{")
    check_refused(allegedly("verify", backup), "is damaged")
    check_refused(allegedly("verify", tmp_path / "none"), "There is no whole backup in")
    (backup / NAME).write_text(json.dumps(manifest))
    monkeypatch.setenv("ALLEGEDLY_BASE", "https://other.example/")
    check_refused(allegedly("restore", backup, "--store", tmp_path / "store"), "set ALLEGEDLY_BASE")
    assert [path.name for path in tmp_path.iterdir()] == ["backups"]


@pytest.mark.parametrize("lost", ["search", "vectors", "citations"])
def test_an_index_that_a_backup_lacks_is_made_again(backup: Path, tmp_path: Path, lost: str) -> None:
    manifest = json.loads((backup / NAME).read_text())
    files = {path: digest for path, digest in manifest["files"].items() if not path.startswith(lost)}
    assert 0 < len(files) < len(manifest["files"])
    (backup / NAME).write_text(json.dumps({**manifest, "files": files}))
    assert allegedly("restore", backup, "--store", tmp_path / "store").code == 0
    with Library.for_reading(tmp_path / "store") as library:
        check_agrees(library)


def test_a_store_that_is_open_is_left_to_who_has_it_open(tmp_path: Path) -> None:
    shutil.copytree(sample_store(), tmp_path / "store")
    with Store.for_writing(tmp_path / "store"):
        ran = allegedly("backup", tmp_path / "backups", "--store", tmp_path / "store")
    check_refused(ran, "is in use by another process")
    assert not (tmp_path / "backups").exists()


def test_a_backup_needs_a_folder_and_a_store_on_disk(tmp_path: Path) -> None:
    check_refused(allegedly("backup", "--store", sample_store()), "set ALLEGEDLY_BACKUPS")
    (tmp_path / "file").write_text("mine")
    check_refused(allegedly("backup", tmp_path / "file", "--store", sample_store()), "is not a folder")
    with Library.in_memory() as library, pytest.raises(StoreError), staged(library):
        pass


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    with (
        Library.for_writing(tmp_path / "store") as library,
        serving(library, backups=tmp_path / "backups", backups_kept=3, keys=KNOWN) as address,
    ):
        yield address, tmp_path / "backups"


def test_backups_of_a_service_are_of_one_moment_each(served: tuple[str, Path], tmp_path: Path) -> None:
    address, folder = served
    header, done, said, promised = {"Authorization": f"Bearer {KEY}"}, Event(), set[str](), {}

    def add_documents(start: int) -> None:
        with ask(address) as client:
            for number in count(start, 2):
                response = client.post("/documents", json={"text": f"{GOOD} Number {number}."})
                assert response.status_code == 201
                said.add(response.json()["id"])
                if done.is_set():
                    return

    with ask(address) as client, ThreadPoolExecutor(2) as writers:
        client.post("/documents", json={"text": GOOD}).raise_for_status()
        running = [writers.submit(add_documents, start) for start in (0, 1)]
        try:
            for _ in range(3):
                before = set(said)
                response = client.post("/backups", headers=header)
                assert response.status_code == 201, response.text
                promised[response.json()["name"]] = before
        finally:
            done.set()
        for one in running:
            one.result()
        listed = client.get("/backups", headers=header).json()
    assert [one["name"] for one in listed] == sorted(promised, reverse=True)
    assert "/" not in response.text
    for number, (name, before) in enumerate(promised.items()):
        assert allegedly("verify", folder / name).code == 0
        restored = tmp_path / f"restored{number}"
        assert allegedly("restore", folder / name, "--store", restored).code == 0
        with Library.for_reading(restored) as library:
            assert before <= set(library.document_ids())
            assert len(list(library.document_ids())) == next(o["documents"] for o in listed if o["name"] == name)
            check_agrees(library)


def test_backups_need_a_key_and_a_folder(served: tuple[str, Path]) -> None:
    address, folder = served
    with ask(address) as client:
        assert client.post("/backups").status_code == 401
        assert client.get("/backups").status_code == 401
    assert not folder.exists()
    with Library.in_memory() as library, serving(library, keys=KNOWN) as other, ask(other) as client:
        response = client.post("/backups", headers={"Authorization": f"Bearer {KEY}"})
        assert response.status_code == 403
        assert "ALLEGEDLY_BACKUPS" in response.json()["detail"]
