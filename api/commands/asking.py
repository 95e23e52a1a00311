"""The command that answers a question."""

import typer

from api import console
from api.opening import reading
from api.options import (
    ActsOption,
    JsonOption,
    KindsOption,
    LimitOption,
    NamedOption,
    OffsetOption,
    OutletsOption,
    QuestionArgument,
    SinceOption,
    SpeakerOption,
    StancesOption,
    StoreOption,
    UntilOption,
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("who")(who_command)


def who_command(
    question: QuestionArgument,
    store: StoreOption = None,
    limit: LimitOption = 10,
    offset: OffsetOption = 0,
    source: SpeakerOption = None,
    kind: KindsOption = None,
    outlet: OutletsOption = None,
    stance: StancesOption = None,
    act: ActsOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    named: NamedOption = None,
    json: JsonOption = False,
) -> None:
    """Who asserted, denied or doubted it, and where they got it."""
    from graph import inquiry
    from graph.search.filters import Filters

    with reading(store) as library:
        filters = Filters(
            sources=inquiry.sources_meant(library, source) if source else (),
            kinds=tuple(kind or ()),
            outlets=tuple(outlet or ()),
            stances=tuple(stance or ()),
            speech_acts=tuple(act or ()),
            since=since.date() if since else None,
            until=until.date() if until else None,
            named=named,
        )
        found = inquiry.who(library, question, limit=limit, offset=offset, filters=filters)
    if json:
        console.json_lines(found)
    else:
        console.answer(found)
