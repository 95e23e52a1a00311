"""The claim that a content expresses, as far as simple rules bring it into a form of its own."""

import re
from typing import NamedTuple

from graph.identity.claim_text import claim_text
from graph.identity.polarity import positive_form
from graph.identity.words import load
from graph.model import Claim, Document, Spans

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_EXPLETIVE = re.compile(
    r"^it\s+(?:is|was|will be|would be)\s+\w+\s+(?:that|to|whether|who|when|how|if)\b", re.IGNORECASE
)
_MIN_WORDS = 4  # "the aggression" says nothing away from its article
_SHORT = re.compile(r"[’'].*")
_ARTICLES = frozenset({"the", "a", "an", "every", "each"})


class Proposition(NamedTuple):
    """A claim in its positive form, and whether the words negate it."""

    claim: Claim
    is_negated: bool


def proposition_of(document: Document, content: Spans) -> Proposition:
    """What the words under the spans express: "no bridge was closed" is the negation of "bridge was closed"."""
    return express(claim_text(" ".join(document.text[start:end] for start, end in content)), document=document)


def express(text: str, *, document: Document) -> Proposition:
    """What a text expresses that ``claim_text`` has cleaned.

    A claim is shared by all documents that word it so only if it can be understood alone: at least four words, with
    a name or a number, and without words that point at something outside it. Otherwise it is bound to the document.
    """
    positive = positive_form(text)
    text = positive or text
    return Proposition(Claim(text, scope=None if _is_self_contained(text) else document.id), positive is not None)


def bound(proposition: Proposition, *, document: Document) -> Proposition:
    """The same proposition, of this document alone."""
    return proposition._replace(claim=Claim(proposition.claim.text, scope=document.id))


def _is_self_contained(text: str) -> bool:
    words = _WORD.findall(text)
    if len(words) < _MIN_WORDS or _points_outside(words[1 if _EXPLETIVE.match(text) else 0 :]):
        return False
    return any(_is_name(word) for word in words[1:]) or any(word[0].isdigit() for word in words)


def _points_outside(words: list[str]) -> bool:
    """Whether a word stands for what the others do not name; "its" and "itself" may stand for the subject in front."""
    lists = load()
    has_antecedent = False
    for number, word in enumerate(words):
        folded = _SHORT.sub("", word).casefold()  # "they're"
        if folded in lists.anaphors and not (has_antecedent and folded in lists.anchored):
            return True
        is_noun = number == 1 and words[0].casefold() in _ARTICLES
        has_antecedent = has_antecedent or is_noun or _may_be_antecedent(word, is_first=number == 0)
    return False


def _may_be_antecedent(word: str, *, is_first: bool) -> bool:
    is_adverbial = is_first and (word.endswith("ing") or word.casefold() in load().partitives)
    return _is_name(word) and not is_adverbial


def _is_name(word: str) -> bool:
    """Whether a word is written like a name; a capital may only mean that another sentence begins."""
    return word[0].isupper() and word.casefold() not in load().never_first_names
