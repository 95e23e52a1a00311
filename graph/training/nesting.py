"""Passages with attributions inside attributions, written from the grammar of the phenomenon.

The corpora that a reader is trained on are flat: an attribution in the content of another one is not marked in
them. These passages mark all of them, at every depth, with the flat ones and with what only looks like one.
"""

import random
from collections.abc import Iterator

from graph.training import sentences
from graph.training.clauses import topics
from graph.training.embedding import embed
from graph.training.marked import MarkedPassage
from graph.training.marking import resolve
from graph.training.scene import Scene, new_scene
from graph.training.sentences import Writer, headline, own_voice

__all__ = ["embed", "generate"]

_WRITERS: dict[Writer, int] = {
    sentences.plain: 40,
    sentences.afterwards: 11,
    sentences.around: 6,
    sentences.quotation: 24,
    sentences.partly_quoted: 3,
    sentences.asked_said: 3,
    headline: 3,
    sentences.relayed: 12,
    sentences.taken_up: 4,
    sentences.added_later: 4,
}
_DEPTHS = {1: 26, 2: 40, 3: 24, 4: 7}
_LENGTHS = {1: 45, 2: 30, 3: 17, 4: 8}


def generate(rng: random.Random, *, count: int) -> Iterator[MarkedPassage]:
    """Yield passages of one to four sentences (a few more where a figure needs two); equal seeds, equal passages."""
    for _ in range(count):
        scene = new_scene(rng, topics=topics())
        yield resolve(_passage(scene), typography=scene.typography)


def _passage(scene: Scene) -> str:
    length = scene.weigh(_LENGTHS)
    telling = scene.rng.randrange(length) if scene.chance(0.9) else -1
    text = ""
    gap = scene.pick([" ", " ", " ", "\n\n"])
    for at in range(length):
        scene.begin_sentence()
        writer = scene.weigh(_WRITERS) if at == telling or scene.chance(0.25) else own_voice
        depth = scene.weigh(_DEPTHS) if at == telling else 1
        written = writer(scene, depth)
        if writer is headline:
            text = f"{written}\n\n{text}" if text else f"{written}\n\n"
        else:
            text += (gap if text and not text.endswith("\n") else "") + written
    return text.rstrip("\n")
