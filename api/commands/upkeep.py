"""The commands that keep a store in order."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from api import console
from api.opening import asked, changed, changing, folder_only, reading, settings_with
from api.options import (
    AcceptOption,
    DocumentArgument,
    JsonOption,
    MinScoreOption,
    ServerOption,
    ServiceOption,
    SourceLimitOption,
    SourceOffsetOption,
    StoreOption,
)

if TYPE_CHECKING:
    from api.client.connection import Connection
    from graph.library import Library


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("forget")(forget_command)
    app.command("reconcile")(reconcile_command)
    app.command("check")(check_command)
    app.command("stats")(stats_command)


def forget_command(document: DocumentArgument, store: StoreOption = None, server: ServerOption = None) -> None:
    """Remove a document and what only it held."""
    from graph import asking
    from graph.iris import Thing

    def here(library: "Library") -> str:
        name = asking.find(library.store, document, thing=Thing.DOCUMENT)
        library.forget(name)
        return name

    def there(service: "Connection") -> str:
        from api.client.names import id_of

        name = id_of(document, thing=Thing.DOCUMENT)
        service.delete(f"/documents/{name}")
        return name

    forgotten = changed(store, server, here=here, there=there)
    console.line(f"forgotten  {forgotten}")


def reconcile_command(
    service: ServiceOption,
    store: StoreOption = None,
    limit: SourceLimitOption = 50,
    offset: SourceOffsetOption = 0,
    min_score: MinScoreOption = 90.0,
    accept: AcceptOption = False,
    json: JsonOption = False,
    server: ServerOption = None,
) -> None:
    """Ask a reconciliation service, such as one for Wikidata, which entities named sources are."""
    from api import proposing
    from graph.reconciling import reconcile, sources_to_ask, taking_over

    folder_only("reconcile", store, server)
    with changing(store) if accept else reading(store) as library:
        authority = proposing.connect(service, settings=settings_with())
        asking = sources_to_ask(library, space=authority.manifest.space, limit=limit, offset=offset)
        take = taking_over(library, authority, at=lambda: datetime.now(UTC)) if accept else None
        found = reconcile(authority, asking.sources, min_score=min_score, take=take)
        code = proposing.print_json(found) if json else proposing.print_proposals(found, asking)
    raise typer.Exit(code)


def check_command(store: StoreOption = None, server: ServerOption = None) -> None:
    """Check the form of the graph and that every anchor's words stand where it says; lists what is wrong."""
    from graph import validation

    folder_only("check", store, server)
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


def stats_command(store: StoreOption = None, json: JsonOption = False, server: ServerOption = None) -> None:
    """How much the store holds."""
    from graph import asking
    from graph.answers import Stats

    found = asked(
        store,
        server,
        here=lambda library: asking.stats(library.store),
        there=lambda service: service.get("/stats", Stats),
    )
    if json:
        console.json_lines(found)
    else:
        console.fields(found)
