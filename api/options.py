"""The options and arguments of the command line: their names, their values and their help."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graph.extraction.reader.variants import Device, Model
from graph.model import SourceKind, SpeechAct, Stance
from graph.roles import Role


class SourceFormat(StrEnum):
    """What documents are read from: the values of ``graph.reading.Format``.

    Said again here, as are the formats below, because importing the readers, RDF and drawing takes longer than
    most commands run; a test holds them against each other.
    """

    AUTO = "auto"
    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"
    FEED = "feed"
    WARC = "warc"


class QueryFormat(StrEnum):
    """How the answer to a SPARQL query is shown."""

    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    XML = "xml"
    TURTLE = "turtle"
    TRIG = "trig"
    NTRIPLES = "ntriples"
    NQUADS = "nquads"
    RDFXML = "rdfxml"
    JSONLD = "jsonld"
    TABLE = "table"


class ExportFormat(StrEnum):
    """All formats of export: RDF (``graph.export.RdfSyntax``), and the citation graph."""

    TURTLE = "turtle"
    TRIG = "trig"
    NTRIPLES = "ntriples"
    NQUADS = "nquads"
    RDFXML = "rdfxml"
    JSONLD = "jsonld"
    TURTLE12 = "turtle12"
    GRAPHML = "graphml"
    GEXF = "gexf"
    DOT = "dot"
    SVG = "svg"
    PNG = "png"


def unicoded(value: str | None) -> str | None:
    """Refuse what the shell passed on but is no text: bytes that are not UTF-8 become half surrogate pairs."""
    try:
        (value or "").encode()
    except UnicodeEncodeError:
        raise typer.BadParameter("it is not valid UTF-8: type it again, or set the terminal to UTF-8") from None
    return value


StoreOption = Annotated[Path | None, typer.Option("--store", help="Folder of the store [default: ./allegedly-store].")]
ServerOption = Annotated[
    str | None,
    typer.Option(
        "--server",
        metavar="URL",
        callback=unicoded,
        help="Address of the service that keeps the store; its key is in ALLEGEDLY_KEY.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of text for people.")]
FormatOption = Annotated[SourceFormat, typer.Option("--format", help="What the sources are.")]
OutletOption = Annotated[str | None, typer.Option("--outlet", callback=unicoded, help="Who publishes the documents.")]
UrlOption = Annotated[
    str | None, typer.Option("--url", callback=unicoded, help="Address of the one document that is read.")
]
PublishedOption = Annotated[
    str | None,
    typer.Option("--published", callback=unicoded, help="Date of publication, like 2031-03-04."),
]
TitleOption = Annotated[
    str | None, typer.Option("--title", callback=unicoded, help="Title of the one document that is read.")
]
DocumentOption = Annotated[
    str | None,
    typer.Option("--document", callback=unicoded, help="Only what belongs to this document (id or IRI)."),
]
ClaimOption = Annotated[
    str | None,
    typer.Option("--claim", callback=unicoded, help="Only what belongs to this claim (id or IRI)."),
]
SourceOption = Annotated[
    str | None,
    typer.Option("--source", callback=unicoded, help="Only what belongs to this source (id, IRI or name)."),
]
SourcesArgument = Annotated[
    list[str], typer.Argument(metavar="SOURCE...", help="Files, folders and http(s) addresses.")
]
FilesArgument = Annotated[list[str], typer.Argument(metavar="FILE...", help="Files with documents.")]
OwnVoiceOption = Annotated[bool, typer.Option("--own-voice", help="Also what the outlet says in its own voice.")]
ModelOption = Annotated[
    Model | None, typer.Option("--model", help="Which model reads; fast is twice as fast. [default: default]")
]
DeviceOption = Annotated[Device | None, typer.Option("--device", help="What the model runs on. [default: cpu]")]
ProcessesOption = Annotated[
    int | None,
    typer.Option("--processes", min=1, help="How many processes read. [default: one, for many documents all cores]"),
]
QuestionArgument = Annotated[str, typer.Argument(metavar="QUESTION", callback=unicoded, help="A question or keywords.")]
LimitOption = Annotated[int, typer.Option("--limit", help="Most claims to show.")]
OffsetOption = Annotated[int, typer.Option("--offset", help="Claims left out before the first.")]
SpeakerOption = Annotated[
    str | None,
    typer.Option("--source", callback=unicoded, help="Only what this source says: id, IRI, name or a part of one."),
]
KindsOption = Annotated[
    list[SourceKind] | None, typer.Option("--kind", help="Only sources of this kind; may be given several times.")
]
OutletsOption = Annotated[
    list[str] | None, typer.Option("--outlet", help="Only in documents of this outlet; may be given several times.")
]
StancesOption = Annotated[
    list[Stance] | None, typer.Option("--stance", help="Only who takes this stance; may be given several times.")
]
ActsOption = Annotated[
    list[SpeechAct] | None, typer.Option("--act", help="Only this speech act; may be given several times.")
]
SinceOption = Annotated[
    datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="Only published on this day or later.")
]
UntilOption = Annotated[
    datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="Only published on this day or earlier.")
]
NamedOption = Annotated[
    bool | None, typer.Option("--named/--unnamed", help="Only sources with a name, or only those without.")
]
ClaimOrStatementArgument = Annotated[
    str, typer.Argument(metavar="CLAIM_OR_STATEMENT", callback=unicoded, help="An id or IRI.")
]
ClaimArgument = Annotated[str, typer.Argument(metavar="CLAIM", callback=unicoded, help="The id or IRI of a claim.")]
OptionalClaimArgument = Annotated[
    str | None, typer.Argument(metavar="[CLAIM]", callback=unicoded, help="The id or IRI of a claim.")
]
FromOption = Annotated[
    str | None,
    typer.Option("--from", metavar="SOURCE", callback=unicoded, help="Only from this source (id, IRI or name)."),
]
ToOption = Annotated[
    str | None,
    typer.Option("--to", metavar="SOURCE", callback=unicoded, help="Only to this source (id, IRI or name)."),
]
PathLimitOption = Annotated[int, typer.Option("--limit", min=1, max=1000, help="Most paths, and most loops, to show.")]
InferredOption = Annotated[
    bool, typer.Option("--inferred/--no-inferred", help="With what was inferred across documents, or without.")
]
ReportOption = Annotated[
    Path | None, typer.Option("-o", "--output", help="File to write: its name ends in .html, .md or .json.")
]
BundleOption = Annotated[
    Path | None, typer.Option("--bundle", help="File to write the evidence to: its name ends in .zip.")
]
DateOption = Annotated[
    datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], help="The day that the report is to bear, if any."),
]
QueryArgument = Annotated[
    str,
    typer.Argument(metavar="QUERY_OR_@FILE", callback=unicoded, help="A query, or @ and the file that holds it."),
]
QueryFormatOption = Annotated[
    QueryFormat | None, typer.Option("--format", help="[default: table, or turtle for CONSTRUCT and DESCRIBE]")
]
ExportFormatOption = Annotated[
    ExportFormat, typer.Option("--format", help="RDF syntax, or format of the citation graph.")
]
OutOption = Annotated[Path | None, typer.Option("-o", "--output", help="File to write [default: standard output].")]
PictureOption = Annotated[
    Path, typer.Option("-o", "--output", help="File to draw: its name ends in .svg, .png or .html.")
]
DocumentArgument = Annotated[
    str, typer.Argument(metavar="DOCUMENT", callback=unicoded, help="Id or IRI of a document.")
]
OneArgument = Annotated[
    str, typer.Argument(metavar="A", callback=unicoded, help="A source (id, IRI or name) or a claim (id or IRI).")
]
OtherArgument = Annotated[str, typer.Argument(metavar="B", callback=unicoded, help="Another source, or another claim.")]
ReviewArgument = Annotated[str, typer.Argument(metavar="REVIEW", callback=unicoded, help="Id or IRI of a review.")]
ReviewerOption = Annotated[str | None, typer.Option("--reviewer", callback=unicoded, help="Who says so.")]
CommentOption = Annotated[str | None, typer.Option("--comment", callback=unicoded, help="Why it is so.")]
ServiceOption = Annotated[
    str,
    typer.Option(
        "--service",
        callback=unicoded,
        help="Address of the service, which is told the names of sources; asked for no other.",
    ),
]
SourceLimitOption = Annotated[int, typer.Option("--limit", min=1, help="Most sources to ask for.")]
SourceOffsetOption = Annotated[
    int, typer.Option("--offset", min=0, help="Sources left out before the first; the most quoted come first.")
]
MinScoreOption = Annotated[
    float, typer.Option("--min-score", min=0.0, max=100.0, help="Least score of what is taken over, of 100.")
]
AcceptOption = Annotated[
    bool, typer.Option("--accept", help="Take over what the service is sure of; 'undo' takes it back.")
]
RoleArgument = Annotated[Role, typer.Argument(help="What its holder may do; each role may what those before it may.")]
HostOption = Annotated[str, typer.Option("--host", help="Address to listen on.")]
PortOption = Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0 takes a free one.")]
