"""Documents sent to a service, which reads them; what becomes of them is told as if they were read here."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from api.client.connection import Connection
from api.client.forms import Sent, files_of, form_of, together, told_origin
from api.client.jobs import Job, Kept, follow
from api.tally import Tally
from graph.errors import AllegedlyError, InputError
from graph.reading import Format, Metadata, Rejected


def send_in(sources: Sequence[str], *, service: Connection, format: Format, given: Metadata) -> int:
    """Send files, folders and addresses, with a line for each document that is safely in, and give the exit code."""
    sending = _Sending(service, Tally(), given)

    def send() -> None:
        for found in together(_found(sources, format=format, given=given)):
            sending.send(found)

    return sending.tally.conclude(send)


def _found(sources: Sequence[str], *, format: Format, given: Metadata) -> Iterator[Sent | Rejected | str]:
    for source in sources:
        try:
            if "://" not in source:
                yield from files_of(source, format=format, given=given)
            elif given.url:
                raise InputError("it is an address, and another one was given with it; leave out --url")
            elif format is not Format.AUTO:
                raise InputError("a service finds out itself what an address leads to; leave out --format")
            else:
                yield source
        except InputError as error:
            yield Rejected(source, error)


class _Sending:
    """Sends one thing after the other, follows what comes of it, and tells it."""

    def __init__(self, service: Connection, tally: Tally, given: Metadata) -> None:
        self.tally = tally
        self._service = service
        said = {"url": given.url, "title": given.title, "outlet": given.outlet}
        published = given.published and given.published.isoformat()
        self._fields = {name: value for name, value in {**said, "published": published}.items() if value}

    def send(self, found: list[Sent] | Rejected | str) -> None:
        """Send files in one form, or an address; what was rejected is told."""
        if isinstance(found, Rejected):
            self.tally.reject(found.origin, found.error)
        elif isinstance(found, str):
            self._send_address(found)
        else:
            self._send_files(found)

    def _send_address(self, address: str) -> None:
        try:
            job = self._post(lambda: {"json": {**self._fields, "url": address}})
        except InputError as error:
            self.tally.reject(address, error)
        else:
            self._follow(job, lambda origin: origin)

    def _send_files(self, batch: list[Sent]) -> None:
        try:
            with form_of(batch, fields=self._fields) as body:
                job = self._post(body)
        except InputError as error:
            # Of several the first half is tried, and then the other, until it is found to which the service objects.
            if len(batch) == 1:
                self.tally.reject(str(batch[0].path), error)
                return
            middle = len(batch) // 2
            self._send_files(batch[:middle])
            self._send_files(batch[middle:])
        else:
            self._follow(job, partial(told_origin, batch=batch))

    def _post(self, body: Callable[[], dict[str, Any]]) -> str:
        return self._service.post("/documents", Job, body=body).id

    def _follow(self, job: str, origin_of: Callable[[str], str]) -> None:
        try:
            for told in follow(self._service, job):
                if isinstance(told, Kept):
                    origin = origin_of(told.origin)
                    self.tally.keep(origin, change=told.change, document=told.id, statements=told.statements)
                else:
                    self.tally.reject(origin_of(told.origin), told.reason)
        except (KeyboardInterrupt, OSError):  # the user has had enough, or whoever reads the output
            with suppress(AllegedlyError):
                self._service.post(f"/jobs/{job}/cancel", Job, body=dict)
            raise
