"""Which network reads, and on what; apart from the network itself, which takes long to import."""

from enum import StrEnum
from pathlib import Path

_MODELS = Path(__file__).parent / "models"
TOKENIZER = _MODELS / "tokenizer.json"


class Model(StrEnum):
    """The networks that ship with the program."""

    DEFAULT = "default"
    FAST = "fast"

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return _MODELS / self.value


class Device(StrEnum):
    """What the network runs on."""

    CPU = "cpu"
    CUDA = "cuda"
