"""Requests to a service, sent again where it is busy, or where the network fails and that can do no harm."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from http import HTTPStatus
from importlib.metadata import version
from io import BytesIO
from types import TracebackType
from typing import IO, Any, Self
from uuid import uuid4

import httpx

from api.client.answers import Shape, error_of, pause_of, value_of
from graph.errors import ServiceError

_TIMEOUT = httpx.Timeout(300, connect=10)  # seconds; a long article takes the service minutes to read
_PATIENCE = 600.0  # seconds of waiting after which a request is given up
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0  # seconds, after failures of the network
_TOLD_FROM = 2.0  # seconds of a pause that the user is told of


class Connection:
    """A service at an address that was checked. Redirects are not followed, and no proxy is used.

    What its methods raise: NotFoundError, InputError and ForbiddenError where the service says so; ServiceError where
    it cannot be reached or does not answer as it should, or not in time.

    Args:
        address: Where the service is.
        key: What it is told with every request, if anything.
        tell: Gets a line for the user where a request has to wait.
        wait: Lets seconds pass.
    """

    def __init__(
        self,
        address: httpx.URL,
        *,
        key: str | None,
        tell: Callable[[str], None],
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = f"The service at {address}"
        self._has_key = key is not None
        self._tell = tell
        self._wait = wait
        self._has_answered = False
        authorization = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(
            base_url=address,
            headers={"User-Agent": f"allegedly/{version('allegedly')}", **authorization},
            timeout=_TIMEOUT,
            follow_redirects=False,
            verify=httpx.create_ssl_context(),  # SSL_CERT_FILE and SSL_CERT_DIR may name an authority of one's own
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, path: str, shape: type[Shape], **parameters: object) -> Shape:
        """What is at a path, as a value of a type; parameters that are None are left out."""
        response = self._send(lambda: self._client.build_request("GET", path, params=given(parameters)))
        return value_of(response, shape, service=self.name)

    def post(self, path: str, shape: type[Shape], *, body: Callable[[], dict[str, Any]]) -> Shape:
        """What the service answers to a body, in the words of ``httpx.Client.build_request``, made for each attempt."""
        # The service knows by it what it has carried out already (draft-ietf-httpapi-idempotency-key-header-07).
        once = {"Idempotency-Key": f'"{uuid4()}"'}

        def make() -> httpx.Request:
            request = self._client.build_request("POST", path, **body())
            request.headers.update(once)
            return request

        return value_of(self._send(make), shape, service=self.name)

    def delete(self, path: str) -> None:
        """Remove what is at a path; not sent again, since what is removed already would be said not to be there."""
        self._send(lambda: self._client.build_request("DELETE", path), is_repeatable=False)

    def read(self, path: str, **parameters: object) -> bytes:
        """What is at a path, as it is."""
        content = BytesIO()
        self.copy(path, content, parameters)
        return content.getvalue()

    def copy(
        self, path: str, file: IO[bytes], parameters: Mapping[str, object], *, body: Mapping[str, Any] | None = None
    ) -> str:
        """Write what is at a path, or is answered there to a body, into a file, and give its media type."""
        asked = {"params": given(parameters), **(body or {})}
        method = "GET" if body is None else "POST"
        response = self._send(lambda: self._client.build_request(method, path, **asked), is_read=False)
        with closing(response):
            try:
                for chunk in response.iter_bytes():
                    file.write(chunk)
            except httpx.RequestError as error:
                raise self._failure(error) from error
        return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()

    def pause(self, seconds: float) -> None:
        """Let time pass before the next request."""
        self._wait(seconds)

    def _send(
        self, make: Callable[[], httpx.Request], *, is_repeatable: bool = True, is_read: bool = True
    ) -> httpx.Response:
        """A response that is a success."""
        waited = 0.0
        for pause in _pauses():
            try:
                response = self._client.send(make(), stream=True)
                if not response.is_success or is_read:
                    response.read()
                self._has_answered = True
                if response.is_success:
                    return response
                trouble = error_of(response, service=self.name, has_key=self._has_key)
                # The request came before, its answer was lost, and it is still being carried out.
                is_under_way = response.status_code == HTTPStatus.CONFLICT
                after = pause if is_under_way else pause_of(response)
            except httpx.RequestError as error:
                trouble = self._failure(error)
                after = pause if self._may_repeat(error, is_repeatable=is_repeatable) else None
            if after is None or waited + after > _PATIENCE:
                raise trouble
            if after >= _TOLD_FROM:
                self._tell(f"waiting {after:.0f} s: {trouble}")
            self._wait(after)
            waited += after
        raise AssertionError("pauses do not end")

    def _may_repeat(self, error: httpx.RequestError, *, is_repeatable: bool) -> bool:
        """Whether a request may be sent again: it was not sent, or may be carried out twice.

        A service that has never answered is rather not there than away for a moment.
        """
        if not self._has_answered or isinstance(error, httpx.LocalProtocolError | httpx.DecodingError):  # come again
            return False
        return is_repeatable or isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)

    def _failure(self, error: httpx.RequestError) -> ServiceError:
        if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
            return ServiceError(
                f"{self.name} cannot be reached ({_reason(error)}): check the address and that it runs."
            )
        if isinstance(error, httpx.TimeoutException):
            return ServiceError(f"{self.name} does not answer in time: try again later.")
        return ServiceError(f"{self.name} broke off its answer ({_reason(error)}): try again later.")


def given(parameters: Mapping[str, object]) -> dict[str, Any]:
    """Parameters of an address, without those that were not given."""
    return {name: value for name, value in parameters.items() if value is not None}


def _pauses() -> Iterator[float]:
    pause = _FIRST_PAUSE
    while True:
        yield pause
        pause = min(2 * pause, _LONGEST_PAUSE)


def _reason(error: Exception) -> str:
    text = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in text:
        return "its TLS certificate is not valid"
    return text.splitlines()[0][:200] if text else type(error).__name__
