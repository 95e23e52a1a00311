"""The commands that tell what stands behind a claim."""

import typer

from api import console
from api.commands import claim_lines
from api.opening import reading
from api.options import (
    ClaimArgument,
    ClaimOrStatementArgument,
    FromOption,
    InferredOption,
    JsonOption,
    PathLimitOption,
    StoreOption,
    ToOption,
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("path")(path_command)
    app.command("origins")(origins_command)
    app.command("circular")(circular_command)


def path_command(
    name: ClaimOrStatementArgument,
    store: StoreOption = None,
    start: FromOption = None,
    end: ToOption = None,
    inferred: InferredOption = True,
    limit: PathLimitOption = 1000,
    json: JsonOption = False,
) -> None:
    """Every path from a report to an origin, also over several documents; the shortest first."""
    from graph.analysis.claim_graph import Inference
    from graph.analysis.paths import paths_of

    with reading(store) as library:
        found = paths_of(
            library, name, start=start, end=end, inferred=Inference.that_counts(inferred=inferred), limit=limit
        )
    if json:
        console.json_lines(found)
    else:
        claim_lines.paths(found)


def origins_command(
    claim: ClaimArgument, store: StoreOption = None, inferred: InferredOption = True, json: JsonOption = False
) -> None:
    """What stands behind a claim: outlets, origins, whether they are independent, and what is circular."""
    from graph import asking
    from graph.analysis.claim_graph import Inference
    from graph.analysis.standing import standing
    from graph.iris import Thing

    with reading(store) as library:
        name = asking.find(library.store, claim, thing=Thing.CLAIM)
        found = standing(library, name, inferred=Inference.that_counts(inferred=inferred))
    if json:
        console.json_lines(found)
    else:
        claim_lines.standing(found)


def circular_command(
    claim: ClaimArgument, store: StoreOption = None, inferred: InferredOption = True, json: JsonOption = False
) -> None:
    """Who is confirmed by somebody who has it from them, document by document, and what remains without it."""
    from graph import asking
    from graph.analysis.claim_graph import Inference
    from graph.analysis.standing import circular_reporting
    from graph.iris import Thing

    with reading(store) as library:
        name = asking.find(library.store, claim, thing=Thing.CLAIM)
        found = circular_reporting(library, name, inferred=Inference.that_counts(inferred=inferred))
    if json:
        console.json_lines(found)
    else:
        claim_lines.circular(found)
