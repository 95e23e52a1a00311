"""Clauses made of a subject and what is said of it, and the contents of which they are made."""

import re
from typing import NamedTuple

from graph.extraction.annotations import Attribution
from graph.extraction.function_words import DETERMINERS
from graph.extraction.lexicon import Frame
from graph.extraction.propositions.nouns import load_claim_nouns
from graph.extraction.propositions.referents import Referent
from graph.identity.names import head_noun

_GERUND = re.compile(r"^(?P<verb>\w{2,}ing)\s+\w", re.IGNORECASE)
_HAVING = re.compile(r"^having (?=\w+)", re.IGNORECASE)
_SUBJECTS = {"them": "they", "him": "he", "her": "she", "us": "we", "me": "I"}


class Form(NamedTuple):
    """A content in its new form; ``named`` is whom it names now that the content does not."""

    text: str
    named: Referent | None = None


class Content(NamedTuple):
    """A content without complementiser and quotation marks, with the frames of its cue.

    ``quoted`` is what stands in front of the only quotation in it, and the quotation, where that is its end.
    """

    text: str
    quoted: tuple[str, str] | None
    attribution: Attribution
    frames: frozenset[Frame]
    cue: str


def done(subject: str, deed: str, *, named: Referent | None = None) -> Form | None:
    """Return a clause of a subject and what it is said to have done or to be doing."""
    perfect = _HAVING.match(deed)
    if perfect:
        return Form(f"{nominative(subject)} {'have' if is_plural(subject) else 'has'} {deed[perfect.end() :]}", named)
    if is_gerund(deed):
        return Form(f"{subject} {deed}", named)
    is_wrong = deed[:1].islower() and deed.split(" ")[0] not in DETERMINERS - {"a", "an"}
    return Form(f"{nominative(subject)} {copula(subject)} guilty of {deed}", named) if is_wrong else None


def is_gerund(text: str) -> bool:
    """Whether a text opens with a gerund and what belongs to it."""
    match = _GERUND.match(text)
    return match is not None and match["verb"].casefold() not in load_claim_nouns().not_gerunds


def nominative(phrase: str) -> str:
    """The phrase as a subject: "they" for "them"."""
    subject = _SUBJECTS.get(phrase.casefold())
    return phrase if subject is None else subject


def copula(phrase: str) -> str:
    """The form of "to be" that goes with a subject."""
    return "are" if is_plural(phrase) else "is"


def is_plural(phrase: str) -> bool:
    """Whether a noun phrase is in the plural; a name that ends in "s" is taken for one thing."""
    head = head_noun(phrase.split()).casefold()
    is_noun_plural = (
        head.endswith("s") and not head.endswith(("ss", "us", "is")) and not head_noun(phrase.split())[:1].isupper()
    )
    return phrase.casefold() in {"them", "they", "we", "us"} or is_noun_plural
