"""The trained network as two ONNX graphs, with eight-bit integers where that is fast and small.

The graphs are put together by hand out of onnxruntime's fused operators (domain com.microsoft), which its own
optimiser does not reach from an exported graph.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

from graph.extraction.reader.labels import CueKind, Role, count_labels
from graph.training.network import FEATURE_OFFSETS, HEADS, WIDTH, ReaderNetwork

_FUSED = "com.microsoft"
_OPSET, _FUSED_OPSET, _IR = 17, 1, 10
_EPSILON = 1e-12
_LARGEST = 127  # of a signed byte

Array = npt.NDArray[Any]
Weights = Mapping[str, Array]
Shapes = Mapping[str, Sequence[int | str]]


def export_networks(networks: Sequence[ReaderNetwork], folder: Path, *, window: int) -> None:
    """Write ``words.onnx``, ``arguments.onnx`` and ``reader.json`` into a folder, made if it is not there.

    Of several networks the scores are averaged; they share the word embeddings, which training leaves as they were.
    ``window`` is the largest number of sub-tokens that the reader puts into a window.
    """
    folder.mkdir(parents=True, exist_ok=True)
    members = [{name: _array(tensor) for name, tensor in network.state_dict().items()} for network in networks]
    _save(_words_graph(members), folder / "words.onnx")
    _save(_arguments_graph(members), folder / "arguments.onnx")
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


class _Graph:
    """Nodes and constants of a graph in the making; ``apply`` returns the name of what a node gives."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, array: Array) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def apply(self, operator: str, *inputs: str, domain: str = "", **attributes: float) -> str:
        return self.split(operator, *inputs, count=1, domain=domain, **attributes)[0]

    def split(self, operator: str, *inputs: str, count: int, domain: str = "", **attributes: float) -> list[str]:
        outputs = [f"n{len(self.nodes)}_{number}" for number in range(count)]
        self.nodes.append(helper.make_node(operator, inputs, outputs, domain=domain, **attributes))
        return outputs

    def name(self, value: str, name: str) -> None:
        self.nodes.append(helper.make_node("Identity", [value], [name]))

    def linear(self, value: str, weight: Array, bias: Array) -> str:
        product = self.apply("MatMul", value, self.constant(weight.T))
        return self.apply("Add", product, self.constant(bias))

    def quantised_linear(self, value: str, weight: Array, bias: Array) -> str:
        """Weights as signed bytes with a scale for each column; the values get theirs when it runs."""
        quantised, scale = _quantise(weight.T, axis=0)
        inputs = (quantised, scale, np.zeros(scale.shape, np.int8), bias)
        constants = (self.constant(array) for array in inputs)
        return self.apply("DynamicQuantizeMatMul", value, *constants, domain=_FUSED)

    def mean(self, values: Sequence[str]) -> str:
        return self.apply("Mean", *values) if len(values) > 1 else values[0]

    def skip_norm(self, value: str, skipped: str, weight: Array, bias: Array) -> str:
        constants = (self.constant(weight), self.constant(bias))
        return self.apply("SkipLayerNormalization", value, skipped, *constants, domain=_FUSED, epsilon=_EPSILON)


def _words_graph(members: Sequence[Weights]) -> onnx.ModelProto:
    graph = _Graph()
    word = _look_up(graph, members[0]["encoder.word.weight"])
    found, scores = [], []
    for weights in members:
        vectors = _embed(graph, weights, word)
        for number in range(_count_layers(weights)):
            vectors = _layer(graph, weights, f"encoder.layers.{number}", vectors)
        found.append(graph.apply("Gather", vectors, "firsts", axis=0))
        scores.append(graph.linear(found[-1], weights["cues.weight"], weights["cues.bias"]))
    graph.name(graph.apply("Concat", *found, axis=-1), "words")
    graph.name(graph.mean(scores), "cues")
    inputs: Shapes = {"ids": ["N"], "features": ["N", 3], "firsts": ["T"]}
    return _model(graph, inputs, {"words": ["T", WIDTH * len(members)], "cues": ["T", count_labels(len(CueKind))]})


def _count_layers(weights: Weights) -> int:
    return sum(name.endswith(".up.bias") for name in weights)


