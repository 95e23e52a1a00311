"""What `allegedly outlets` prints for people."""

from datetime import date
from pathlib import Path

import pytest
from command import allegedly, check_refused
from test_outlets import COURIER, MINISTRY, RADIO, WIRE, article

from graph.library import Library


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outlets") / "store"
    with Library.for_writing(folder) as library:
        library.put(*article(1, COURIER, WIRE, day=date(2031, 3, 1)))
        library.put(*article(2, WIRE, COURIER, day=date(2031, 3, 5)))
        library.put(*article(3, RADIO, COURIER, MINISTRY))
        library.commit()
    return folder


def test_edges_and_loops_are_listed_with_counts_and_days(store: Path) -> None:
    shown = allegedly("outlets", "--store", store).out
    assert shown.startswith("3 sources, 3 pass on another\n")
    assert "   The Courier -> Tidewater Wire  1 statement in 1 document, 2031-03-01\n" in shown
    assert "   Velmara Radio -> The Courier  1 statement in 1 document\n" in shown
    assert "2 sources that each rest on all the others in the end:" in shown
    first, later = "2031-03-01  The Courier -> Tidewater Wire", "2031-03-05  Tidewater Wire -> The Courier"
    assert 0 < shown.index(first) < shown.index(later)


def test_a_time_and_a_number_narrow_it_down(store: Path) -> None:
    assert "1 pass on another" in allegedly("outlets", "--until", "2031-03-01", "--store", store).out
    assert allegedly("outlets", "--least", "2", "--store", store).out == "0 sources, 0 pass on another\n"
    assert "There are more: narrow it down" in allegedly("outlets", "--limit", "1", "--store", store).out
    one_day = allegedly("outlets", "--among", "named", "--since", "2031-03-05", "--store", store).out
    assert "each rest on" not in one_day


def test_of_one_source_it_tells_what_is_upstream_and_downstream(store: Path) -> None:
    shown = allegedly("outlets", "--source", "tidewater wire", "--store", store).out
    assert shown.startswith("Tidewater Wire: 2 statements in 2 documents\n")
    assert "      1 hop: The Courier\n      2 hops: Ministry of Transport\n" in shown
    assert "   upstream: 2 sources\n" in shown
    assert "   downstream: 2 sources\n" in shown
    cut = allegedly("outlets", "--source", "tidewater wire", "--limit", "1", "--store", store).out
    assert "upstream: 1 source, cut: whole up to 1 hop" in cut
    check_refused(allegedly("outlets", "--source", "nobody", "--store", store), "There is no source 'nobody'")
