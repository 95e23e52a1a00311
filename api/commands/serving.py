"""The command that serves a store over HTTP."""

import typer

from api.opening import settings_with
from api.options import HostOption, PortOption, StoreOption


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve_command)


def serve_command(store: StoreOption = None, host: HostOption = "127.0.0.1", port: PortOption = 8000) -> None:
    """Serve the pages, the API and SPARQL over HTTP."""
    from api.server import serve

    serve(settings_with(store=store), host=host, port=port)
