"""The commands that tell what changed over time, and what stands against a claim."""

from typing import Annotated

import typer

from api import console
from api.commands import disagreement_lines, time_lines
from api.opening import reading
from api.options import ClaimArgument, InferredOption, JsonOption, OptionalClaimArgument, SourceOption, StoreOption
from graph.errors import InputError

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
) -> None:
    """What was said and what was published, in order, about a claim or by a source."""
    from graph import asking
    from graph.analysis.timeline import timeline_of_claim, timeline_of_source
    from graph.iris import Thing

    if (claim is None) == (source is None):
        raise InputError("Give the id of a claim, or --source with a source; not both.")
    with reading(store) as library:
        if source is not None:
            name = asking.find_source(library.store, source)
            found = timeline_of_source(library, name, limit=limit, offset=offset)
        else:
            name = asking.find(library.store, claim or "", thing=Thing.CLAIM)
            found = timeline_of_claim(library, name, limit=limit, offset=offset)
    if json:
        console.json_lines(found)
    else:
        time_lines.timeline(found)


def positions_command(claim: ClaimArgument, store: StoreOption = None, json: JsonOption = False) -> None:
    """Who stands where on a claim since when, who walked back or turned round, and who said it first."""
    from graph import asking
    from graph.analysis.positions import positions_of
    from graph.iris import Thing

    with reading(store) as library:
        found = positions_of(library, asking.find(library.store, claim, thing=Thing.CLAIM))
    if json:
        console.json_lines(found)
    else:
        time_lines.positions(found)


def disagreement_command(
    claim: ClaimArgument, store: StoreOption = None, inferred: InferredOption = True, json: JsonOption = False
) -> None:
    """Who denies or doubts what whom asserts, what contradicts it, and which numbers drift."""
    from graph import asking
    from graph.analysis.claim_graph import Inference
    from graph.analysis.disagreement import disagreement_on
    from graph.iris import Thing

    with reading(store) as library:
        name = asking.find(library.store, claim, thing=Thing.CLAIM)
        found = disagreement_on(library, name, inferred=Inference.that_counts(inferred=inferred))
    if json:
        console.json_lines(found)
    else:
        disagreement_lines.disagreement(found)
