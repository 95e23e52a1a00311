"""Vectors in few bytes: codes of eight bits a number, and sketches of one bit a number.

A *code* is a vector with its largest number at 127 and all others rounded to whole ones. Products of codes are sums of
whole numbers that float32 holds exactly, so that a cosine is the same whatever the machine and the order of summing.

A *sketch* has a bit for each of 384 directions, telling on which side of it a code lies. Two vectors at an angle of
t fall on different sides of a random direction with a chance of t / pi (Goemans, Williamson 1995; Charikar 2002), so
the number of bits in which sketches differ tells about how far apart vectors are. The directions are the rows of a
Hadamard matrix behind random changes of sign: at right angles to each other, which makes the number more exact than
directions of which each is drawn for itself, and of whole numbers again.
"""

import hashlib
import math
from functools import cache

import numpy as np
import numpy.typing as npt

from graph.meaning.encoder import WIDTH, Vectors

Codes = npt.NDArray[np.int8]
Words = npt.NDArray[np.uint64]
Cosines = npt.NDArray[np.float64]

SKETCH_WORDS = WIDTH // 64
"""Words of 64 bits of a sketch."""

_LARGEST = 127
_DEVIATIONS = 2.5
_BLOCK = 1 << 15  # sketches compared in one go: what a processor's second cache holds
_CODES_BLOCK = 1 << 10


def codes_of(vectors: Vectors) -> Codes:
    """The codes [n, 384] of vectors that are not zero."""
    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=0.0)
    codes: Codes = np.rint(vectors * (_LARGEST / largest)).astype(np.int8)
    return codes


def vectors_of(codes: Codes) -> Vectors:
    """The vectors of length 1 that codes stand for; their codes are these again."""
    whole = codes.astype(np.float32)
    vectors: Vectors = whole / np.linalg.norm(whole, axis=1, keepdims=True)
    return vectors


def cosines(code: Codes, codes: Codes) -> Cosines:
    """The cosines of one code [384] with others [n, 384]; the same in both directions, and 1 exactly with itself."""
    one = code.astype(np.float32)
    found = np.empty(len(codes), np.float64)
    for start in range(0, len(codes), _CODES_BLOCK):
        others = codes[start : start + _CODES_BLOCK].astype(np.float32)
        squares = np.einsum("ij,ij->i", others, others).astype(np.float64)
        found[start : start + _CODES_BLOCK] = (others @ one) / np.sqrt(squares * float(one @ one))
    return found


def sketches_of(codes: Codes) -> Words:
    """The sketches [n, 6] of codes."""
    sides = codes.astype(np.float32) @ _directions().T > 0
    return np.packbits(sides, axis=1).view(np.uint64)


def most_apart(cosine: float) -> int:
    """The number of bits in which the sketches of two vectors with this cosine, or a higher one, differ at most.

    That is two and a half standard deviations of independent directions above the expected number.
    """
    share = math.acos(min(1.0, max(-1.0, cosine))) / math.pi
    return math.ceil(WIDTH * share + _DEVIATIONS * math.sqrt(WIDTH * share * (1 - share)))


class Sketches:
    """Sketches in memory, word by word, so that one can be compared with all the others quickly."""

    def __init__(self, sketches: Words) -> None:
        self._words = np.ascontiguousarray(sketches.T)
        self._count = len(sketches)

    def __len__(self) -> int:
        return self._count

    def append(self, sketches: Words) -> None:
        """Put sketches [n, 6] behind those that are there."""
        needed = self._count + len(sketches)
        if needed > self._words.shape[1]:
            grown = np.empty((SKETCH_WORDS, max(needed, 2 * self._words.shape[1])), np.uint64)
            grown[:, : self._count] = self._words[:, : self._count]
            self._words = grown
        self._words[:, self._count : needed] = sketches.T
        self._count = needed

    def since(self, start: int) -> Words:
        """The sketches [n, 6] from a number on."""
        return np.ascontiguousarray(self._words[:, start : self._count].T)

    def apart(self, sketch: Words) -> npt.NDArray[np.uint16]:
        """The number of bits in which each differs from one sketch [6]."""
        found = np.zeros(self._count, np.uint16)
        differing, counts = np.empty(_BLOCK, np.uint64), np.empty(_BLOCK, np.uint8)
        for start in range(0, self._count, _BLOCK):
            part = found[start : start + _BLOCK]
            size = len(part)
            for row, word in zip(self._words, sketch, strict=True):
                np.bitwise_xor(row[start : start + size], word, out=differing[:size])
                np.bitwise_count(differing[:size], out=counts[:size])
                part += counts[:size]
        return found


@cache
def _directions() -> Vectors:
    """384 rows of 1 and -1 at right angles: the matrices of Sylvester (1867) for 32 and of Paley (1933) for 12."""
    sylvester = np.ones((1, 1))
    while len(sylvester) < 32:
        sylvester = np.block([[sylvester, sylvester], [sylvester, -sylvester]])
    squares = {number * number % 11 for number in range(1, 11)}
    paley = np.eye(12)
    paley[0, 1:], paley[1:, 0] = 1, -1
    for row in range(11):
        for column in range(11):
            if row != column:
                paley[row + 1, column + 1] = 1 if (row - column) % 11 in squares else -1
    # The signs are for good: with others, sketches that are kept would mean nothing.
    drawn = np.frombuffer(hashlib.shake_256(b"sketches of vectors").digest(WIDTH // 8), np.uint8)
    signs = 2.0 * np.unpackbits(drawn) - 1.0
    directions: Vectors = (np.kron(sylvester, paley) * signs).astype(np.float32)
    return directions
