"""Pipelines that fail, in a module that a process which is started imports quickly."""

import os
import signal
import time
from collections.abc import Callable

from graph.errors import ConfigError
from graph.extraction.annotations import Annotations, Layer
from graph.extraction.pipeline import Pipeline
from graph.workers import Find, Found

_LONG = 120  # seconds; nobody waits for its end


class Trouble:
    """A component that does to its process what the text says."""

    name = "trouble"
    requires: frozenset[Layer] = frozenset()
    assigns: frozenset[Layer] = frozenset()

    def __call__(self, annotations: Annotations) -> None:
        word = annotations.document.text
        if word == "stumble":
            raise ZeroDivisionError
        if word == "starve":
            os.kill(os.getpid(), signal.SIGKILL)  # as the system does where memory runs out
        if word == "leave":
            os._exit(3)
        if word == "sleep":
            time.sleep(_LONG)
        annotations.statements = [word]  # type: ignore[list-item]


def trouble() -> Find:
    pipeline = Pipeline([Trouble()], extractor="test")
    return lambda document: Found(tuple(pipeline(document).statements))


def refusal() -> Find:
    raise ConfigError("There is no such model.")


def failure() -> Find:
    raise KeyError("x")


def death() -> Find:
    os._exit(7)


def hoarder() -> Callable[[str], str]:
    """What does as it is told: answers, never comes back, takes all memory that there is, or dies."""

    def do(word: str) -> str:
        if word == "sleep":
            time.sleep(_LONG)
        if word == "hoard":
            _ = [bytearray(1 << 24) for _ in range(1 << 20)]
        if word == "starve":
            os.kill(os.getpid(), signal.SIGKILL)
        return word.upper()

    return do
