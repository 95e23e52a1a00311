"""Which representation an Accept header means, held against RFC 9110 read word by word."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.negotiation import Offer, ranked

TYPES = ["text/turtle", "text/csv", "application/json", "application/ld+json"]
OFFERS = [Offer(media, (media, version), version) for version in ("1.1", "1.2") for media in TYPES]

weights = st.sampled_from(["", ";q=0", ";q=0.0", ";q=0.001", "; q=0.5", ";Q=0.50", ";q=1", ";q=1.000"])
ranges = st.sampled_from([*TYPES, "text/*", "application/*", "*/*", "image/png", "TEXT/Turtle"])
versions = st.sampled_from(["", ";version=1.1", "; version=1.2", ';version="1.2"'])
others = st.sampled_from(["", ";charset=utf-8", ';profile="a, b;q=0"'])
elements = st.tuples(ranges, versions, others, weights)


def weight_by_the_book(offer: Offer[tuple[str, str]], wanted: list[tuple[str, str, str, str]]) -> Fraction:
    """The weight of the most specific range that fits, and of several alike the greatest (section 12.5.1)."""
    found: list[tuple[int, Fraction]] = []
    for range_, version, _, weight in wanted:
        name = range_.lower()
        kind = offer.media_type.partition("/")[0]
        level = {offer.media_type: 3, f"{kind}/*": 2, "*/*": 1}.get(name, 0)
        number = version.rpartition("=")[2].strip('"')
        if level and number in ("", offer.version):
            found.append((2 * level + bool(number), Fraction(weight.lower().partition("=")[2] or "1")))
    return max(found)[1] if found else Fraction(0)


@given(st.lists(elements, min_size=1, max_size=6))
def test_the_most_wanted_comes_first(wanted: list[tuple[str, str, str, str]]) -> None:
    accept = ", ".join("".join(parts) for parts in wanted)
    expected = [(weight_by_the_book(offer, wanted), offer.value) for offer in OFFERS]
    expected = sorted((pair for pair in expected if pair[0]), key=lambda pair: -pair[0])
    assert ranked(accept, OFFERS) == [value for _, value in expected]


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=60))
def test_any_header_is_read(accept: str) -> None:
    found = ranked(accept, OFFERS)
    assert len(found) == len(set(found))
    assert set(found) <= {offer.value for offer in OFFERS}


@given(st.lists(st.sampled_from([",", ";", '"', "\\", "q=", "text/turtle", "*/*", "a", "="]), max_size=40))
def test_malformed_elements_spoil_no_others(pieces: list[str]) -> None:
    accept = "".join(pieces).replace('"', "")
    assert ("text/csv", "1.1") in ranked(f"{accept},text/csv", OFFERS)


@pytest.mark.parametrize("header", ["", "  ", "*/*"])
def test_no_wish_is_any_wish(header: str) -> None:
    assert ranked(header, OFFERS) == [offer.value for offer in OFFERS]


@pytest.mark.parametrize(
    "header",
    ["text/turtle;q=2", "text/turtle;q=-1", "text/turtle;q=0.1234", "*/turtle", "text", ";", "text/turtle;version=3"],
)
def test_what_is_malformed_or_unknown_wants_nothing(header: str) -> None:
    assert ranked(header, OFFERS) == []
