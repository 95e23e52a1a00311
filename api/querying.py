"""What clients ask in SPARQL, answered elsewhere and given up when the client is gone."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from starlette.types import Receive

from api.service import Service, current
from graph.endpoint.dataset import ABOUT_ALL, About
from graph.endpoint.formats import ResultFormat
from graph.endpoint.updating import Checked
from graph.errors import BusyError
from graph.isolation.answers import Answer
from graph.isolation.call import Call

_SMALL = 1 << 16  # bytes of an answer that is sent in one piece
_SOON = 1  # seconds
_Told = TypeVar("_Told")


async def answer_query(
    request: Request, query: str, *, formats: Sequence[ResultFormat | None], about: About = ABOUT_ALL
) -> Answer:
    """The answer to a query in the first of these formats that fits; None stands for JSON or Turtle.

    Raises what ``Answering.answer`` does. The query is ended when the client goes away.
    """
    return await _while_there(request, partial(current(request).answering.answer, query, formats=formats, about=about))


async def rehearse_update(request: Request, update: Checked) -> None:
    """See that an update comes to an end within the limits; raises what ``Answering.rehearse`` does if not."""
    await _while_there(request, partial(current(request).answering.rehearse, update.text, base=update.base))


async def _while_there(request: Request, ask: Callable[..., _Told]) -> _Told:
    """What is told by ``ask``, which takes a call, in a thread; the call is given up when the client goes away."""
    service, call = current(request), Call()
    threads = _threads(request, service)
    if not threads.available_tokens:
        raise BusyError(f"More is being asked than can be answered: ask again in {_SOON} second.", retry_after=_SOON)
    watch = asyncio.create_task(_give_up_without(request.receive, call))
    try:
        return await to_thread.run_sync(partial(ask, call=call), limiter=threads, abandon_on_cancel=True)
    finally:
        watch.cancel()
        call.give_up()  # for the thread that still waits where the service is told to stop


def response_to(answer: Answer, *, media_type: str, headers: dict[str, str]) -> Response:
    """The response that brings an answer, in pieces where it is large."""
    if answer.size <= _SMALL:
        with answer:
            return Response(b"".join(answer), media_type=media_type, headers=headers)
    headers = {**headers, "Content-Length": str(answer.size)}
    return StreamingResponse(iter(answer), media_type=media_type, headers=headers)


async def _give_up_without(receive: Receive, call: Call) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    call.give_up()


def _threads(request: Request, service: Service) -> CapacityLimiter:
    """Threads that wait for queries only, so that nothing else of the service has to wait for them.

    There is one for each query that is answered or may wait, and some that take the place of those that waited longest.
    """
    state = request.app.state
    if not hasattr(state, "query_threads"):
        crowd = service.settings.crowd
        state.query_threads = CapacityLimiter(2 * (crowd.at_once + crowd.waiting))
    threads: CapacityLimiter = state.query_threads
    return threads
