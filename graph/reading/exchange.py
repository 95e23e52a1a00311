"""One HTTP request and its answer: to public addresses only, within its time, and read no further than is wanted."""

from collections.abc import Collection, Mapping
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from ssl import SSLContext
from time import monotonic
from urllib.parse import urlencode

import httpcore
import httpx

from graph.errors import InputError
from graph.reading.addresses import Resolver, system_resolve
from graph.reading.connection import GuardedBackend
from graph.reading.responses import Received, receive

_Headers = dict[bytes | str, bytes | str]

_FORM = "application/x-www-form-urlencoded"


def _default_user_agent() -> str:
    """The name and version of this program."""
    try:
        return f"allegedly/{version('allegedly')}"
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "allegedly/0"


class Exchange:
    """Sends requests to http and https URLs, each on a connection of its own; redirects are answers as all are.

    Args:
        timeout: Seconds for one request and its answer, unless less are given.
        allow_private: Whether requests go to addresses that are not on the public internet, and to any port.
        user_agent: Product and version.
        resolve: Host names to addresses.
    """

    def __init__(
        self,
        *,
        timeout: float = 30.0,
        allow_private: bool = False,
        user_agent: str | None = None,
        resolve: Resolver = system_resolve,
    ) -> None:
        self.timeout = timeout
        self.user_agent = user_agent or _default_user_agent()
        self._allow_private = allow_private
        self._resolve = resolve

    def check(self, url: str) -> httpx.URL:
        """Parse a URL and refuse what no request is to be sent to, whatever its address is.

        Raises:
            InputError: It is not a URL, not http or https, has a user name in it or a port that is not the web's.
        """
        try:
            target = httpx.URL(url)
        except (httpx.InvalidURL, ValueError):
            raise InputError(f"{url[:200]!r} is not a URL; write it with http:// or https://") from None
        if target.scheme not in {"http", "https"} or not target.host:
            raise InputError(f"{url[:200]!r} is not fetched; only http and https addresses are")
        if target.userinfo:
            raise InputError(f"the URL for {target.host} holds a user name or password; leave that out")
        if target.port not in {None, 80, 443} and not self._allow_private:
            raise InputError(
                f"port {target.port} of {target.host} is not fetched from, only 80 and 443; "
                "save the page and read the file"
            )
        return target.copy_with(fragment=None)

    def get(
        self, target: httpx.URL, *, max_bytes: int, accept: Collection[str] | None, seconds: float | None = None
    ) -> Received:
        """Ask for what is at a URL that was checked.

        ``max_bytes`` is the longest body, after decompression; a longer one is cut off. ``accept`` are the content
        types wanted.

        Raises:
            InputError: The address is not public, the host cannot be reached or understood, the time is up, or the
                content type is not wanted.
        """
        return self._send("GET", target, {}, b"", max_bytes=max_bytes, accept=accept, seconds=seconds)

    def post(self, target: httpx.URL, form: Mapping[str, str], *, max_bytes: int, accept: Collection[str]) -> Received:
        """Send a form; all else is as in ``get``, but that the answer may be of any type."""
        headers: _Headers = {"Content-Type": _FORM, "Accept": ", ".join(sorted(accept))}
        content = urlencode(form).encode("ascii")
        return self._send("POST", target, headers, content, max_bytes=max_bytes, accept=None, seconds=None)

    def _send(
        self,
        method: str,
        target: httpx.URL,
        headers: _Headers,
        content: bytes,
        *,
        max_bytes: int,
        accept: Collection[str] | None,
        seconds: float | None,
    ) -> Received:
        allowed = self.timeout if seconds is None else seconds
        backend = GuardedBackend(
            resolve=self._resolve, allow_private=self._allow_private, deadline=monotonic() + allowed
        )
        sent: _Headers = {
            "Host": target.netloc.decode("ascii"),
            "User-Agent": self.user_agent,
            "Accept": ", ".join(sorted(accept or ["*/*"])),
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **({"Content-Length": str(len(content))} if content else {}),
            **headers,
        }
        url = httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path)
        extensions = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), allowed)}
        try:
            with (
                httpcore.ConnectionPool(ssl_context=self._tls, network_backend=backend) as pool,
                pool.stream(method, url, headers=sent, content=content, extensions=extensions) as response,
            ):
                return receive(response, max_bytes=max_bytes, accept=accept)
        except httpcore.TimeoutException:
            raise InputError(
                f"{target.host} did not answer in full in {self.timeout:g} s; try later or allow more time"
            ) from None
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise InputError(
                f"{target.host} cannot be read from ({_reason(error)}); check the address and the network"
            ) from None

    @cached_property
    def _tls(self) -> SSLContext:
        return httpx.create_ssl_context(trust_env=False)


def _reason(error: Exception) -> str:
    text = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in text:
        return "its TLS certificate is not valid"
    return text.splitlines()[0][:200] if text else type(error).__name__
