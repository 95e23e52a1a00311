"""A reconciliation service: names in, entities of an authority that they could mean out.

The W3C's Reconciliation Service API 0.2 (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/),
as OpenRefine and the services for Wikidata speak it. All that comes back is data of a stranger: it is looked at part by
part, and what is not as it should be is left out or refused.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self, TypeVar

import httpx

from graph.errors import InputError
from graph.reading.exchange import Exchange
from graph.reading.responses import Received

BATCH: Final = 10
"""Names asked for in one request."""
FULL_SCORE: Final = 100.0
"""The score of a candidate without any doubt; a higher one counts as this."""

_MAX_BYTES = 4_000_000  # of an answer
_MAX_TEXT = 300  # code points of a label or description that are kept
_CANDIDATES = 5  # asked for a name
_MAX_CANDIDATES = 50  # looked at for a name, however many come
_SPEAKS = frozenset({"0.1", "0.2"})  # 0.1 answers the same questions, and does not tell its version
_JSON = ("application/json",)
_SPACE = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]{1,500}")
_ID = re.compile(r"[^\s<>\"{}|\\^`\x00-\x20]{1,200}")

_Part = TypeVar("_Part", str, bool, dict[str, object], list[object])


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a name could mean: its IRI and label, and how well the service finds that it fits.

    ``score`` is from 0 to FULL_SCORE; ``is_match`` says that the service holds it to be the one.
    """

    entity: str
    label: str
    description: str
    score: float
    is_match: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a service says of itself: its name, what its entities' IRIs begin with, and the types that it asks for."""

    name: str
    space: str
    types: tuple[str, ...]


class ReconciliationService:
    """A service at an address, which ``exchange`` sends requests to."""

    def __init__(self, url: httpx.URL, manifest: Manifest, *, exchange: Exchange) -> None:
        self.url = str(url)
        self.manifest = manifest
        self._target = url
        self._exchange = exchange

    @classmethod
    def at(cls, url: str, *, exchange: Exchange) -> Self:
        """The service at an address, asked what it is.

        Raises:
            InputError: It cannot be asked, or is no reconciliation service of a version that is spoken here.
        """
        target = exchange.check(url)
        answer = _parsed(exchange.get(target, max_bytes=_MAX_BYTES, accept=None), host=target.host)
        return cls(target, _manifest(answer, host=target.host), exchange=exchange)

    def candidates(self, names: Sequence[str]) -> list[tuple[Candidate, ...]]:
        """What each of at most BATCH names could mean, best first; none where the service says nothing usable.

        Raises:
            InputError: The service cannot be asked, or its answer is none to these names.
        """
        if len(names) > BATCH:
            raise ValueError(f"{len(names)} names are more than {BATCH}")
        asked = {f"q{number}": self._query(name) for number, name in enumerate(names)}
        form = {"queries": json.dumps(asked)}
        host = self._target.host
        answer = _parsed(self._exchange.post(self._target, form, max_bytes=_MAX_BYTES, accept=_JSON), host=host)
        if not asked.keys() & answer.keys():
            raise InputError(f"{host} answers none of the questions; is it a reconciliation service?")
        return [self._read(answer.get(key)) for key in asked]

    def _query(self, name: str) -> dict[str, object]:
        types = self.manifest.types
        of_type: dict[str, object] = {"type": types[0] if len(types) == 1 else types} if types else {}
        return {"query": name, "limit": _CANDIDATES, **of_type}

    def _read(self, answer: object) -> tuple[Candidate, ...]:
        found = _part(answer, "result", list) or []
        candidates = (self._candidate(part) for part in found[:_MAX_CANDIDATES])
        return tuple(sorted(filter(None, candidates), key=lambda found: (-found.score, found.entity)))

    def _candidate(self, part: object) -> Candidate | None:
        name, label = _part(part, "id", str), _part(part, "name", str)
        score = part.get("score") if isinstance(part, dict) else None
        if not name or not label or not _ID.fullmatch(name) or isinstance(score, bool):
            return None
        if not isinstance(score, int | float) or not math.isfinite(score):
            return None
        return Candidate(
            entity=self.manifest.space + name,
            label=_text(label),
            description=_text(_part(part, "description", str) or ""),
            score=min(max(float(score), 0.0), FULL_SCORE),
            is_match=_part(part, "match", bool) or False,
        )


def unambiguous(candidates: Iterable[Candidate], *, min_score: float) -> Candidate | None:
    """The candidate that the service holds to be the one, if its score is no less and nobody else's is as good."""
    found = list(candidates)
    matches = [candidate for candidate in found if candidate.is_match]
    if len(matches) != 1 or matches[0].score < min_score:
        return None
    others = (candidate.score for candidate in found if candidate is not matches[0])
    return matches[0] if matches[0].score > max(others, default=-1.0) else None


def _parsed(answer: Received, *, host: str) -> dict[str, object]:
    """The JSON object that a service answers with."""
    if answer.location or 300 <= answer.status < 400:
        raise InputError(f"{host} redirects to {answer.location[:200]!r}; give the address that it leads to")
    if answer.status != 200:
        raise InputError(f"{host} answers with HTTP {answer.status}; check the address, or try again later")
    if not answer.is_complete:
        raise InputError(f"{host} answers with more than {_MAX_BYTES:,} bytes, which no question here asks for")
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        raise InputError(
            f"{host} answers with {answer.content_type} that is no JSON; is it the address of a reconciliation service?"
        ) from None
    if not isinstance(found, dict):
        raise InputError(f"{host} answers with JSON that is no object; is it a reconciliation service?")
    return found


def _manifest(answer: Mapping[str, object], *, host: str) -> Manifest:
    versions = _part(answer, "versions", list)
    if versions is not None and not _SPEAKS.intersection(map(str, versions)):
        raise InputError(f"{host} speaks other versions of the reconciliation API than 0.2; use another service")
    space = _part(answer, "identifierSpace", str)
    if not space or not _SPACE.fullmatch(space):
        raise InputError(f"{host} does not tell what its identifiers mean (identifierSpace); use another service")
    types = (_part(part, "id", str) for part in _part(answer, "defaultTypes", list) or [])
    return Manifest(_text(_part(answer, "name", str) or host), space, tuple(filter(None, types)))


def _part(whole: object, key: str, kind: type[_Part]) -> _Part | None:
    """What stands under a key of an object, if it is of that kind."""
    found = whole.get(key) if isinstance(whole, dict) else None
    return found if isinstance(found, kind) else None


def _text(text: str) -> str:
    """Text on one line, cut, without what cannot be written as UTF-8."""
    return " ".join(text.encode("utf-8", "replace").decode().split())[:_MAX_TEXT]
