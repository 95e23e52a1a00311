"""Reconciliation on the command line: a service asked for sources, and what it proposes printed."""

from collections import Counter
from collections.abc import Iterable

from api import console
from graph.reading.exchange import Exchange
from graph.reconciliation import ReconciliationService
from graph.reconciling import Asking, Failed, Proposals
from graph.settings import Settings


def connect(url: str, *, settings: Settings) -> ReconciliationService:
    """The service at an address, with the limits of the settings.

    Raises InputError where it cannot be asked or is none.
    """
    exchange = Exchange(timeout=settings.fetch_timeout, allow_private=settings.allow_private_addresses)
    return ReconciliationService.at(url, exchange=exchange)


def print_proposals(found: Iterable[Proposals | Failed], asking: Asking) -> int:
    """Print for people what a service proposes for each source, as it comes; gives the exit code as ``print_json``."""
    counts: Counter[str] = Counter()
    for answer in found:
        if isinstance(answer, Failed):
            _print_failed(answer)
            counts["failed"] += len(answer.sources)
        else:
            _print_proposals(answer)
            counts["asked"] += 1
            counts["taken over"] += answer.identification is not None
    told = ", ".join(f"{counts[what]} {what}" for what in ("asked", "taken over", "failed"))
    console.line(f"{told}; {asking.total:,} named sources in all")
    if asking.end is not None:
        console.line(f"Go on with --offset {asking.end}.")
    return _exit_code(asked=counts["asked"], failed=counts["failed"])


def print_json(found: Iterable[Proposals | Failed]) -> int:
    """Print each source with its proposals as a line of JSON.

    Gives the exit code: 0, 1 where there is no answer for some sources, 2 where there is none at all.
    """
    asked = failed = 0
    for answer in found:
        if isinstance(answer, Failed):
            _print_failed(answer)
            failed += len(answer.sources)
        else:
            console.json_lines(answer, indent=None)
            asked += 1
    return _exit_code(asked=asked, failed=failed)


def _print_proposals(found: Proposals) -> None:
    console.line(f"{console.short(found.source.name)} ({found.source.kind})  source {found.source.id}")
    for candidate in found.candidates:
        match = "match" if candidate.is_match else "     "
        about = ", ".join(filter(None, (candidate.label, candidate.description)))
        console.line(f"   {candidate.score:5.1f} {match}  {console.short(about)}  {candidate.entity}")
    if not found.candidates:
        console.line("   nothing found")
    elif found.identification:
        console.line(f"   taken over; 'allegedly undo {found.identification}' takes it back")
    elif found.chosen:
        console.line("   --accept would take it over")


def _print_failed(failed: Failed) -> None:
    names = ", ".join(source.name for source in failed.sources)
    console.error_line(f"failed: {names}: {failed.error}")


def _exit_code(*, asked: int, failed: int) -> int:
    if not failed:
        return 0
    return 1 if asked else 2
