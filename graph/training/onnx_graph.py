"""ONNX graphs in the making, with eight-bit integers where that is fast and small.

They are put together by hand out of onnxruntime's fused operators (domain com.microsoft), which its own optimiser does
not reach from an exported graph.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from graph.training.minilm import HEADS, WIDTH, Array, Weights

FUSED = "com.microsoft"
EPSILON = 1e-12
_OPSET, _FUSED_OPSET, _IR = 17, 1, 10
_LARGEST = 127  # of a signed byte

Shapes = Mapping[str, Sequence[int | str]]


class Graph:
    """Nodes and constants of a graph in the making; ``apply`` returns the name of what a node gives."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, array: Array) -> str:
        """A value that never changes."""
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def apply(self, operator: str, *inputs: str, domain: str = "", **attributes: float | list[int]) -> str:
        """What an operator gives that gives one value."""
        return self.split(operator, *inputs, count=1, domain=domain, **attributes)[0]

    def split(
        self, operator: str, *inputs: str, count: int, domain: str = "", **attributes: float | list[int]
    ) -> list[str]:
        """What an operator gives that gives several values."""
        outputs = [f"n{len(self.nodes)}_{number}" for number in range(count)]
        self.nodes.append(helper.make_node(operator, inputs, outputs, domain=domain, **attributes))
        return outputs

    def name(self, value: str, name: str) -> None:
        """Let a value be an output of the graph."""
        self.nodes.append(helper.make_node("Identity", [value], [name]))

    def linear(self, value: str, weight: Array, bias: Array) -> str:
        """A linear layer in floating point."""
        product = self.apply("MatMul", value, self.constant(weight.T))
        return self.apply("Add", product, self.constant(bias))

    def quantised_linear(self, value: str, weight: Array, bias: Array) -> str:
        """A linear layer with weights of signed bytes, a scale for each column; the values get theirs when it runs."""
        quantised, scale = _quantise(weight.T, axis=0)
        inputs = (quantised, scale, np.zeros(scale.shape, np.int8), bias)
        constants = (self.constant(array) for array in inputs)
        return self.apply("DynamicQuantizeMatMul", value, *constants, domain=FUSED)

    def mean(self, values: Sequence[str]) -> str:
        """The mean of values of one shape."""
        return self.apply("Mean", *values) if len(values) > 1 else values[0]

    def skip_norm(self, value: str, skipped: str, weight: Array, bias: Array) -> str:
        """The layer norm of a sum."""
        constants = (self.constant(weight), self.constant(bias))
        return self.apply("SkipLayerNormalization", value, skipped, *constants, domain=FUSED, epsilon=EPSILON)


def look_up(graph: Graph, table: Array) -> str:
    """The rows of a table, kept as signed bytes with a scale for each row, of the input ``ids``."""
    quantised, scale = _quantise(table, axis=1)
    word = graph.apply("Cast", graph.apply("Gather", graph.constant(quantised), "ids"), to=TensorProto.FLOAT)
    return graph.apply("Mul", word, graph.apply("Gather", graph.constant(scale[:, None]), "ids"))


def embed(graph: Graph, weights: Weights, total: str) -> str:
    """Sums of embeddings, brought to the layer norm of the encoder."""
    norm = (graph.constant(weights[f"encoder.norm.{kind}"]) for kind in ("weight", "bias"))
    return graph.apply("LayerNormalization", total, *norm, epsilon=EPSILON, axis=-1)


def positions(graph: Graph, weights: Weights) -> str:
    """The embeddings of the positions of the input ``ids``."""
    table = graph.constant(weights["encoder.position.weight"])
    return graph.apply("Slice", table, graph.constant(np.array([0])), graph.apply("Shape", "ids"))


def layer(graph: Graph, weights: Weights, prefix: str, vectors: str) -> str:
    """One layer of a transformer encoder."""

    def parts(module: str) -> tuple[Array, Array]:
        return weights[f"{prefix}.{module}.weight"], weights[f"{prefix}.{module}.bias"]

    attend = graph.quantised_linear(vectors, *parts("attend"))
    sizes = graph.constant(np.array([WIDTH] * 3))
    # The operator for attention wants a batch; there is one window in it.
    axis = graph.constant(np.array([0]))
    query, key, value = graph.split("Split", graph.apply("Unsqueeze", attend, axis), sizes, count=3, axis=-1)
    attended = graph.apply("MultiHeadAttention", query, key, value, domain=FUSED, num_heads=HEADS)
    attended = graph.quantised_linear(graph.apply("Squeeze", attended, axis), *parts("out"))
    middle = graph.skip_norm(attended, vectors, *parts("out_norm"))
    inner = graph.apply("Gelu", graph.quantised_linear(middle, *parts("up")), domain=FUSED)
    return graph.skip_norm(graph.quantised_linear(inner, *parts("down")), middle, *parts("down_norm"))


def _quantise(weight: Array, *, axis: int) -> tuple[Array, Array]:
    """Return signed bytes, and the scales by which they are to be multiplied; a scale is shared along the axis."""
    scale = np.abs(weight).max(axis=axis, keepdims=True) / _LARGEST
    scale[scale == 0] = 1
    return np.round(weight / scale).astype(np.int8), scale.squeeze(axis).astype(np.float32)


def model(graph: Graph, inputs: Shapes, outputs: Shapes) -> onnx.ModelProto:
    """The finished graph; all inputs but ``words`` are integers, all outputs are numbers."""

    def describe(values: Shapes, *, integers: bool) -> list[Any]:
        kinds = {name: TensorProto.INT64 if integers and name != "words" else TensorProto.FLOAT for name in values}
        return [helper.make_tensor_value_info(name, kinds[name], list(shape)) for name, shape in values.items()]

    body = helper.make_graph(
        graph.nodes, "network", describe(inputs, integers=True), describe(outputs, integers=False), graph.constants
    )
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(FUSED, _FUSED_OPSET)]
    return helper.make_model(body, opset_imports=opsets, ir_version=_IR)


def save(model: onnx.ModelProto, path: Path) -> None:
    """Write a graph to a file, checked."""
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
