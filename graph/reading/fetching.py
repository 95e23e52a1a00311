"""Fetching pages and feeds from the web, politely and from public addresses only."""

import time
from collections.abc import Collection
from dataclasses import dataclass

import httpx

from graph.errors import InputError
from graph.reading.addresses import Resolver, system_resolve
from graph.reading.exchange import Exchange
from graph.reading.responses import Received
from graph.reading.robots import Robots

_REDIRECTS = {301, 302, 303, 307, 308}
_ROBOTS_BYTES = 512 * 1024  # RFC 9309, 2.5 asks for at least 500 KiB
_MAX_PACED_HOSTS = 1000


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL gave. ``url`` is where redirects led, ``content_type`` is without parameters."""

    url: str
    content_type: str
    charset: str | None
    body: bytes


class Fetcher:
    """Fetches http and https URLs, one at a time.

    Args:
        timeout: Seconds for the whole of one fetch, redirects and each site's robots.txt included; waiting out of
            politeness before the first request is not.
        max_bytes: The longest body, after decompression.
        max_redirects: How many redirects are followed; each is checked as the first URL is.
        allow_private: Whether addresses that are not on the public internet, and any port, are fetched from.
        user_agent: Product and version, for the header and for robots.txt.
        delay: The least seconds between two requests to one host.
        resolve: Host names to addresses.
    """

    def __init__(
        self,
        *,
        timeout: float = 30.0,
        max_bytes: int = 10 * 1024 * 1024,
        max_redirects: int = 5,
        allow_private: bool = False,
        user_agent: str | None = None,
        delay: float = 1.0,
        resolve: Resolver = system_resolve,
    ) -> None:
        self._exchange = Exchange(timeout=timeout, allow_private=allow_private, user_agent=user_agent, resolve=resolve)
        self._max_bytes = max_bytes
        self._max_redirects = max_redirects
        self._delay = delay
        self._robots = Robots(agent=self._exchange.user_agent.split("/")[0], fetch=self._fetch_robots)
        self._visited: dict[str, float] = {}
        self._left = timeout  # seconds of the fetch that is under way

    def fetch(self, url: str, *, accept: Collection[str] | None = None) -> Fetched:
        """Fetch a URL. ``accept`` are the content types wanted; others are not even downloaded.

        Raises:
            InputError: The URL, its address, its site's robots.txt, its size or its answer forbids it, or the
                time is up; the message says which.
        """
        self._left = self._exchange.timeout
        target, answer = self._follow(url, max_bytes=self._max_bytes, accept=accept, robots=self._robots)
        if answer.status != 200:
            raise InputError(_explain_status(answer.status, host=target.host))
        if not answer.is_complete:
            raise InputError(
                f"it has more than {self._max_bytes:,} bytes; download it and read the file, or allow more"
            )
        return Fetched(str(target), answer.content_type, answer.charset, answer.body)

    def _fetch_robots(self, url: str) -> tuple[int, str]:
        _, answer = self._follow(url, max_bytes=_ROBOTS_BYTES, accept=None, robots=None)
        # RFC 9309, 2.5: what is beyond the limit is left out.
        return answer.status, answer.body.decode("utf-8", errors="replace")

    def _follow(
        self, url: str, *, max_bytes: int, accept: Collection[str] | None, robots: Robots | None
    ) -> tuple[httpx.URL, Received]:
        target = self._exchange.check(url)
        for hop in range(self._max_redirects + 1):
            delay = self._ask(robots, target=target)
            if hop == 0:
                self._wait(target, delay=delay)
            started = time.monotonic()
            try:
                if hop > 0:  # who redirects does not also choose how long that takes
                    self._wait(target, delay=min(delay, self._delay))
                seconds = self._left - (time.monotonic() - started)
                answer = self._exchange.get(target, seconds=seconds, max_bytes=max_bytes, accept=accept)
            finally:
                self._left -= time.monotonic() - started
            if answer.status not in _REDIRECTS or not answer.location:
                return target, answer
            target = self._exchange.check(_join(target, answer.location))
        raise InputError(f"it redirects more than {self._max_redirects} times; use the address it leads to")

    def _ask(self, robots: Robots | None, *, target: httpx.URL) -> float:
        """The seconds to leave between requests, if the site allows this one."""
        if robots is None:
            return self._delay
        if not robots.allows(str(target), site=_site(target)):
            raise InputError(
                f"the robots.txt of {target.host} forbids or cannot confirm that robots fetch this page; "
                "save it in a browser and read the file"
            )
        return max(self._delay, robots.delay(site=_site(target)))

    def _wait(self, target: httpx.URL, *, delay: float) -> None:
        host = target.host
        if host in self._visited:
            pause = self._visited.pop(host) + delay - time.monotonic()
            if pause > 0:
                time.sleep(pause)
        elif len(self._visited) >= _MAX_PACED_HOSTS:
            self._visited.pop(next(iter(self._visited)))
        self._visited[host] = time.monotonic()


def _join(target: httpx.URL, location: str) -> str:
    try:
        return str(target.join(location))
    except (httpx.InvalidURL, ValueError):
        raise InputError(f"{target.host} redirects to {location[:200]!r}, which is not a URL") from None


def _site(target: httpx.URL) -> str:
    return f"{target.scheme}://{target.netloc.decode('ascii')}"


def _explain_status(status: int, *, host: str) -> str:
    if status in {401, 402, 403, 451}:
        return f"{host} refuses it (HTTP {status}); open it in a browser, save the page and read the file"
    if status in {404, 410}:
        return f"{host} has no such page (HTTP {status}); check the address, or read an archived copy"
    if status in {429, 503}:
        return f"{host} asks for fewer requests (HTTP {status}); try again later"
    return f"{host} answers with HTTP {status} instead of the page; try again later or save the page"
