"""The graph as a file: exports and drawings."""

from pathlib import Path

from api import output
from api.options import ExportFormat
from graph import export
from graph.errors import InputError
from graph.export import Scope
from graph.library import Library
from graph.pictures import GraphFormat, picture

_DRAWN = {f".{kind}": kind for kind in (GraphFormat.SVG, GraphFormat.PNG, GraphFormat.HTML)}


def drawn_as(out: Path) -> GraphFormat:
    """The kind of picture that a file's name asks for.

    Raises InputError where its suffix is of none.
    """
    kind = _DRAWN.get(out.suffix.lower())
    if kind is None:
        raise InputError(f"{out} is no kind of picture that is drawn: end its name in .svg, .png or .html.")
    return kind


def publish(library: Library, out: Path | None, *, format: ExportFormat | GraphFormat, scope: Scope) -> None:
    """Write what is in scope to a file, or to standard output.

    Raises NotFoundError if the scope names something that is not in the store, InputError if the file cannot be
    written.
    """
    if format in set(GraphFormat):
        content = picture(library, scope, format=GraphFormat(format))
        output.write(out, lambda file: file.write(content))
    else:
        syntax = export.RdfSyntax(format)
        output.write(out, lambda file: export.write(library.store, file, syntax=syntax, scope=scope))
