"""Anything in parts of a size."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of so many items each, in order, the last one of what is left; each is read when it is asked for."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
