"""Takes their power away from characters that would not be seen, or would change how others are seen."""

import re

# Controls but for white space, the overrides, embeddings and isolates of the bidirectional algorithm (Unicode annex 9),
# half surrogate pairs, noncharacters, and tags, which can hide whole sentences.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)


def disarmed(text: str) -> str:
    """The text with such characters told by their code points, like ⟨U+202E⟩."""
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def one_line(text: str) -> str:
    """The disarmed text with white space collapsed."""
    return " ".join(disarmed(text).split())
