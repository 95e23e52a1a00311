"""The command line.

Each command imports what only it needs: the readers, RDF validation, drawing and the web framework take
longer to import than most commands run.
"""

import logging
import sys

import typer

from api import console, output
from api.commands import (
    asking,
    assessing,
    backups,
    claims,
    graphs,
    intake,
    keys,
    outlets,
    reports,
    reviewing,
    serving,
    time,
    upkeep,
)
from graph.errors import AllegedlyError

app = typer.Typer(
    help="Who said what, and where did they get it? Reads news text into a graph of sources and claims.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for group in (
    claims,
    outlets,
    time,
    reports,
    intake,
    asking,
    graphs,
    reviewing,
    assessing,
    upkeep,
    backups,
    serving,
    keys,
):
    group.register(app)


def main() -> None:
    """Run the command line and end the process; whatever goes wrong becomes one line and exit code 2."""
    output.speak_utf8()
    if "serve" not in sys.argv[1:2]:
        # What goes wrong is said once, by the command; libraries' warnings would be said between the lines.
        logging.disable(logging.CRITICAL)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and give its exit code; errors become one line on standard error."""
    try:
        code = _invoke(arguments)
        output.flush()
        return code
    except typer.TyperException as error:
        console.error_line(f"error: {error.format_message()} ('allegedly --help' tells what there is)")
    except AllegedlyError as error:
        console.error_line(f"error: {error}")
    except KeyboardInterrupt:
        console.error_line("interrupted before it was done: run it again.")
    except BrokenPipeError:
        output.drop()  # whoever read it has had enough, as in "allegedly ... | head"
        return 0
    except OSError as error:
        output.drop()
        where = f" ({error.filename})" if error.filename else ""
        console.error_line(f"error: {error.strerror or error}{where}.")
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        console.error_line(
            f"error: unexpected {type(error).__name__} ({error}): please report it, with what "
            "'PYTHONDEVMODE=1 allegedly ...' shows."
        )
    return 2


def _invoke(arguments: list[str]) -> int:
    # Not app(...): it has ends of its own for an interrupt and for a closed pipe.
    command = typer.main.get_command(app)
    try:
        # A copy, because the parser takes the arguments out of the list that it is given.
        with command.make_context("allegedly", [*arguments] or ["--help"]) as context:
            command.invoke(context)
    except typer.Exit as end:
        return end.exit_code if arguments else 2
    return 0
