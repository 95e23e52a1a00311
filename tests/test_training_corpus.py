"""Annotations as the corpus has them, and what the network should make of them."""

import pytest

from graph.errors import InputError
from graph.extraction.annotations import Annotations
from graph.extraction.quotations import QuoteFinder
from graph.extraction.reader.encoding import Encoder
from graph.extraction.reader.labels import CueKind, Role, WordSpan, read_labels
from graph.extraction.reader.variants import TOKENIZER
from graph.extraction.reader.windows import pack
from graph.extraction.segmentation import Segmenter
from graph.model import Document, Span
from graph.training.corpus import load_polnear, read_standoff
from graph.training.marked import MarkedAttribution, MarkedPassage
from graph.training.targets import targets_of

TEXT = "Trams will stop, the mayor said, by noon. “We told her that buses run,” a driver added."
STANDOFF = """T1\tSource 17 26\tthe mayor
T2\tCue 27 31\tsaid
T3\tContent 0 15;33 40\tTrams will stop by noon
T4\tAttribution 27 31\tsaid
E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3
T5\tCue 81 86\tadded
T6\tContent 42 71\t“We told her that buses run,”
T7\tSource 72 80\ta driver
E2\tAttribution:T5 Cue:T5 Content2:T6 Source:T7
T8\tCue 46 50\ttold
E3\tAttribution:T8 Cue:T8
"""
MAYOR, DRIVER = read_standoff(STANDOFF)


def quoted(attribution):
    roles = (attribution.source, attribution.cue, attribution.content)
    return tuple("|".join(TEXT[start:end] for start, end in spans) for spans in roles)


def test_standoff_gives_attributions_with_fragments_and_drops_those_without_content():
    assert quoted(MAYOR) == ("the mayor", "said", "Trams will stop|by noon")
    assert quoted(DRIVER) == ("a driver", "added", "“We told her that buses run,”")


def test_the_first_annotator_counts(tmp_path):
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text" / "trams.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "attributions" / "trams_00ff.ann").write_text(STANDOFF, encoding="utf-8")
    (tmp_path / "attributions" / "trams_1111.ann").write_text("", encoding="utf-8")
    [passage] = load_polnear(tmp_path)
    assert passage == MarkedPassage(TEXT, (MAYOR, DRIVER))


def test_a_folder_without_annotations_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(InputError, match="give a split"):
        list(load_polnear(tmp_path))


def window_and_targets(*attributions):
    annotations = Annotations(Document(TEXT))
    for component in (Segmenter(), QuoteFinder()):
        component(annotations)
    [window] = pack(Encoder(TOKENIZER).encode(annotations), size=128)
    return window, targets_of(window, MarkedPassage(TEXT, attributions))


def words(window, span):
    return TEXT[window.words[span.start, 0] : window.words[span.end - 1, 1]]


def test_targets_read_back_as_the_annotations():
    window, targets = window_and_targets(MAYOR, DRIVER)
    assert [(cue.kind, words(window, cue)) for cue in targets.cues] == [(0, "said"), (0, "added")]
    of_mayor, of_driver = (
        [(Role(span.kind), words(window, span)) for span in read_labels(row)] for row in targets.arguments
    )
    assert of_mayor == [(Role.CONTENT, "Trams will stop"), (Role.SOURCE, "the mayor"), (Role.CONTENT, "by noon")]
    assert of_driver == [(Role.CONTENT, "“We told her that buses run,”"), (Role.SOURCE, "a driver")]


def inner_cue(window):
    place = next(at for at in range(len(window.words)) if words(window, WordSpan(0, at, at + 1)) == "told")
    outer, inner = (1 + 4 * kind + 3 for kind in CueKind)
    return place, outer, inner


def test_an_unmarked_cue_inside_a_content_of_the_corpus_may_be_one_but_no_outer_one():
    window, targets = window_and_targets(MAYOR, DRIVER)
    place, outer, inner = inner_cue(window)
    assert targets.allowed[place, 0] and targets.allowed[place, inner] and not targets.allowed[place, outer]


def test_where_inner_attributions_are_marked_the_rest_of_the_content_holds_none():
    inner_spans = [Span(43, 45), Span(46, 50), Span(55, 69)]
    source, cue, content = ((span,) for span in inner_spans)
    driver = MarkedAttribution(DRIVER.source, DRIVER.cue, DRIVER.content)
    window, targets = window_and_targets(driver, MarkedAttribution(source, cue, content, host=0))
    place, _, inner = inner_cue(window)
    assert targets.allowed[place].nonzero()[0].tolist() == [inner]
    assert targets.allowed[place + 1].nonzero()[0].tolist() == [0]
    window, targets = window_and_targets(driver)
    assert targets.allowed[place].nonzero()[0].tolist() == [0]


def test_a_part_outside_of_the_window_is_left_out():
    window, _ = window_and_targets()
    far = MarkedAttribution(MAYOR.source, (Span(1_000, 1_004),), MAYOR.content)
    targets = targets_of(window, MarkedPassage(TEXT, (far,)))
    assert targets.cues == () and targets.arguments.shape == (0, len(window.words))
