"""The table of scripts/evaluate. The exit status is 1 where a figure is below its floor, 2 where one cannot be had."""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from quality import CORPORA, AbsentError, Corpus, all_corpora  # noqa: E402 - the measures are those of the tests

from graph.errors import AllegedlyError  # noqa: E402
from graph.extraction.reader.variants import Model  # noqa: E402


def main() -> int:
    """Measure one model on all corpora."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Model, choices=list(Model), default=Model.DEFAULT)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--scorers", type=Path, help="[default: the folder eval beside the corpora]")
    arguments = parser.parse_args()
    scorers = arguments.scorers or arguments.corpora.parent / "eval"
    below = missing = 0
    for corpus in all_corpora(arguments.corpora, scorers):
        try:
            below += tell(corpus, model=arguments.model)
        except (AbsentError, AllegedlyError) as error:
            missing += 1
            print(f"{corpus.name}: not measured: {error}", file=sys.stderr)
    return 2 if missing else int(below > 0)


def tell(corpus: Corpus, *, model: Model) -> int:
    """Print the figures on one corpus, and return how many of them are below their floors."""
    figures = corpus.measure(model)
    floors = corpus.floors(model) if corpus.is_known else {}
    below = {name for name, floor in floors.items() if figures[name] < floor}
    print(f"\n{f'{corpus.name}, {model}':<40}{'measured':>10}{'floor':>8}")
    for name, figure in figures.items():
        floor = f"{floors[name]:.1f}" if name in floors else "-"
        print(f"  {name:<38}{figure:>10.1f}{floor:>8}{'  BELOW' if name in below else ''}")
    if not corpus.is_known:
        print("  No floors: it is not the corpus that they were measured on.")
    return len(below)


if __name__ == "__main__":
    sys.exit(main())
