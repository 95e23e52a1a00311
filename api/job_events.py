"""A job as server-sent events (the HTML standard, section 9.2)."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Self

from fastapi.concurrency import run_in_threadpool
from fastapi.encoders import jsonable_encoder
from fastapi.responses import StreamingResponse

from api.job_answers import JobDetail
from graph.errors import NotFoundError
from graph.jobs.job import Job, Progress, Status

MOST = 100
"""Results, and rejections, of one event."""

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""Nothing on its way may keep an event back."""

_GLANCE = 0.2  # seconds between two looks whether anything has changed
_SILENCE = 15.0  # seconds after which a comment keeps proxies from cutting the connection
_ID = re.compile(r"(\d{1,12})\.(\d{1,12})")


class EventStream(StreamingResponse):
    """A response of events."""

    media_type = "text/event-stream"


@dataclass(frozen=True, slots=True)
class Told:
    """How many results and rejections were told; as text it is the id of the event that told the last of them."""

    kept: int = 0
    rejected: int = 0

    @classmethod
    def read(cls, written: str | None) -> Self:
        """What an event's id says; from the beginning for what is none."""
        found = _ID.fullmatch(written or "")
        return cls(int(found[1]), int(found[2])) if found else cls()

    @classmethod
    def of(cls, job: Job) -> Self:
        """All that there is of a job."""
        return cls(job.documents.kept, job.documents.rejected)

    def __str__(self) -> str:
        return f"{self.kept}.{self.rejected}"


async def follow(
    revision: Callable[[], int], read: Callable[[Told], JobDetail], told: Told, *, stopping: Callable[[], bool]
) -> AsyncIterator[bytes]:
    """Events until the job has ended, or the service is being stopped: a browser then comes back to the next one.

    ``revision`` is another number after each change of any job.
    """
    seen, silent = -1, 0.0
    last: tuple[Status, Progress] | None = None
    while not stopping():
        if revision() == seen:
            await asyncio.sleep(_GLANCE)
            silent += _GLANCE
            if silent >= _SILENCE:
                silent = 0.0
                yield b": still there\n\n"
            continue
        seen = revision()
        try:
            job = await run_in_threadpool(read, told)
        except NotFoundError:  # it ended so long ago that it was forgotten
            return
        if job.results or job.rejected or last != (job.status, job.documents):
            told = Told(told.kept + len(job.results), told.rejected + len(job.rejected))
            silent, last = 0.0, (job.status, job.documents)
            yield f"id: {told}\ndata: {json.dumps(jsonable_encoder(job))}\n\n".encode()
        if max(len(job.results), len(job.rejected)) == MOST:
            seen = -1  # there may be more
        elif job.status.has_ended:
            return
