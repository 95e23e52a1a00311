"""The command that writes what is known about a claim for a colleague."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from api import output
from api.opening import asked_of
from api.options import BundleOption, ClaimArgument, DateOption, InferredOption, ReportOption, ServerOption, StoreOption
from graph.errors import InputError
from graph.iris import Thing

if TYPE_CHECKING:
    from api.client.connection import Connection
    from graph.library import Library
    from graph.reporting.publishing import ReportFormat


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(report_command)


def report_command(
    claim: ClaimArgument,
    out: ReportOption = None,
    bundle: BundleOption = None,
    store: StoreOption = None,
    inferred: InferredOption = True,
    date: DateOption = None,
    server: ServerOption = None,
) -> None:
    """Write all that stands behind a claim as one page, and the evidence to check it by."""
    from graph.analysis.claim_graph import Inference
    from graph.reporting.publishing import ReportFormat, published

    files = [(path, _format_of(path)) for path in (out, bundle) if path is not None]
    if not files:
        raise InputError("Say what to write: -o and a file for the report, --bundle and one for the evidence, or both.")
    if (out and files[0][1] is ReportFormat.BUNDLE) or (bundle and files[-1][1] is not ReportFormat.BUNDLE):
        raise InputError("A bundle is written by --bundle to a .zip file, a report by -o to .html, .md or .json.")
    counts, day = Inference.that_counts(inferred=inferred), date.date() if date else None

    def here(library: "Library", name: str) -> list[bytes]:
        return [published(library, name, format=format_, inferred=counts, made_on=day) for _, format_ in files]

    def there(service: "Connection", name: str) -> list[bytes]:
        return [service.read(f"/claims/{name}/report.{format_}", inferred=inferred, date=day) for _, format_ in files]

    made = asked_of(Thing.CLAIM, claim, store=store, server=server, here=here, there=there)
    for (path, _), content in zip(files, made, strict=True):
        _save(path, content)


def _save(path: Path, content: bytes) -> None:
    output.write(path, lambda file: file.write(content))


def _format_of(path: Path) -> "ReportFormat":
    from graph.reporting.publishing import ReportFormat

    try:
        return ReportFormat(path.suffix.lower().removeprefix("."))
    except ValueError:
        raise InputError(f"{path} is no kind of report: end its name in .html, .md or .json, or in .zip.") from None
