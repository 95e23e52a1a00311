"""The trained network as two ONNX graphs, with eight-bit integers where that is fast and small."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from torch import Tensor

from graph.extraction.reader.labels import CueKind, Role, count_labels
from graph.training.minilm import WIDTH, Array, Weights
from graph.training.network import FEATURE_OFFSETS, ReaderNetwork
from graph.training.onnx_graph import FUSED, Graph, Shapes, embed, layer, look_up, model, positions, save


def export_networks(networks: Sequence[ReaderNetwork], folder: Path, *, window: int) -> None:
    """Write ``words.onnx``, ``arguments.onnx`` and ``reader.json`` into a folder, made if it is not there.

    Of several networks the scores are averaged; they share the word embeddings, which training leaves as they were.
    ``window`` is the largest number of sub-tokens that the reader puts into a window.
    """
    folder.mkdir(parents=True, exist_ok=True)
    members = [{name: _array(tensor) for name, tensor in network.state_dict().items()} for network in networks]
    save(_words_graph(members), folder / "words.onnx")
    save(_arguments_graph(members), folder / "arguments.onnx")
    config = {
        "window_size": window,
        "cues": _field(members, "cue_field"),
        "arguments": _field(members, "argument_field"),
    }
    (folder / "reader.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def _field(members: Sequence[Weights], name: str) -> dict[str, Any]:
    return {
        part: np.mean([member[f"{name}.{part}"] for member in members], axis=0).round(5).tolist()
        for part in ("transitions", "starts", "ends")
    }


def _words_graph(members: Sequence[Weights]) -> onnx.ModelProto:
    graph = Graph()
    word = look_up(graph, members[0]["encoder.word.weight"])
    found, scores = [], []
    for weights in members:
        vectors = _embed(graph, weights, word)
        for number in range(_count_layers(weights)):
            vectors = layer(graph, weights, f"encoder.layers.{number}", vectors)
        found.append(graph.apply("Gather", vectors, "firsts", axis=0))
        scores.append(graph.linear(found[-1], weights["cues.weight"], weights["cues.bias"]))
    graph.name(graph.apply("Concat", *found, axis=-1), "words")
    graph.name(graph.mean(scores), "cues")
    inputs: Shapes = {"ids": ["N"], "features": ["N", 3], "firsts": ["T"]}
    return model(graph, inputs, {"words": ["T", WIDTH * len(members)], "cues": ["T", count_labels(len(CueKind))]})


def _count_layers(weights: Weights) -> int:
    return sum(name.endswith(".up.bias") for name in weights)


def _embed(graph: Graph, weights: Weights, word: str) -> str:
    places = graph.apply("Add", "features", graph.constant(np.array(FEATURE_OFFSETS)))
    feature = graph.apply("Gather", graph.constant(weights["encoder.feature.weight"]), places)
    feature = graph.apply("ReduceSum", feature, graph.constant(np.array([1])), keepdims=0)
    total = graph.apply("Add", graph.apply("Add", word, positions(graph, weights)), feature)
    return embed(graph, weights, total)


def _arguments_graph(members: Sequence[Weights]) -> onnx.ModelProto:
    graph = Graph()
    sizes = graph.constant(np.array([WIDTH] * len(members)))
    parts = graph.split("Split", "words", sizes, count=len(members), axis=-1)
    scores = [_relate(graph, weights, words) for weights, words in zip(members, parts, strict=True)]
    graph.name(graph.mean(scores), "scores")
    inputs: Shapes = {
        "words": ["T", WIDTH * len(members)],
        "starts": ["K"],
        "lasts": ["K"],
        "distances": ["K", "T"],
        "sentence_distances": ["K", "T"],
    }
    return model(graph, inputs, {"scores": ["K", "T", count_labels(len(Role))]})


def _relate(graph: Graph, weights: Weights, words: str) -> str:
    def linear(value: str, module: str) -> str:
        return graph.linear(value, weights[f"{module}.weight"], weights[f"{module}.bias"])

    def halves(value: str) -> list[str]:
        sizes = np.array([weights["relation.word.weight"].shape[0] // 2] * 2)
        return graph.split("Split", value, graph.constant(sizes), count=2, axis=-1)

    word, word_factor = halves(linear(words, "relation.word"))
    ends = [graph.apply("Gather", words, place, axis=0) for place in ("starts", "lasts")]
    of_cue = linear(graph.apply("Concat", *ends, axis=-1), "relation.cue")
    cue, cue_factor = halves(graph.apply("Unsqueeze", of_cue, graph.constant(np.array([1]))))
    hidden = graph.apply("Add", graph.apply("Add", word, cue), graph.apply("Mul", word_factor, cue_factor))
    for name in ("distance", "sentence_distance"):
        table = graph.constant(weights[f"relation.{name}.weight"])
        hidden = graph.apply("Add", hidden, graph.apply("Gather", table, f"{name}s"))
    scores = linear(graph.apply("Gelu", hidden, domain=FUSED), "relation.label")
    roles = graph.apply("MatMul", linear(words, "roles"), graph.constant(weights["relation.role"]))
    return graph.apply("Add", scores, roles)


def _array(tensor: Tensor) -> Array:
    array: Array = tensor.detach().float().cpu().numpy()
    return array
