"""Text as people post it: links, tags, names of accounts and pictures among the words."""

import re
import unicodedata

# A link may follow a word without a space, and may lack the scheme: "#bridgehttps://…", "pic.example.com/x".
_LINK = re.compile(r"https?://\S*|\bwww\.\S+|\b(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,10}/\S*", re.IGNORECASE)
_TAG = re.compile(r"[#@](\w+)")
_PICTURES = frozenset(("So", "Sk"))  # Unicode's categories of emoji and of what modifies them


def plain(text: str) -> str:
    """The words of a post: without links and emoji, and with tags and names of accounts cut into their words.

    "#BridgeClosed https://x.example/1 says @HarbourBoard" is "Bridge Closed says Harbour Board". A text without any of
    these is itself, but for its spaces.
    """
    spread = _TAG.sub(lambda match: f" {_words(match[1])} ", _LINK.sub(" ", text))
    drawn = {character for character in set(spread) if unicodedata.category(character) in _PICTURES}
    return " ".join(spread.translate({ord(character): " " for character in drawn}).split())


def _words(tag: str) -> str:
    """A tag cut before each capital that begins a word, and at underscores."""
    cut = []
    for before, character, after in zip(f" {tag}", tag, f"{tag[1:]} ", strict=False):
        if character.isupper() and (not before.isupper() or after.islower()):
            cut.append(" ")
        cut.append(" " if character == "_" else character)
    return "".join(cut)
