"""Writes the sentence encoder as the file that the program runs; run it by ``scripts/export_encoder``."""

import argparse
from pathlib import Path

from graph.meaning.model import ENCODER
from graph.training.export_encoder import export_encoder
from graph.training.minilm import load_minilm, path_of_weights


def main() -> None:
    """Read MiniLM's weights from their package and write the graph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ENCODER, help="the file, if not its place in the program")
    export_encoder(load_minilm(path_of_weights()), parser.parse_args().out)


if __name__ == "__main__":
    main()
