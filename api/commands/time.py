"""The commands that tell what changed over time, and what stands against a claim."""

from typing import Annotated

import typer

from api import console
from api.commands import disagreement_lines, time_lines
from api.opening import asked_of
from api.options import (
    ClaimArgument,
    InferredOption,
    JsonOption,
    OptionalClaimArgument,
    ServerOption,
    SourceOption,
    StoreOption,
)
from graph.errors import InputError
from graph.iris import Thing

_Limit = Annotated[int, typer.Option("--limit", min=1, max=10_000, help="Most statements to show.")]
_Offset = Annotated[int, typer.Option("--offset", min=0, help="Statements left out before the first.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("timeline")(timeline_command)
    app.command("positions")(positions_command)
    app.command("disagreement")(disagreement_command)


def timeline_command(
    claim: OptionalClaimArgument = None,
    store: StoreOption = None,
    source: SourceOption = None,
    limit: _Limit = 200,
    offset: _Offset = 0,
    json: JsonOption = False,
    server: ServerOption = None,
) -> None:
    """What was said and what was published, in order, about a claim or by a source."""
    from graph.analysis.timeline import Timeline, timeline_of_claim, timeline_of_source

    if (claim is None) == (source is None):
        raise InputError("Give the id of a claim, or --source with a source; not both.")
    thing, name = (Thing.CLAIM, claim) if claim is not None else (Thing.SOURCE, source or "")
    timeline_of = timeline_of_claim if thing is Thing.CLAIM else timeline_of_source
    found = asked_of(
        thing,
        name,
        store=store,
        server=server,
        here=lambda library, name: timeline_of(library, name, limit=limit, offset=offset),
        there=lambda service, name: service.get(f"/{thing}s/{name}/timeline", Timeline, limit=limit, offset=offset),
    )
    if json:
        console.json_lines(found)
    else:
        time_lines.timeline(found)


def positions_command(
    claim: ClaimArgument, store: StoreOption = None, json: JsonOption = False, server: ServerOption = None
) -> None:
    """Who stands where on a claim since when, who walked back or turned round, and who said it first."""
    from graph.analysis.positions import Positions, positions_of

    found = asked_of(
        Thing.CLAIM,
        claim,
        store=store,
        server=server,
        here=positions_of,
        there=lambda service, name: service.get(f"/claims/{name}/positions", Positions),
    )
    if json:
        console.json_lines(found)
    else:
        time_lines.positions(found)


def disagreement_command(
    claim: ClaimArgument,
    store: StoreOption = None,
    inferred: InferredOption = True,
    json: JsonOption = False,
    server: ServerOption = None,
) -> None:
    """Who denies or doubts what whom asserts, what contradicts it, and which numbers drift."""
    from graph.analysis.claim_graph import Inference
    from graph.analysis.disagreement import Disagreement, disagreement_on

    counts = Inference.that_counts(inferred=inferred)
    found = asked_of(
        Thing.CLAIM,
        claim,
        store=store,
        server=server,
        here=lambda library, name: disagreement_on(library, name, inferred=counts),
        there=lambda service, name: service.get(f"/claims/{name}/disagreement", Disagreement, inferred=inferred),
    )
    if json:
        console.json_lines(found)
    else:
        disagreement_lines.disagreement(found)
