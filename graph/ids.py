"""Deterministic, content-addressed identifiers.

The same article read by two people gives the same identifiers, so their graphs merge; reading it twice
changes nothing. A key is a sequence of fields, each written with its length in front (netstrings,
D. J. Bernstein 1997), so that no two different sequences give the same key by concatenation.
"""

import hashlib
from base64 import b32encode
from collections.abc import Iterable

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
"""The characters of an id, five bits each (RFC 4648, section 6), in the order of their values."""
LENGTH = 26
"""Characters of an id."""

_DIGEST_BYTES = 16  # 128 bits: a collision among 10^15 things has a chance of about 10^-9


def encode_key(fields: Iterable[str]) -> bytes:
    """Encode fields injectively: ``["ab", "c"]`` and ``["a", "bc"]`` give different bytes."""
    parts = []
    for field in fields:
        raw = field.encode("utf-8")
        parts.append(b"%d:%b," % (len(raw), raw))
    return b"".join(parts)


def digest(kind: str, *fields: str) -> str:
    """Name a thing of a kind by its fields: 26 characters of ``a-z2-7``."""
    raw = hashlib.sha256(encode_key([kind, *fields])).digest()[:_DIGEST_BYTES]
    return b32encode(raw).decode("ascii").rstrip("=").lower()
