"""Inferred hops: one statement rests on another in a document that came before it."""

from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """What tells that a statement rests on one in another document."""

    NAMED_OUTLET = "named_outlet"
    HYPERLINK = "hyperlink"
    QUOTATION = "verbatim_quotation"
    UNNAMED_RETOLD = "same_unnamed_source"
    OWN_REPORT = "own_earlier_report"
    MEDIA_IN_GENERAL = "media_in_general"


@dataclass(frozen=True, slots=True)
class InferredVia:
    """One hop towards the origin that no text states: ``statement`` rests on ``rests_on`` (ids).

    ``score`` is from 0 to 1. It is no probability but an order: what leaves less room for another reading scores
    higher. ``reason`` is one sentence for readers.
    """

    statement: str
    rests_on: str
    basis: Basis
    score: float
    reason: str
