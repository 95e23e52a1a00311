"""MiniLM as it comes, as one ONNX graph from sub-tokens to the vector of a sentence."""

from pathlib import Path

import numpy as np

from graph.training.minilm import LAYERS, WIDTH, Weights
from graph.training.onnx_graph import Graph, embed, layer, look_up, model, positions, save

MAX_SUBTOKENS = 128
"""With the two marks around them; what MiniLM's authors trained it on, and what its position table is cut to."""

_TINY = np.array([1e-9], np.float32)


def export_encoder(weights: Weights, path: Path) -> None:
    """Write the encoder: ``ids`` [N] in, ``sentence`` [384] out, the mean of the last layer at length 1."""
    graph = Graph()
    weights = {**weights, "encoder.position.weight": weights["encoder.position.weight"][:MAX_SUBTOKENS]}
    total = graph.apply("Add", look_up(graph, weights["encoder.word.weight"]), positions(graph, weights))
    vectors = embed(graph, weights, total)
    for number in range(LAYERS):
        vectors = layer(graph, weights, f"encoder.layers.{number}", vectors)
    mean = graph.apply("ReduceMean", vectors, axes=[0], keepdims=1)
    length = graph.apply("Max", graph.apply("ReduceL2", mean, axes=[1], keepdims=1), graph.constant(_TINY))
    shape = graph.constant(np.array([WIDTH]))
    graph.name(graph.apply("Reshape", graph.apply("Div", mean, length), shape), "sentence")
    save(model(graph, {"ids": ["N"]}, {"sentence": [WIDTH]}), path)
