"""Claims found by words and by meaning."""

from dataclasses import replace
from datetime import date

import pytest
from claim_matching import average_precision
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.answers import DocumentRef
from graph.ids import digest
from graph.meaning.encoder import load_encoder
from graph.meaning.vectors import VectorIndex
from graph.retrieval import retrieve
from graph.search import lexical
from graph.search.entries import Entry
from graph.search.filters import Filters
from graph.search.index import SearchIndex
from graph.search.lexical import find_claims, rate_claims
from graph.search.shown import Shown
from graph.search.words import stems

PUMPS = "The pumps at Ostrel were switched off"
FERRY = "The ferry to Kethra was cancelled because of the storm"
GRAIN = "Grain prices will double by spring"
MAYOR = "The mayor took money from the builders"
FLOOD = "Eleven people drowned when the dam gave way"
TEXTS = (PUMPS, FERRY, GRAIN, MAYOR, FLOOD)


def entry(
    text: str, number: int = 0, *, source: str = "Ada Quill", title: str = "", context: str = "", stance: str = "affirm"
) -> Entry:
    document, speaker = digest("document", text, str(number)), digest("source", source)
    return Entry(
        statement=digest("statement", document, source), claim=digest("claim", text), source=speaker,
        about=DocumentRef(document, None, title, None, "2031-03-01"),
        claim_text=text, source_text=source, document_text=title, context=context, kind="person", stance=stance, speech_act="assert",
        is_named=True, origin=speaker, origin_kind="person", origin_is_named=True,
        shown=Shown("indirect", None, None, text, (0, len(text)), ()), published=date(2031, 3, 1),
    )  # fmt: skip


class Shelf:
    """Both indexes, with what was put into them."""

    def __init__(self, *entries: Entry) -> None:
        self.index, self.vectors, self.encoder = SearchIndex.in_memory(), VectorIndex.in_memory(), load_encoder()
        for one in entries:
            self.index.replace(one.document, [one])
            self.vectors.add([one.claim], self.encoder.encode([one.claim_text]))
        self.index.commit()
        self.texts = {one.claim: one.claim_text for one in entries}

    def ask(self, question: str, *, limit: int = 10, filters: Filters | None = None):
        found = retrieve(
            question, index=self.index, vectors=self.vectors, encoder=self.encoder, limit=limit, filters=filters
        )
        return [(self.texts[one.claim], one) for one in found]


@pytest.fixture(scope="module")
def shelf():
    return Shelf(*map(entry, TEXTS))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("pumps Ostrel", PUMPS),
        ("somebody turned the pumping station off", PUMPS),
        ("bread and wheat are going to be much dearer", GRAIN),
        ("boats are not sailing, the weather is too bad", FERRY),
        ("corruption at the town hall", MAYOR),
        ("#DamBurst killed 11 😢 https://x.example/1 via @KlaxonNews", FLOOD),
    ],
)
def test_a_claim_is_found_by_its_words_or_by_its_meaning(shelf, question, expected):
    assert shelf.ask(question)[0][0] == expected


def test_words_and_meaning_both_count(shelf):
    found = dict(shelf.ask("the pumps were switched off"))
    assert found[PUMPS].fits
    assert found[PUMPS].coverage == 1
    assert found[PUMPS].cosine > 0.6
    assert not any(one.fits for text, one in found.items() if text != PUMPS)
    for one in found.values():
        assert 0 <= one.lexical <= 1
        assert 0 <= one.cosine <= 1
        assert one.score == pytest.approx(((one.lexical + one.coverage) / 2 + one.cosine) / 2)


def test_what_means_the_same_fits_without_a_word_in_common(shelf):
    text, one = shelf.ask("There was a bribe for the town's leader by construction firms, who paid him")[0]
    assert (text, one.coverage, one.fits) == (MAYOR, 0, False) or one.fits
    text, one = shelf.ask("11 persons lost their lives in the collapse of the dam")[0]
    assert text == FLOOD
    assert one.coverage < 0.5 < one.cosine
    assert one.fits


def test_nothing_fits_where_nothing_is_known_of_it(shelf):
    assert not any(one.fits for _, one in shelf.ask("the grain of an old photograph"))
    assert shelf.ask("zyzzyva") == []


def test_the_same_question_is_answered_in_the_same_order_whatever_came_first():
    entries = [entry(text, number) for number in range(4) for text in TEXTS]
    one, other = Shelf(*entries), Shelf(*reversed(entries))
    for question in ("the pumps", "dam ferry grain mayor", "nothing of this"):
        assert [name for name, _ in one.ask(question)] == [name for name, _ in other.ask(question)]


def test_only_claims_with_statements_that_pass_are_found():
    shelf = Shelf(entry(PUMPS, source="Ada Quill"), entry(PUMPS, 1, source="Bo Ross", stance="reject"), entry(FERRY))
    denied = Filters(stances=("reject",))
    assert [text for text, _ in shelf.ask("the pumps were off", filters=denied)] == [PUMPS]
    assert shelf.ask("boats are not sailing, the weather is too bad", filters=denied) == []
    assert shelf.ask("pumps", filters=replace(denied, claims=(digest("claim", FERRY),))) == []
    only = Filters(claims=(digest("claim", FERRY),))
    assert [text for text, _ in shelf.ask("pumps and ferries in a storm", filters=only)] == [FERRY]


def test_a_vector_without_a_statement_is_not_found(shelf):
    other = Shelf(entry(PUMPS))
    other.vectors.add([digest("claim", "gone")], other.encoder.encode(["The pumps are off"]))
    assert [text for text, _ in other.ask("The pumps are off")] == [PUMPS]


