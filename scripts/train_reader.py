"""Trains a reader and writes it as the files that the program runs; run it by ``scripts/train_reader``.

A run that was broken off goes on where it was, at the start of an epoch, when it is called again.
"""

import argparse
import logging
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import torch

from graph.extraction.reader.encoding import Encoder
from graph.extraction.reader.variants import TOKENIZER, Model
from graph.training.corpus import load_polnear
from graph.training.curriculum import Curriculum
from graph.training.export import export_networks
from graph.training.marked import MarkedPassage
from graph.training.minilm import path_of_weights
from graph.training.network import ReaderNetwork, Shape, start_from_minilm
from graph.training.trainer import Recipe, Trainer

RECIPE = Path(str(files("graph.training"))) / "recipe.toml"


def main() -> None:
    """Train the members of a model one after the other, unless there are finished checkpoints, and export them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="the folder that holds polnear/train")
    parser.add_argument("--model", type=Model, choices=list(Model), default=Model.DEFAULT, help="which one to train")
    parser.add_argument("--work", type=Path, default=Path("training"), help="a folder for checkpoints")
    parser.add_argument("--out", type=Path, help="the folder to write the model into, if not its place in the program")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments.work.mkdir(parents=True, exist_ok=True)
    articles = list(load_polnear(arguments.corpora / "polnear" / "train"))
    described = tomllib.loads(RECIPE.read_text(encoding="utf-8"))
    shape = Shape(**{**described["shape"], "layers": tuple(described["shape"]["layers"])})
    members = []
    for number, member in enumerate(described["members"], start=1):
        if arguments.model not in member.pop("models"):
            continue
        recipe = Recipe(**described["recipe"], **member)
        members.append(_train(shape, recipe, articles=articles, checkpoint=arguments.work / f"member-{number}.pt"))
    export_networks(members, arguments.out or arguments.model.folder, window=described["reading"]["window"])


def _train(shape: Shape, recipe: Recipe, *, articles: Sequence[MarkedPassage], checkpoint: Path) -> ReaderNetwork:
    curriculum = Curriculum(articles, encoder=Encoder(TOKENIZER), generated=recipe.generated, embedded=recipe.embedded)
    torch.manual_seed(recipe.seed)
    network = ReaderNetwork(shape)
    start_from_minilm(network.encoder, path_of_weights())
    Trainer(network, recipe, curriculum=curriculum, checkpoint=checkpoint).train()
    return network


if __name__ == "__main__":
    main()
