"""Holds the reader against the floors in quality.toml, on corpora that are not part of the project."""

import pytest
from quality import FLOORS, AbsentError, all_corpora

from graph.extraction.reader.variants import Model


@pytest.mark.parametrize("model", Model)
@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_is_below_its_floor(corpora, name, model):
    corpus = next(corpus for corpus in all_corpora(corpora, corpora.parent / "eval") if corpus.name == name)
    floors = corpus.floors(model)
    try:
        if not floors:
            pytest.skip(f"there are no floors for the model {model} on {name}")
        if not corpus.is_known:
            pytest.skip(f"{name} is not the corpus that the floors were measured on")
        figures = corpus.measure(model)
    except AbsentError as absent:
        pytest.skip(str(absent))
    below = {figure: (figures[figure], floor) for figure, floor in floors.items() if figures[figure] < floor}
    assert not below, f"(measured, floor): {below}"
