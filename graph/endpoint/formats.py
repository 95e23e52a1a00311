"""The formats that answers, graphs and datasets are written and read in, and their media types."""

from enum import StrEnum


class ResultFormat(StrEnum):
    """How the answer to a query is written: SPARQL 1.1 result formats, or RDF for CONSTRUCT and DESCRIBE."""

    JSON = "json"
    XML = "xml"
    CSV = "csv"
    TSV = "tsv"
    TURTLE = "turtle"
    TRIG = "trig"
    NTRIPLES = "ntriples"
    NQUADS = "nquads"
    RDFXML = "rdfxml"
    JSONLD = "jsonld"


BOOLEANS = (ResultFormat.JSON, ResultFormat.XML)
"""What ASK is answered in, the preferred one first."""
SOLUTIONS = (ResultFormat.JSON, ResultFormat.XML, ResultFormat.CSV, ResultFormat.TSV)
"""What SELECT is answered in, the preferred one first."""
GRAPHS = (
    ResultFormat.TURTLE,
    ResultFormat.NTRIPLES,
    ResultFormat.RDFXML,
    ResultFormat.JSONLD,
    ResultFormat.TRIG,
    ResultFormat.NQUADS,
)
"""What CONSTRUCT and DESCRIBE are answered in, the preferred one first."""

MEDIA_TYPES = {
    ResultFormat.JSON: "application/sparql-results+json",
    ResultFormat.XML: "application/sparql-results+xml",
    ResultFormat.CSV: "text/csv",
    ResultFormat.TSV: "text/tab-separated-values",
    ResultFormat.TURTLE: "text/turtle",
    ResultFormat.NTRIPLES: "application/n-triples",
    ResultFormat.RDFXML: "application/rdf+xml",
    ResultFormat.JSONLD: "application/ld+json",
    ResultFormat.TRIG: "application/trig",
    ResultFormat.NQUADS: "application/n-quads",
}
READABLE = {
    MEDIA_TYPES[f]: f for f in (ResultFormat.TURTLE, ResultFormat.NTRIPLES, ResultFormat.RDFXML, ResultFormat.JSONLD)
}
"""The media types in which a graph is taken."""
IRIS = {
    format_: f"http://www.w3.org/ns/formats/{name}"
    for format_, name in {
        ResultFormat.JSON: "SPARQL_Results_JSON",
        ResultFormat.XML: "SPARQL_Results_XML",
        ResultFormat.CSV: "SPARQL_Results_CSV",
        ResultFormat.TSV: "SPARQL_Results_TSV",
        ResultFormat.TURTLE: "Turtle",
        ResultFormat.NTRIPLES: "N-Triples",
        ResultFormat.RDFXML: "RDF_XML",
        ResultFormat.JSONLD: "JSON-LD",
        ResultFormat.TRIG: "TriG",
        ResultFormat.NQUADS: "N-Quads",
    }.items()
}
"""What the formats are called in descriptions (https://www.w3.org/ns/formats/)."""
