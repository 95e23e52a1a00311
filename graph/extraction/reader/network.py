"""The trained network, run by onnxruntime."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from graph.errors import ConfigError
from graph.extraction.reader.decoding import Floats, LinearChain
from graph.extraction.reader.labels import CueKind, Role, WordSpan
from graph.extraction.reader.relations import distances, sentence_distances
from graph.extraction.reader.variants import Device
from graph.extraction.reader.windows import Window
from graph.inference import open_session


@dataclass(frozen=True, slots=True)
class Emissions:
    """What the network says of the words of a window, before any decision.

    ``words`` [T, H] are their vectors; ``cues`` [T, 9] the scores of the labels of cues, outer and inner.
    """

    words: Floats
    cues: Floats


class Network:
    """Two graphs: one from sub-tokens to words and cues, one from a cue and the words to its source and content.

    Raises ConfigError when the device is not there or the model's files are not.
    """

    def __init__(self, folder: Path, *, device: Device = Device.CPU) -> None:
        config = _read_config(folder)
        self.window_size: int = config["window_size"]
        self.cues = _chain(config["cues"], kinds=len(CueKind))
        self.arguments = _chain(config["arguments"], kinds=len(Role))
        self._words = open_session(folder / "words.onnx", device=device)
        self._arguments = open_session(folder / "arguments.onnx", device=device)

    def read(self, window: Window) -> Emissions:
        """Return vectors and cue scores of the words of a window.

        One window a run: the scale of the quantised activations is that of the run, so that what is found in a
        window never depends on its neighbours.
        """
        inputs = {"ids": window.ids, "features": window.features, "firsts": window.firsts}
        words, cues = self._words.run(["words", "cues"], inputs)
        return Emissions(words, cues)

    def relate(self, window: Window, emissions: Emissions, cues: Sequence[WordSpan]) -> Floats:
        """Return the scores [K, T, 9] of the labels of sources and contents, for each of K > 0 cues."""
        length = len(window.words)
        inputs = {
            "words": emissions.words,
            "starts": np.array([cue.start for cue in cues], np.int64),
            "lasts": np.array([cue.end - 1 for cue in cues], np.int64),
            "distances": distances(cues, length=length),
            "sentence_distances": sentence_distances(cues, sentences=window.sentences),
        }
        scores: Floats = self._arguments.run(["scores"], inputs)[0]
        return scores


def _read_config(folder: Path) -> dict[str, Any]:
    try:
        config: dict[str, Any] = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"The reader's model is not in {folder}: install the program again.") from error
    return config


def _chain(scores: Mapping[str, Any], *, kinds: int) -> LinearChain:
    return LinearChain.of(
        transitions=np.array(scores["transitions"], np.float32),
        starts=np.array(scores["starts"], np.float32),
        ends=np.array(scores["ends"], np.float32),
        kinds=kinds,
    )
