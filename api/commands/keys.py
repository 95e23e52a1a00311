"""The command that makes a key for the service."""

import typer

from api import console
from api.opening import settings_with
from api.options import RoleArgument
from graph.roles import KnownKey, hashed, new_key


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("key")(key_command)


def key_command(role: RoleArgument) -> None:
    """Make a key for the service: prints it, once, and the setting by which the service knows it."""
    key = new_key()
    known = [*settings_with().keys, KnownKey(role, hashed(key))]
    console.line(key)
    console.line(f"ALLEGEDLY_KEYS={','.join(map(str, known))}")
