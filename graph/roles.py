"""Roles: what somebody may do, and the keys that show it. Of a key only its hash is ever kept."""

import re
import secrets
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

_PREFIX = "allegedly_"  # lets programs that look for leaked keys know one
_BYTES = 32  # of randomness
_HASH = re.compile(r"[0-9a-f]{64}")


class Role(StrEnum):
    """What somebody may do; each role may do what those before it may."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    def includes(self, other: "Role") -> bool:
        """Whether who has this role may do what the other one may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


class Anyone(StrEnum):
    """What those may do who bring no key."""

    NONE = "none"
    READ = "read"
    WRITE = "write"

    @property
    def role(self) -> Role | None:
        """The role that they have."""
        return None if self is Anyone.NONE else Role(self.value)


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key as the settings hold it: its role and its hash, in hexadecimal."""

    role: Role
    digest: str

    @classmethod
    def parse(cls, text: str) -> "KnownKey":
        """The known key in a text like ``write:SHA256``.

        Raises ValueError, with a message that does not hold the text: somebody may have put the key itself there.
        """
        role, _, digest = (part.strip().lower() for part in text.partition(":"))
        if role not in set(Role) or not _HASH.fullmatch(digest):
            raise ValueError("each key is written as its role and its SHA-256 hash; 'allegedly key write' makes one")
        return cls(Role(role), digest)

    def __str__(self) -> str:
        return f"{self.role}:{self.digest}"


def new_key() -> str:
    """A key that nobody can guess."""
    return _PREFIX + secrets.token_urlsafe(_BYTES)


def hashed(key: str) -> str:
    """The form in which a key stands in the settings.

    A plain hash is enough for keys that are long and random, as these must be; passwords would need a slow one.
    """
    return sha256(key.encode()).hexdigest()
