"""What the commands about time print for people."""

from pathlib import Path

import pytest
from command import allegedly
from pieces import CLAIM, Piece

from graph.library import Library
from graph.model import Claim, SourceKind, SpeechAct, Stance

PERSON = SourceKind.PERSON


@pytest.fixture
def store(tmp_path: Path) -> Path:
    said = [
        ("Ida Stein", "2031-03-04", Stance.REJECT, SpeechAct.DENY),
        ("Cass Wey", "2031-03-18", Stance.NEUTRAL, SpeechAct.RETRACT),
    ]
    with Library.for_writing(tmp_path / "store") as library:
        for number, (source, day, stance, act) in enumerate(said):
            piece = Piece("The Courier", "2031-04-01", f"https://example.org/{number}")
            piece.says(source, kind=PERSON, day=day, stance=stance, act=act, of="the Harbour Board")
            library.put(*piece.build())
        library.commit()
    return tmp_path / "store"


def test_positions_name_who_walked_back_between_which_days(store: Path) -> None:
    shown = allegedly("positions", CLAIM.id, "--store", store).out
    assert "- the Harbour Board (by Cass Wey, Ida Stein)" in shown
    assert (
        "walked back between 2031-03-04 (Ida Stein rejects) and 2031-03-18 (Cass Wey takes no side, retract)" in shown
    )
    assert "2031-03-04  rejects" in shown
    assert "only passes on: 2 (takes no side)" in shown


def test_a_timeline_shows_what_was_said_before_what_was_published(store: Path) -> None:
    lines = allegedly("timeline", CLAIM.id, "--store", store).out.splitlines()
    events = [line for line in lines if line.startswith("2031")]
    assert events[:2] == [
        "2031-03-04  said (by the text of The Courier, https://example.org/0)",
        "2031-03-18  said (by the text of The Courier, https://example.org/1)",
    ]
    assert sorted(events[2:]) == [
        "2031-04-01  published: The Courier, https://example.org/0",
        "2031-04-01  published: The Courier, https://example.org/1",
    ]


def test_a_timeline_goes_on_page_by_page(store: Path) -> None:
    first = allegedly("timeline", CLAIM.id, "--limit", "3", "--store", store).out
    assert "There are more: ask again with --offset 3." in first
    rest = allegedly("timeline", CLAIM.id, "--limit", "3", "--offset", "3", "--store", store).out
    assert "There are more" not in rest


def test_a_timeline_of_a_source_is_asked_for_by_name(store: Path) -> None:
    shown = allegedly("timeline", "--source", "Ida Stein", "--store", store).out
    assert shown.startswith("Ida Stein\n2031-04-01  published: The Courier")


@pytest.mark.parametrize("given", [(), (CLAIM.id, "--source", "Ida Stein")])
def test_a_timeline_is_of_a_claim_or_of_a_source(store: Path, given: tuple[str, ...]) -> None:
    ran = allegedly("timeline", *given, "--store", store)
    assert (ran.code, "not both" in ran.err) == (2, True)


def test_disagreement_names_who_denies_whom_and_which_numbers_drift(tmp_path: Path) -> None:
    forty, sixty = (Claim(f"The lock at Orrin let {number} barges through on 4 March") for number in (40, 60))
    with Library.for_writing(tmp_path / "store") as library:
        for day, claim in (("2031-03-04", forty), ("2031-03-08", sixty)):
            piece = Piece("The Courier", "2031-04-01", f"https://example.org/{day}")
            library.put(*piece.says("Ida Stein", kind=PERSON, day=day, claim=claim).build())
        piece = Piece("Dom", "2031-04-01").says("Cass Wey", kind=PERSON, stance=Stance.REJECT, claim=forty)
        library.put(*piece.build())
        library.commit()
    shown = allegedly("disagreement", forty.id, "--store", tmp_path / "store").out
    assert "- Cass Wey rejects (assert)" in shown
    assert "     contradicts Ida Stein\n" in shown
    assert f"contradicted by “{sixty.text}” (claim {sixty.id})" in shown
    assert (
        "number: 40 barges (Ida Stein, 2031-03-04) became 60 barges (Ida Stein, 2031-03-08, who said so later): "
        "other number" in shown
    )
    assert "numbers side by side: 40 barges (1), 60 barges (1)" in shown
