"""The commands that tell what stands behind a claim."""

from typing import TYPE_CHECKING

import typer

from api import console
from api.commands import claim_lines
from api.opening import asked, asked_of
from api.options import (
    ClaimArgument,
    ClaimOrStatementArgument,
    FromOption,
    InferredOption,
    JsonOption,
    PathLimitOption,
    ServerOption,
    StoreOption,
    ToOption,
)
from graph.errors import NotFoundError
from graph.iris import Thing

if TYPE_CHECKING:
    from api.client.connection import Connection


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
    server: ServerOption = None,
) -> None:
    """Every path from a report to an origin, also over several documents; the shortest first."""
    from graph.analysis.answers import Paths
    from graph.analysis.claim_graph import Inference
    from graph.analysis.paths import paths_of

    counts = Inference.that_counts(inferred=inferred)

    def there(service: "Connection") -> Paths:
        from api.client.names import id_of

        ends = {"from": start, "to": end}
        try:
            claim = id_of(name, thing=Thing.CLAIM)
            return service.get(f"/claims/{claim}/paths", Paths, inferred=inferred, limit=limit, **ends)
        except NotFoundError as error:
            raise NotFoundError(f"{error} Through a service, only claims have paths, not statements.") from error

    found = asked(
        store,
        server,
        here=lambda library: paths_of(library, name, start=start, end=end, inferred=counts, limit=limit),
        there=there,
    )
    if json:
        console.json_lines(found)
    else:
        claim_lines.paths(found)


def origins_command(
    claim: ClaimArgument,
    store: StoreOption = None,
    inferred: InferredOption = True,
    json: JsonOption = False,
    server: ServerOption = None,
) -> None:
    """What stands behind a claim: outlets, origins, whether they are independent, and what is circular."""
    from graph.analysis.answers import Standing
    from graph.analysis.claim_graph import Inference
    from graph.analysis.standing import standing

    counts = Inference.that_counts(inferred=inferred)
    found = asked_of(
        Thing.CLAIM,
        claim,
        store=store,
        server=server,
        here=lambda library, name: standing(library, name, inferred=counts),
        there=lambda service, name: service.get(f"/claims/{name}/origins", Standing, inferred=inferred),
    )
    if json:
        console.json_lines(found)
    else:
        claim_lines.standing(found)


def circular_command(
    claim: ClaimArgument,
    store: StoreOption = None,
    inferred: InferredOption = True,
    json: JsonOption = False,
    server: ServerOption = None,
) -> None:
    """Who is confirmed by somebody who has it from them, document by document, and what remains without it."""
    from graph.analysis.answers import CircularReporting
    from graph.analysis.claim_graph import Inference
    from graph.analysis.standing import circular_reporting

    counts = Inference.that_counts(inferred=inferred)
    found = asked_of(
        Thing.CLAIM,
        claim,
        store=store,
        server=server,
        here=lambda library, name: circular_reporting(library, name, inferred=counts),
        there=lambda service, name: service.get(f"/claims/{name}/circular", CircularReporting, inferred=inferred),
    )
    if json:
        console.json_lines(found)
    else:
        claim_lines.circular(found)
