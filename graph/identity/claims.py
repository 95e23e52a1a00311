"""The claim that a content expresses, as far as simple rules bring it into a form of its own."""

import re
from typing import NamedTuple

from graph.identity.polarity import positive_form
from graph.identity.words import load
from graph.model import Claim, Document, Spans

_COMPLEMENTISER = re.compile(r"^(?:that)\s+", re.IGNORECASE)
_END = " \t\r\n,;:.–—-"
_OPENING, _CLOSING = "\"“„«‘'", "\"”“»’'"
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_MIN_WORDS = 4  # "the aggression" says nothing away from its article


class Proposition(NamedTuple):
    """A claim in its positive form, and whether the words negate it."""

    claim: Claim
    is_negated: bool


def proposition_of(document: Document, content: Spans) -> Proposition:
    """What the words under the spans express: "no bridge was closed" is the negation of "bridge was closed".

    A claim is shared by all documents that word it so only if it can be understood alone: at least four words, with
    a name or a number, and without words that point at something outside it. Otherwise it is bound to the document.
    """
    text = claim_text(" ".join(document.text[start:end] for start, end in content))
    positive = positive_form(text)
    text = positive or text
    return Proposition(Claim(text, scope=None if _is_self_contained(text) else document.id), positive is not None)


def claim_text(content: str) -> str:
    """The content without its complementiser, outer quotation marks and closing punctuation, on one line."""
    text = " ".join(content.split())
    before = None
    while text != before:
        before = text
        text = _COMPLEMENTISER.sub("", text.strip(_END))
        if len(text) > 1 and text[0] in _OPENING and text[-1] in _CLOSING and not _has_inner_quotes(text):
            text = text[1:-1]
    text = text or " ".join(content.split())
    return text[:1].upper() + text[1:]


def _has_inner_quotes(text: str) -> bool:
    return any(mark in text[1:-1] for mark in '"“”„«»')


def _is_self_contained(text: str) -> bool:
    words = _WORD.findall(text)
    if len(words) < _MIN_WORDS or any(word.casefold() in load().anaphors for word in words):
        return False
    # A capital may only mean that another sentence begins: "It rained. The bridge was closed."
    never_names = load().never_first_names
    is_named = any(word[0].isupper() and word.casefold() not in never_names for word in words[1:])
    return is_named or any(word[0].isdigit() for word in words)
