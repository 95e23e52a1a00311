"""The command that writes what is known about a claim for a colleague."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from api import output
from api.opening import reading
from api.options import BundleOption, ClaimArgument, DateOption, InferredOption, ReportOption, StoreOption
from graph.errors import InputError

if TYPE_CHECKING:
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
) -> None:
    """Write all that stands behind a claim as one page, and the evidence to check it by."""
    from graph import asking
    from graph.analysis.claim_graph import Inference
    from graph.iris import Thing
    from graph.reporting.publishing import ReportFormat, published

    files = [(path, _format_of(path)) for path in (out, bundle) if path is not None]
    if not files:
        raise InputError("Say what to write: -o and a file for the report, --bundle and one for the evidence, or both.")
    if (out and files[0][1] is ReportFormat.BUNDLE) or (bundle and files[-1][1] is not ReportFormat.BUNDLE):
        raise InputError("A bundle is written by --bundle to a .zip file, a report by -o to .html, .md or .json.")
    counts, day = Inference.that_counts(inferred=inferred), date.date() if date else None
    with reading(store) as library:
        name = asking.find(library.store, claim, thing=Thing.CLAIM)
        made = [
            (path, published(library, name, format=format_, inferred=counts, made_on=day)) for path, format_ in files
        ]
    for path, content in made:
        _save(path, content)


def _save(path: Path, content: bytes) -> None:
    output.write(path, lambda file: file.write(content))


def _format_of(path: Path) -> "ReportFormat":
    from graph.reporting.publishing import ReportFormat

    try:
        return ReportFormat(path.suffix.lower().removeprefix("."))
    except ValueError:
        raise InputError(f"{path} is no kind of report: end its name in .html, .md or .json, or in .zip.") from None
