"""How often who passes on whom, counted over all documents or those of some days, all names of one source as one.

Sources and groups are told by their numbers (``graph.search.entries.number_of``) here.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from graph.citations.index import CitationIndex
from graph.citations.tables import BASES, STANCES
from graph.model import Stance, ViaBasis

_SUMS = ", ".join(f"SUM(statements * (stance = {number}))" for number in range(len(STANCES)))
_INFERRED = BASES.index(ViaBasis.INFERRED)


@dataclass(frozen=True, slots=True)
class Days:
    """The days of publication that count, both ends included; without either, documents without a date count too."""

    since: date | None = None
    until: date | None = None

    @property
    def values(self) -> dict[str, int | None]:
        """The two as parameters of a query."""
        return {
            "since": self.since.toordinal() if self.since else None,
            "until": self.until.toordinal() if self.until else None,
        }


_IN_TIME = "(:since IS NULL OR {table}.day >= :since) AND (:until IS NULL OR {table}.day <= :until)"
_CITED_IN_TIME, _SAID_IN_TIME = _IN_TIME.format(table="citation"), _IN_TIME.format(table="speaking")


class Passing(NamedTuple):
    """How often one group passes on what another says: statements, documents, and the first and last day of these."""

    citing: int
    cited: int
    statements: int
    documents: int
    first: date | None
    last: date | None
    stances: dict[Stance, int]
    """Statements by the stance of what is passed on; none of those that are not taken."""
    inferred: int
    """How many of the statements rest on the other by inference, and not by what the text says."""


class Speech(NamedTuple):
    """How much a group says: statements, and documents with them."""

    statements: int
    documents: int


def passings(
    index: CitationIndex,
    groups: Mapping[int, int],
    *,
    days: Days,
    least: int = 1,
    citing: Collection[int] | None = None,
    cited: Collection[int] | None = None,
) -> list[Passing]:
    """Who passes on whom in at least so many statements, the most first; who passes on itself is left out.

    ``groups`` gives the group of each source that counts. ``citing`` and ``cited`` bound both ends to some of these
    sources.
    """
    driver, column, other = ("citing", citing, cited) if citing is not None else ("cited", cited, citing)
    far = "cited" if driver == "citing" else "citing"
    # The plus keeps the engine from looking each pair of ends up in the index: there are far more of them than rows.
    query = f"""
        SELECT group_of(citing) AS one, group_of(cited) AS other, SUM(statements) AS said, COUNT(DISTINCT document),
               MIN(day), MAX(day), SUM(statements * (basis = {_INFERRED})), {_SUMS}
        FROM json_each(:driven) CROSS JOIN citation ON {driver} = value
        WHERE +{far} IN (SELECT value FROM json_each(:far)) AND {_CITED_IN_TIME}
        GROUP BY one, other HAVING one <> other AND said >= :least ORDER BY said DESC, one, other"""  # noqa: S608
    parameters = {
        "driven": _listed(groups if column is None else column),
        "far": _listed(groups if other is None else other),
        "least": least,
        **days.values,
    }
    with index.reading() as connection:
        connection.create_function("group_of", 1, groups.__getitem__, deterministic=True)
        rows = connection.execute(query, parameters).fetchall()
    return [
        Passing(
            *(one, other, statements, documents, _date(first), _date(last)),
            {stance: count for stance, count in zip(STANCES, stances, strict=True) if count},
            inferred,
        )
        for one, other, statements, documents, first, last, inferred, *stances in rows
    ]


def speech(index: CitationIndex, groups: Mapping[int, int], *, days: Days) -> dict[int, Speech]:
    """How much each group says that says anything; ``groups`` gives the group of each source that counts."""
    with index.reading() as connection:
        connection.create_function("group_of", 1, groups.__getitem__, deterministic=True)
        rows = connection.execute(
            f"""
            SELECT group_of(source) AS one, SUM(statements), COUNT(DISTINCT document)
            FROM json_each(:sources) CROSS JOIN speaking ON source = value WHERE {_SAID_IN_TIME} GROUP BY one""",  # noqa: S608
            {"sources": _listed(groups), **days.values},
        ).fetchall()
    return {group: Speech(*counts) for group, *counts in rows}


def occasions(
    index: CitationIndex, citing: Collection[int], cited: Collection[int], *, days: Days
) -> list[tuple[date, str]]:
    """The days on which some sources pass on others, in order, each with one document (id) in which they do."""
    with index.reading() as connection:
        rows = connection.execute(
            f"""
            SELECT citation.day, MIN(document.id)
            FROM json_each(:cited) CROSS JOIN citation ON cited = value JOIN document ON number = citation.document
            WHERE citing IN (SELECT value FROM json_each(:citing)) AND citation.day IS NOT NULL AND {_CITED_IN_TIME}
            GROUP BY citation.day ORDER BY citation.day""",  # noqa: S608
            {"citing": _listed(citing), "cited": _listed(cited), **days.values},
        ).fetchall()
    return [(date.fromordinal(day), document) for day, document in rows]


def names_of(index: CitationIndex, sources: Collection[int]) -> dict[int, str]:
    """The ids of those of some sources that say something."""
    with index.reading() as connection:
        rows = connection.execute(
            "SELECT number, source.id FROM json_each(?) CROSS JOIN source ON number = value", [_listed(sources)]
        ).fetchall()
    return dict(rows)


def between_sources(index: CitationIndex) -> list[tuple[str, str, Stance, ViaBasis, int]]:
    """Who passes on whom by their ids, with which stance and basis, and in how many statements; no names are joined."""
    with index.reading() as connection:
        rows = connection.execute("""
            SELECT a.id, b.id, stance, basis, said FROM (
              SELECT citing, cited, stance, basis, SUM(statements) AS said FROM citation
              GROUP BY cited, citing, stance, basis
            ) JOIN source a ON a.number = citing JOIN source b ON b.number = cited""").fetchall()
    return [(one, other, STANCES[stance], BASES[basis], said) for one, other, stance, basis, said in rows]


def _listed(numbers: Iterable[int]) -> str:
    return json.dumps(list(numbers))


def _date(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)