def test_a_claim_without_a_vector_is_found_by_its_words():
    shelf = Shelf(entry(PUMPS), entry(FERRY))
    shelf.vectors.remove_ids([digest("claim", PUMPS)])
    text, one = shelf.ask("pumps switched off at Ostrel")[0]
    assert (text, one.cosine) == (PUMPS, 0)
    assert one.fits


@pytest.mark.parametrize(
    "question", ["", " ", "🙂", "https://x.example/1", "the of and", "?" * 10_000, "pump " * 50_000]
)
def test_questions_that_say_little_or_much_are_answered(shelf, question):
    assert len(shelf.ask(question, limit=3)) <= 3


def test_an_empty_library_has_no_answer():
    assert Shelf().ask("pumps") == []


def test_rare_words_weigh_more_than_frequent_ones():
    shelf = Shelf(*(entry(f"The harbour was closed on day {number}") for number in range(20)), entry(FERRY))
    rated = {hit.claim: hit for hit in find_claims(shelf.index, "harbour ferry", limit=30)}
    ferry = rated[digest("claim", FERRY)]
    harbour = rated[digest("claim", "The harbour was closed on day 3")]
    assert ferry.coverage > 0.5 > harbour.coverage
    assert ferry.coverage + harbour.coverage == pytest.approx(1)
    assert ferry.score > harbour.score


def test_what_only_the_headline_holds_counts_less_than_what_the_claim_holds():
    """A number in the headline does not make a claim with another number the one that is asked for."""
    other, asked = "90 trucks crossed the bridge", "A column that crossed the old bridge had 40 trucks"
    shelf = Shelf(entry(other, title="40 trucks crossed the bridge, crowd says"), entry(asked), entry(FERRY))
    found = find_claims(shelf.index, "40 trucks crossed the bridge", limit=5)
    assert [shelf.texts[hit.claim] for hit in found] == [asked, other]
    assert [hit.coverage for hit in found] == [1, 1]


def test_words_around_a_claim_find_it_but_do_not_move_it_past_one_that_holds_them():
    number, ferry = "It had 40 wagons", "A train crossed the old bridge"
    shelf = Shelf(entry(number, context="train cross bridg ostrel"), entry(ferry), entry(GRAIN), entry(PUMPS))
    rated = {hit.claim: hit for hit in find_claims(shelf.index, "the train that crossed the bridge", limit=5)}
    by_itself, around = rated[digest("claim", ferry)], rated[digest("claim", number)]
    assert (around.coverage, around.context) == (0, 1)
    assert (by_itself.coverage, by_itself.context) == (1, 0)
    assert by_itself.score > around.score > 0
    assert [text for text, one in shelf.ask("wagons on the Ostrel bridge") if one.fits] == [number]
    assert not any(one.fits for text, one in shelf.ask("Ostrel bailiffs arrested") if text == number)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4, unique=True), st.text(max_size=40))
def test_context_is_what_a_row_holds_beside_its_own_words(texts, question):
    """Against counting each word of the question by itself."""
    rows = [
        entry(text, context=" ".join(stems(other))) for text, other in zip(texts, texts[1:] + texts[:1], strict=True)
    ]
    shelf = Shelf(*rows)
    asked = f"{question} pumps ferry storm dam grain"
    for hit in find_claims(shelf.index, asked, limit=9):
        row = next(row for row in rows if row.claim == hit.claim)
        own = set(stems(f"{row.claim_text} {row.source_text}"))
        weights = lexical._weights(shelf.index.searcher(), asked)
        whole = sum(weights.values())
        beside = sum(weight for word, weight in weights.items() if word in row.context.split() and word not in own)
        assert hit.context == pytest.approx(beside / whole)
        assert hit.coverage == pytest.approx(sum(weights[word] for word in weights.keys() & own) / whole)


def test_given_claims_are_rated_like_those_that_are_found(shelf):
    question = "the mayor and the ferry in the storm"
    found = {hit.claim: hit for hit in find_claims(shelf.index, question, limit=10)}
    rated = {hit.claim: hit for hit in rate_claims(shelf.index, question, map(digest, ["claim"] * 5, TEXTS))}
    assert found
    assert rated.keys() == {digest("claim", text) for text in TEXTS}
    for claim, hit in rated.items():
        known = found.get(claim)
        assert hit.coverage == (known.coverage if known else 0)
        assert hit.score == pytest.approx(known.score if known else 0)
    assert rate_claims(shelf.index, question, []) == []


def test_precision_is_averaged_over_what_is_right():
    assert average_precision(["a", "b", "c"], {"a"}) == 1
    assert average_precision(["a", "b", "c"], {"b"}) == 0.5
    assert average_precision(["a", "b", "c"], {"b", "c"}) == pytest.approx((1 / 2 + 2 / 3) / 2)
    assert average_precision(["a"], {"b"}) == 0


def test_in_a_large_index_frequent_words_alone_find_nothing_beside_rarer_ones(monkeypatch):
    rows = [entry(f"Grain prices rose in week {number}", number) for number in range(150)]
    shelf = Shelf(entry(PUMPS), *rows)
    everything = find_claims(shelf.index, "pumps grain", limit=1000)
    assert len(everything) == 151
    monkeypatch.setattr(lexical, "_LARGE", 150)
    assert [hit.claim for hit in find_claims(shelf.index, "pumps grain", limit=1000)] == [digest("claim", PUMPS)]
    assert len(find_claims(shelf.index, "grain prices", limit=1000)) == 150
    (pumps,) = find_claims(shelf.index, "pumps grain", limit=1000)
    assert pumps == next(hit for hit in everything if hit.claim == pumps.claim)
