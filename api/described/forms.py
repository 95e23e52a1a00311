"""The forms in which a thing or a vocabulary is described, each with a suffix of its address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fastapi import Request

from api import endpoint
from api.negotiation import Offer
from graph.endpoint.formats import MEDIA_TYPES, ResultFormat


class Form(StrEnum):
    """A form by its suffix, the preferred ones of programs first."""

    TURTLE = "ttl"
    JSON_LD = "jsonld"
    RDF_XML = "rdf"
    N_TRIPLES = "nt"
    TRIG = "trig"
    N_QUADS = "nq"
    HTML = "html"
    JSON = "json"


RDF: Mapping[Form, ResultFormat] = {
    Form.TURTLE: ResultFormat.TURTLE,
    Form.JSON_LD: ResultFormat.JSONLD,
    Form.RDF_XML: ResultFormat.RDFXML,
    Form.N_TRIPLES: ResultFormat.NTRIPLES,
    Form.TRIG: ResultFormat.TRIG,
    Form.N_QUADS: ResultFormat.NQUADS,
}
OF_TRIPLES = (Form.TURTLE, Form.JSON_LD, Form.RDF_XML, Form.N_TRIPLES)
"""The forms of what is in no named graph."""
MEDIA = {
    **{form: MEDIA_TYPES[format_] for form, format_ in RDF.items()},
    Form.HTML: "text/html",
    Form.JSON: "application/json",
}
NAMES = {
    Form.TURTLE: "Turtle",
    Form.JSON_LD: "JSON-LD",
    Form.RDF_XML: "RDF/XML",
    Form.N_TRIPLES: "N-Triples",
    Form.TRIG: "TriG",
    Form.N_QUADS: "N-Quads",
    Form.HTML: "HTML",
    Form.JSON: "JSON",
}


@dataclass(frozen=True, slots=True)
class Alternate:
    """Where a description is in one form."""

    form: Form
    address: str


def wanted(request: Request, forms: Iterable[Form]) -> Form:
    """The form that a request wants most. Raises HTTPException (406) where it accepts none."""
    return endpoint.most_wanted(request, [Offer(MEDIA[form], form) for form in forms])[0]


def of_suffix(suffix: str, forms: Iterable[Form]) -> Form | None:
    """The form with this suffix, None where it is none of these."""
    return next((form for form in forms if form == suffix), None)


def links(alternates: Iterable[Alternate], *, relation: str) -> list[str]:
    """The values of a Link header that lead to the forms (RFC 8288)."""
    return [f'<{one.address}>; rel="{relation}"; type="{MEDIA[one.form]}"' for one in alternates]
