"""What the documents together tell of a named source: what is looked at to judge which sources are one."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from graph.model import SourceKind


@dataclass(frozen=True, slots=True)
class SourceProfile:
    """A named source as the documents describe it.

    ``names`` are the ways in which its name is written, never empty; ``aliases`` other names that a document itself
    gives it ("the Ostwick Press Agency (OPA)"); ``kinds`` what documents judge it to be; ``parents`` the names of the
    bodies that it belongs to, or that a person speaks for; ``hosts`` those of its documents where it publishes any.
    """

    id: str
    names: frozenset[str]
    kinds: frozenset[SourceKind] = frozenset()
    aliases: frozenset[str] = frozenset()
    parents: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    is_publisher: bool = False

    def __post_init__(self) -> None:
        if not self.names:
            raise ValueError(f"the source {self.id} has no name")

    def as_json(self) -> dict[str, object]:
        """All of it, in kinds of values that JSON has."""
        return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in asdict(self).items()}

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> Self:
        """What ``as_json`` was made of. Raises TypeError and ValueError for anything else."""
        values: dict[str, Any] = {
            name: frozenset(value) if isinstance(value, list) else value for name, value in said.items()
        }
        values["kinds"] = frozenset(map(SourceKind, values["kinds"]))
        return cls(**values)

    @property
    def is_person(self) -> bool:
        """Whether it is a human being, as far as documents do not contradict each other."""
        return SourceKind.PERSON in self.kinds and self.kinds <= {SourceKind.PERSON, SourceKind.ORGANISATION}
