"""Literals in canonical form (XML Schema 1.1 part 2).

Stores keep values, not spellings: the same document must give the same quads after a round through the store. For the
same reason offsets are xsd:integer.
"""

from datetime import date, datetime

from pyoxigraph import Literal, NamedNode

from graph.rdf.names import XSD


def decimal(number: float) -> Literal:
    """A number to four decimals."""
    return typed(f"{number:.4f}".rstrip("0").rstrip("."), "decimal")


def typed(text: str, datatype: str) -> Literal:
    """A literal with a datatype of XML Schema, from its canonical form."""
    return Literal(text, datatype=NamedNode(XSD + datatype))


def moment(when: date | datetime) -> Literal:
    """A day, or a moment in UTC or without a time zone."""
    if isinstance(when, datetime):
        second, point, fraction = when.isoformat().replace("+00:00", "").partition(".")
        fraction = fraction.rstrip("0")
        zone = "" if when.tzinfo is None else "Z"
        return typed(second + (point + fraction if fraction else "") + zone, "dateTime")
    return typed(when.isoformat(), "date")
