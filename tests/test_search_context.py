"""The words around a statement by which it is found."""

from hypothesis import given
from hypothesis import strategies as st

from graph.search.context import context_of
from graph.search.words import stems

TEXT = "The mayor resigned. A train left Ostrel at dawn. A guard told the Klaxon that it had 40 wagons. Nobody counted."


def extent(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_context_holds_the_statement_and_what_stands_before_it():
    found = context_of(TEXT, [extent("A guard"), extent("told"), extent("it had 40 wagons")], but="It had 40 wagons")
    assert {"train", "ostrel", "guard", "klaxon"} <= set(found.split())
    assert not {"40", "wagon", "nobodi", "count"} & set(found.split())


def test_what_is_far_in_front_is_left_out_from_a_sentence_on():
    far = "Zebras grazed. " + "Rain fell on the quay. " * 12 + "It had 40 wagons."
    start = far.index("It had")
    assert context_of(far, [(start, len(far))], but="") == "rain fell quay had 40 wagon"


def test_a_statement_without_a_place_has_no_context():
    assert context_of(TEXT, [], but="") == ""


@given(
    st.lists(st.sampled_from(["quay", "rain", "boats,", "pumps.", "ferry", "40"]), min_size=1, max_size=30), st.data()
)
def test_of_a_short_text_it_is_all_up_to_the_end_of_the_statement(words, data):
    places = st.integers(0, len(words) - 1)
    starts = [len(" ".join(words[:at])) + bool(at) for at in range(len(words))]
    chosen = data.draw(st.lists(places, min_size=1, max_size=4))
    but = " ".join(data.draw(st.lists(st.sampled_from(words), max_size=2)))
    extents = [(starts[at], starts[at] + len(words[at])) for at in chosen]
    wanted = dict.fromkeys(stem for word in words[: max(chosen) + 1] for stem in stems(word))
    assert context_of(" ".join(words), extents, but=but).split() == [s for s in wanted if s not in stems(but)]
