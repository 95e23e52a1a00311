"""The command that answers a question."""

from typing import TYPE_CHECKING

import typer

from api import console
from api.opening import asked
from api.options import (
    ActsOption,
    JsonOption,
    KindsOption,
    LimitOption,
    NamedOption,
    OffsetOption,
    OutletsOption,
    QuestionArgument,
    ServerOption,
    SinceOption,
    SpeakerOption,
    StancesOption,
    StoreOption,
    UntilOption,
)

if TYPE_CHECKING:
    from api.client.connection import Connection
    from graph.library import Library


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
    server: ServerOption = None,
) -> None:
    """Who asserted, denied or doubted it, and where they got it."""
    from graph import inquiry
    from graph.answers import Answer
    from graph.search.filters import Filters

    first, last = since.date() if since else None, until.date() if until else None

    def here(library: "Library") -> Answer:
        filters = Filters(
            sources=inquiry.sources_meant(library, source) if source else (),
            kinds=tuple(kind or ()),
            outlets=tuple(outlet or ()),
            stances=tuple(stance or ()),
            speech_acts=tuple(act or ()),
            since=first,
            until=last,
            named=named,
        )
        return inquiry.who(library, question, limit=limit, offset=offset, filters=filters)

    def there(service: "Connection") -> Answer:
        narrowing = {"source": source, "kind": kind, "outlet": outlet, "stance": stance, "act": act, "named": named}
        period = {"since": first, "until": last}
        return service.get("/who-asserted", Answer, q=question, limit=limit, offset=offset, **narrowing, **period)

    found = asked(store, server, here=here, there=there)
    if json:
        console.json_lines(found)
    else:
        console.answer(found)