def _look_up(graph: _Graph, table: Array) -> str:
    quantised, scale = _quantise(table, axis=1)
    word = graph.apply("Cast", graph.apply("Gather", graph.constant(quantised), "ids"), to=TensorProto.FLOAT)
    return graph.apply("Mul", word, graph.apply("Gather", graph.constant(scale[:, None]), "ids"))


def _embed(graph: _Graph, weights: Weights, word: str) -> str:
    size = graph.apply("Shape", "ids")
    position = graph.apply(
        "Slice", graph.constant(weights["encoder.position.weight"]), graph.constant(np.array([0])), size
    )
    places = graph.apply("Add", "features", graph.constant(np.array(FEATURE_OFFSETS)))
    feature = graph.apply("Gather", graph.constant(weights["encoder.feature.weight"]), places)
    feature = graph.apply("ReduceSum", feature, graph.constant(np.array([1])), keepdims=0)
    total = graph.apply("Add", graph.apply("Add", word, position), feature)
    norm = (graph.constant(weights[f"encoder.norm.{kind}"]) for kind in ("weight", "bias"))
    return graph.apply("LayerNormalization", total, *norm, epsilon=_EPSILON, axis=-1)


def _layer(graph: _Graph, weights: Weights, prefix: str, vectors: str) -> str:
    def parts(module: str) -> tuple[Array, Array]:
        return weights[f"{prefix}.{module}.weight"], weights[f"{prefix}.{module}.bias"]

    attend = graph.quantised_linear(vectors, *parts("attend"))
    sizes = graph.constant(np.array([WIDTH] * 3))
    # The operator for attention wants a batch; there is one window in it.
    axis = graph.constant(np.array([0]))
    query, key, value = graph.split("Split", graph.apply("Unsqueeze", attend, axis), sizes, count=3, axis=-1)
    attended = graph.apply("MultiHeadAttention", query, key, value, domain=_FUSED, num_heads=HEADS)
    attended = graph.quantised_linear(graph.apply("Squeeze", attended, axis), *parts("out"))
    middle = graph.skip_norm(attended, vectors, *parts("out_norm"))
    inner = graph.apply("Gelu", graph.quantised_linear(middle, *parts("up")), domain=_FUSED)
    return graph.skip_norm(graph.quantised_linear(inner, *parts("down")), middle, *parts("down_norm"))


def _arguments_graph(members: Sequence[Weights]) -> onnx.ModelProto:
    graph = _Graph()
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
    return _model(graph, inputs, {"scores": ["K", "T", count_labels(len(Role))]})


def _relate(graph: _Graph, weights: Weights, words: str) -> str:
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
    scores = linear(graph.apply("Gelu", hidden, domain=_FUSED), "relation.label")
    roles = graph.apply("MatMul", linear(words, "roles"), graph.constant(weights["relation.role"]))
    return graph.apply("Add", scores, roles)


def _quantise(weight: Array, *, axis: int) -> tuple[Array, Array]:
    """Return signed bytes, and the scales by which they are to be multiplied; a scale is shared along the axis."""
    scale = np.abs(weight).max(axis=axis, keepdims=True) / _LARGEST
    scale[scale == 0] = 1
    return np.round(weight / scale).astype(np.int8), scale.squeeze(axis).astype(np.float32)


def _model(graph: _Graph, inputs: Shapes, outputs: Shapes) -> onnx.ModelProto:
    def describe(values: Shapes, *, integers: bool) -> list[Any]:
        kinds = {name: TensorProto.INT64 if integers and name != "words" else TensorProto.FLOAT for name in values}
        return [helper.make_tensor_value_info(name, kinds[name], list(shape)) for name, shape in values.items()]

    body = helper.make_graph(
        graph.nodes, "reader", describe(inputs, integers=True), describe(outputs, integers=False), graph.constants
    )
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, _FUSED_OPSET)]
    return helper.make_model(body, opset_imports=opsets, ir_version=_IR)


def _save(model: onnx.ModelProto, path: Path) -> None:
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def _array(tensor: Tensor) -> Array:
    array: Array = tensor.detach().float().cpu().numpy()
    return array
