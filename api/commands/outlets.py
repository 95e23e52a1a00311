"""The command that tells who passes on whom."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from api import console
from api.opening import asked, asked_of
from api.options import JsonOption, ServerOption, SinceOption, SourceOption, StoreOption, UntilOption
from graph.citations.groups import Among
from graph.iris import Thing

if TYPE_CHECKING:
    from graph.analysis.outlet_answers import Outlet, OutletEdge, OutletGraph, OutletLoop, Reach, SourceStream

_AmongOption = Annotated[
    Among | None,
    typer.Option("--among", help="Who counts. [default: media, of one source named]"),
]
_LeastOption = Annotated[int, typer.Option("--least", min=1, help="Only who passes on another in so many statements.")]
_LimitOption = Annotated[int, typer.Option("--limit", min=1, max=1_000, help="Most edges, or sources, to show.")]


class _Narrowing(TypedDict):
    """Which citations count, and how many are told."""

    among: Among
    since: date | None
    until: date | None
    least: int
    limit: int


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("outlets")(outlets_command)


def outlets_command(
    store: StoreOption = None,
    source: SourceOption = None,
    among: _AmongOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    least: _LeastOption = 1,
    limit: _LimitOption = 100,
    json: JsonOption = False,
    server: ServerOption = None,
) -> None:
    """Which outlets pass on which, and who feeds whom in a circle; of one source, who is upstream and downstream."""
    from graph.analysis.outlet_answers import OutletGraph, SourceStream
    from graph.analysis.outlets import outlets
    from graph.analysis.streams import stream_of

    narrowing: _Narrowing = {
        "among": among or (Among.MEDIA if source is None else Among.NAMED),
        "since": since.date() if since else None,
        "until": until.date() if until else None,
        "least": least,
        "limit": limit,
    }
    if source is None:
        found = asked(
            store,
            server,
            here=lambda library: outlets(library, **narrowing),
            there=lambda service: service.get("/outlets", OutletGraph, **narrowing),
        )
        show_graph = console.json_lines if json else _graph
        show_graph(found)
    else:
        stream = asked_of(
            Thing.SOURCE,
            source,
            store=store,
            server=server,
            here=lambda library, name: stream_of(library, name, **narrowing),
            there=lambda service, name: service.get(f"/sources/{name}/upstream", SourceStream, **narrowing),
        )
        show_stream = console.json_lines if json else _stream
        show_stream(stream)


def _graph(found: "OutletGraph") -> None:
    """Print the graph for people: edges, then who feeds each other."""
    outlets = {outlet.id: outlet for outlet in found.sources}
    console.line(f"{found.sources_total:,} sources, {found.edges_total:,} pass on another")
    for edge in found.edges:
        console.line(f"   {_name(outlets[edge.citing])} -> {_name(outlets[edge.cited])}  {_counts(edge)}")
    for component in found.components:
        console.line()
        console.line(f"{component.size:,} sources that each rest on all the others in the end:")
        console.line("   " + ", ".join(_name(outlets[name]) for name in component.sources))
        for loop in component.loops:
            _loop(loop, outlets)
        if component.truncated:
            console.line("   … and longer loops")
    if found.truncated:
        console.line("There are more: narrow it down with --since, --until and --least.")


def _loop(loop: "OutletLoop", outlets: "dict[str, Outlet]") -> None:
    names = [_name(outlets[name]) for name in (*loop.sources, loop.sources[0])]
    console.line("   loop: " + " -> ".join(names))
    for occasion in loop.occasions:
        citing, cited = _name(outlets[occasion.citing]), _name(outlets[occasion.cited])
        title = occasion.document.title or occasion.document.url or occasion.document.id
        console.line(f"      {occasion.day}  {citing} -> {cited}: {title}")
    if not loop.occasions:
        console.line("      on no days one after the other")


def _stream(found: "SourceStream") -> None:
    """Print what is upstream and downstream of a source for people."""
    outlets = {outlet.id: outlet for outlet in found.sources}
    source = found.source
    console.line(
        f"{_name(source)}: {_number(source.statements, 'statement')} in {_number(source.documents, 'document')}"
    )
    for title, edges in (("rests on", found.rests_on), ("is passed on by", found.passed_on_by)):
        console.line(f"   {title}:")
        for edge in edges:
            other = edge.cited if edge.citing == source.id else edge.citing
            console.line(f"      {_name(outlets[other])}  {_counts(edge)}")
    _reach("upstream", found.upstream, outlets)
    _reach("downstream", found.downstream, outlets)


def _reach(title: str, found: "Reach", outlets: "dict[str, Outlet]") -> None:
    more = f", cut: whole up to {_number(found.complete_to, 'hop')}" if found.truncated else ""
    console.line(f"   {title}: {_number(len(found.sources), 'source')}{more}")
    for reached in found.sources:
        console.line(f"      {_number(reached.hops, 'hop')}: {_name(outlets[reached.source])}")


def _name(outlet: "Outlet") -> str:
    return outlet.name if outlet.named else f"{outlet.name} (unnamed)"


def _counts(edge: "OutletEdge") -> str:
    days = " to ".join(dict.fromkeys(filter(None, (edge.first, edge.last))))
    return _amount(edge.statements, edge.documents) + (f", {days}" if days else "")


def _amount(statements: int, documents: int) -> str:
    return f"{_number(statements, 'statement')} in {_number(documents, 'document')}"


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}" + "s" * (count != 1)
