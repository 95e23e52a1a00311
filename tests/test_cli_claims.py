"""What the commands about what stands behind a claim print for people."""

from dataclasses import fields
from pathlib import Path

import pytest
from command import allegedly, check_refused
from pieces import CLAIM, Piece

from graph.analysis.answers import CircularReporting, Standing
from graph.library import Library
from graph.model import SourceKind, Stance


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pieces = (
        Piece("The Beacon", "2031-03-01").says("an insider", kind=SourceKind.ANONYMOUS),
        Piece("Shaft", "2031-03-02").says("The Beacon"),
        Piece("The Beacon", "2031-03-03").says("Shaft").says("Bo Lund", kind=SourceKind.PERSON, stance=Stance.REJECT),
    )
    path = tmp_path_factory.mktemp("claims") / "store"
    with Library.for_writing(path) as library:
        for piece in pieces:
            library.put(*piece.build())
        library.commit()
    return path


def lines(store: Path, *command: str) -> list[str]:
    ran = allegedly(*command, "--store", store)
    assert (ran.code, ran.err) == (0, "")
    return [line.strip() for line in ran.out.splitlines()]


def test_origins_tells_what_stands_behind_each_side(store: Path) -> None:
    shown = lines(store, "origins", CLAIM.id)
    assert "For it" in shown
    assert "outlets: Shaft, The Beacon" in shown
    assert "It begins with one source without a name: an insider (in The Beacon)." in shown
    assert "origin: an insider (unnamed)" in shown
    assert "way: The Beacon -> an insider (unnamed)" in shown
    assert "circle: The Beacon -> Shaft -> The Beacon" in shown
    against = shown[shown.index("Against it") :]
    assert "One outlet carries a denial of the claim." in against
    assert "origin: Bo Lund" in against


def test_circular_tells_the_documents_in_order_and_what_remains(store: Path) -> None:
    shown = lines(store, "circular", CLAIM.id)
    documents = [line for line in shown if ": " in line and ", 2031-" in line and "has it from" not in line]
    assert [line[:-28] for line in documents] == [
        "The Beacon, 2031-03-01",
        "Shaft, 2031-03-02",
        "The Beacon, 2031-03-03",
    ]
    assert "without it: an insider (unnamed)" in shown
    assert any(line.startswith("Shaft has it from The Beacon, in Shaft, 2031-03-02") for line in shown)


def test_the_json_is_that_of_the_library(store: Path) -> None:
    for command, shape in (("origins", Standing), ("circular", CircularReporting)):
        found = allegedly(command, CLAIM.id, "--json", "--store", store).json
        assert set(found) == {field.name for field in fields(shape)}
        assert (found["claim"], found["text"], found["inference"]) == (CLAIM.id, CLAIM.text, "with")
        without = allegedly(command, CLAIM.id, "--json", "--no-inferred", "--store", store).json
        assert without["inference"] == "without"


def test_a_path_goes_from_one_source_to_another(store: Path) -> None:
    shown = lines(store, "path", CLAIM.id, "--from", "Shaft", "--to", "an insider")
    assert shown[0] == f"“{CLAIM.text}”"
    assert any(line.startswith("-> The Beacon affirms (report, named outlet 0.") for line in shown)
    assert not any("named outlet" in line for line in lines(store, "path", CLAIM.id, "--no-inferred"))
    assert "There are more; only the first 1 paths are listed." in lines(store, "path", CLAIM.id, "--limit", "1")


def test_what_is_not_circular_is_said_to_be_not(tmp_path: Path) -> None:
    with Library.for_writing(tmp_path / "store") as library:
        library.put(*Piece("Dom").asserts().build())
        library.commit()
    assert "Nobody is confirmed in a circle." in lines(tmp_path / "store", "circular", CLAIM.id)


@pytest.mark.parametrize("command", ["origins", "circular"])
@pytest.mark.parametrize("name", ["nowhere", "a" * 26, "b\udcffd"])
def test_a_claim_that_is_not_there_is_refused(store: Path, command: str, name: str) -> None:
    check_refused(allegedly(command, name, "--store", store), "error: ")


def test_a_source_that_is_not_there_is_refused(store: Path) -> None:
    check_refused(allegedly("path", CLAIM.id, "--to", "Zyzzyva Zeitung", "--store", store), "There is no source")
