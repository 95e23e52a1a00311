"""Attribution paths: from a report, statement by statement, to each of its origins."""

from collections.abc import Iterator, Mapping

from graph.answers import Path, Paths, Step
from graph.errors import NotFoundError
from graph.iris import Thing
from graph.records import MAX_HOPS, Record, fetch, of_claim, with_chains
from graph.store import Store

MAX_PATHS = 1000
"""Paths listed for one claim; beyond it the answer says that it was cut."""


def paths_of(store: Store, name: str, *, limit: int = MAX_PATHS) -> Paths:
    """All paths of a claim, or from one statement, by id or IRI; the longest first, then by date.

    The paths of a claim begin at the statements that no other one about it rests on.
    Raises NotFoundError if there is neither a claim nor a statement of that id.
    """
    statement = store.iris.id_of(name, thing=Thing.STATEMENT)
    starts = fetch(store, [statement]) if statement else []
    if not starts:
        claim = store.iris.id_of(name, thing=Thing.CLAIM)
        records = of_claim(store, claim) if claim else []
        rested_on = {via.statement for record in records for via in record.via}
        # Where all of them form a loop, each is as good a start as any.
        starts = [record for record in records if record.statement not in rested_on] or records
    if not starts:
        raise NotFoundError(f"There is no claim or statement {name}: 'allegedly who' prints their ids.")
    known = with_chains(store, starts)
    found: list[Path] = []
    for start in starts:
        for path in _walk(start, known):
            if len(found) == limit:
                return _paths(starts[0], found, truncated=True)
            found.append(path)
    return _paths(starts[0], found, truncated=False)


def _paths(record: Record, found: list[Path], *, truncated: bool) -> Paths:
    ordered = tuple(sorted(found, key=lambda path: -len(path.steps)))
    return Paths(claim=record.claim, text=record.claim_text, paths=ordered, truncated=truncated)


def _walk(start: Record, known: Mapping[str, Record]) -> Iterator[Path]:
    """Depth first, without recursion: hostile data may be deep."""
    stack: list[tuple[Step, ...]] = [(_step(start, basis=None),)]
    while stack:
        steps = stack.pop()
        visited = {step.statement for step in steps}
        hops = [
            (known[via.statement], via.basis)
            for via in known[steps[-1].statement].via
            if via.statement in known and via.statement not in visited
        ]
        if not hops or len(steps) > MAX_HOPS:
            yield Path(steps=steps, origin=steps[-1].source)
        stack.extend((*steps, _step(record, basis=basis)) for record, basis in reversed(hops))


def _step(record: Record, *, basis: str | None) -> Step:
    return Step(
        statement=record.statement,
        source=record.source,
        stance=record.stance,
        speech_act=record.speech_act,
        basis=basis,
        quote=record.quote,
        span=record.span,
        document=record.document,
    )
