"""What a site allows robots to fetch (RFC 9309)."""

from collections.abc import Callable
from urllib.robotparser import RobotFileParser

_MAX_HOSTS = 1000
_MAX_CRAWL_DELAY = 60.0  # seconds; a site that asks for more gets this

FetchRobots = Callable[[str], tuple[int, str]]
"""URL of a robots.txt to HTTP status and text."""


class Robots:
    """The rules of the sites visited, each fetched once; ``agent`` is the product token of the User-Agent."""

    def __init__(self, *, agent: str, fetch: FetchRobots) -> None:
        self._agent = agent
        self._fetch = fetch
        self._rules: dict[str, RobotFileParser] = {}

    def allows(self, url: str, *, site: str) -> bool:
        """Whether a URL may be fetched. ``site`` is its scheme, host and port.

        Raises:
            InputError: The site cannot be reached.
        """
        return self._of(site).can_fetch(self._agent, url)

    def delay(self, *, site: str) -> float:
        """The seconds that the site asks robots to leave between requests."""
        asked = self._of(site).crawl_delay(self._agent)
        return min(float(asked or 0), _MAX_CRAWL_DELAY)

    def _of(self, site: str) -> RobotFileParser:
        if site not in self._rules:
            if len(self._rules) >= _MAX_HOSTS:
                self._rules.pop(next(iter(self._rules)))
            self._rules[site] = self._load(f"{site}/robots.txt")
        return self._rules[site]

    def _load(self, url: str) -> RobotFileParser:
        status, text = self._fetch(url)
        rules = RobotFileParser(url)
        if status >= 500:
            # RFC 9309, 2.3.1.4: what cannot be asked for now is taken to be forbidden.
            rules.parse(["User-agent: *", "Disallow: /"])
        else:
            # 2.3.1.3: no robots.txt, no rules.
            rules.parse(text.removeprefix("\ufeff").splitlines() if status == 200 else [])
        return rules
