"""The commands that keep a store in order."""

from datetime import UTC, datetime

import typer

from api import console
from api.opening import changing, reading, settings_with
from api.options import (
    AcceptOption,
    DocumentArgument,
    JsonOption,
    MinScoreOption,
    ServiceOption,
    SourceLimitOption,
    SourceOffsetOption,
    StoreOption,
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("forget")(forget_command)
    app.command("reconcile")(reconcile_command)
    app.command("check")(check_command)
    app.command("stats")(stats_command)


def forget_command(document: DocumentArgument, store: StoreOption = None) -> None:
    """Remove a document and what only it held."""
    from graph import asking
    from graph.iris import Thing

    with changing(store) as library:
        name = asking.find(library.store, document, thing=Thing.DOCUMENT)
        library.forget(name)
        library.commit()
    console.line(f"forgotten  {name}")


def reconcile_command(
    service: ServiceOption,
    store: StoreOption = None,
    limit: SourceLimitOption = 50,
    offset: SourceOffsetOption = 0,
    min_score: MinScoreOption = 90.0,
    accept: AcceptOption = False,
    json: JsonOption = False,
) -> None:
    """Ask a reconciliation service, such as one for Wikidata, which entities named sources are."""
    from api import proposing
    from graph.reconciling import reconcile, sources_to_ask, taking_over

    with changing(store) if accept else reading(store) as library:
        asked = proposing.connect(service, settings=settings_with())
        asking = sources_to_ask(library, space=asked.manifest.space, limit=limit, offset=offset)
        take = taking_over(library, asked, at=lambda: datetime.now(UTC)) if accept else None
        found = reconcile(asked, asking.sources, min_score=min_score, take=take)
        code = proposing.print_json(found) if json else proposing.print_proposals(found, asking)
    raise typer.Exit(code)


def check_command(store: StoreOption = None) -> None:
    """Check the form of the graph and that every anchor's words stand where it says; lists what is wrong."""
    from graph import validation

    violations = 0
    with reading(store) as library:
        documents = len(library.store.graphs())
        for found in validation.check(library):
            if isinstance(found, validation.Remark):
                console.line(found.message)
                continue
            violations += 1
            console.line(f"{found.graph or 'store'}  {found.node}  {found.message}")
    console.line(f"{documents} documents checked, {violations} violations")
    if violations:
        raise typer.Exit(1)


def stats_command(store: StoreOption = None, json: JsonOption = False) -> None:
    """How much the store holds."""
    from graph import asking

    with reading(store) as library:
        found = asking.stats(library.store)
    if json:
        console.json_lines(found)
    else:
        console.fields(found)
