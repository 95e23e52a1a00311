"""What is suggested to somebody who is still typing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.library import Library
from graph.search.beginnings import Typed
from graph.suggesting import suggest


def test_the_last_word_may_go_on_until_a_space_ends_it() -> None:
    assert Typed.of("Who said that the Ministry of the Int") == Typed(("ministri",), "int")
    assert Typed.of("the ministry denied the").begun is None
    assert Typed.of("ministry ") == Typed(("ministri",), None)
    assert Typed.of("a") == Typed((), None)
    assert Typed.of("") == Typed((), None)
    assert Typed.of("Élysée p").whole == ("elyse",)


@pytest.mark.parametrize("text", ["Ministry of the In", "minis", "MINISTRIES", "interior mini"])
def test_sources_are_found_by_beginnings_of_their_names(samples: Library, text: str) -> None:
    found = suggest(samples, text, limit=5)
    assert "Ministry of the Interior of Velmara" in [one.source.name for one in found.sources]
    assert all(one.source.named and one.statements > 0 for one in found.sources)


def test_claims_are_found_by_their_words_and_the_most_frequent_come_first(samples: Library) -> None:
    found = suggest(samples, "who says the warehouse held 300 ton", limit=3).claims
    assert found and all("300" in claim.text and "ton" in claim.text for claim in found)
    counts = [claim.statements for claim in found]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    "text", ["", " ", "x", "zyzzyva", "who said ", ".*", "\x00", "\ud800".encode("utf-8", "replace").decode()]
)
def test_what_fits_nothing_gives_nothing(samples: Library, text: str) -> None:
    found = suggest(samples, text, limit=5)
    assert (found.sources, found.claims) == ((), ())


@given(st.text(max_size=40))
def test_no_text_is_refused(samples: Library, text: str) -> None:
    found = suggest(samples, text, limit=2)
    assert len(found.sources) <= 2 and len(found.claims) <= 2
