"""What is left of a post when its links, tags and pictures are gone."""

import pytest
from hypothesis import given
from strategies import texts

from graph.posts import plain


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("#BridgeClosed https://x.example/1 says @HarbourBoard", "Bridge Closed says Harbour Board"),
        ("The ferry sank!#ferry#Kethrahttps://t.example/a?b=c", "The ferry sank! ferry Kethra"),
        ("smoke over the port pic.klaxon.example/xYz9 today", "smoke over the port today"),
        ("see www.klaxon.example and docs.klaxon.example/a/b.", "see and"),
        ("#NATOSummit and #standWithOstrel", "NATO Summit and stand With Ostrel"),
        ("@ostrel_watch #Ostrel2031 #ÉtéÀÉvora #G7", "ostrel watch Ostrel2031 Été À Évora G7"),
        ("🔥🔥 It is burning 👩‍🚒 now ☀️", "It is burning \u200d now \ufe0f"),
        ("800 troops, 5.5% more; a and/or b, item # 3 @ noon", "800 troops, 5.5% more; a and/or b, item # 3 @ noon"),
        ("https://x.example/only", ""),
        ("", ""),
    ],
)
def test_the_words_of_a_post(post, expected):
    assert plain(post) == expected


@given(texts)
def test_what_is_plain_is_left_as_it_is(text):
    once = plain(text)
    assert "  " not in once
    if not set("#@/") & set(once):
        assert plain(once) == once


def test_a_long_post_takes_no_longer_than_its_length():
    for hostile in ("a." * 200_000, "#" * 200_000, "#" + "Aa" * 200_000, "a-" * 200_000, "https://" * 50_000):
        assert len(plain(hostile)) <= 2 * len(hostile)
