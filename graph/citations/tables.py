"""The tables of who passes on whom: how they are made, and a document's rows in and out of them."""

import sqlite3
from datetime import date

from graph.citations.rows import Citation, DocumentCitations, Speaking
from graph.model import SourceKind, Stance, ViaBasis
from graph.search.entries import number_of

VERSION = 1
"""Of the tables. In a file that is not yet complete it is 0."""
KINDS, STANCES, BASES = tuple(SourceKind), tuple(Stance), tuple(ViaBasis)
"""What the numbers in the tables stand for; days are counted from the beginning of the year 1."""

# Things are told by numbers, as in the search index: half the size, and quicker to compare, than ids.
TABLES = """
CREATE TABLE document (number INTEGER PRIMARY KEY, id TEXT NOT NULL, day INTEGER);
CREATE TABLE source (number INTEGER PRIMARY KEY, id TEXT NOT NULL, is_named INTEGER NOT NULL);
CREATE TABLE speaking (
  document INTEGER NOT NULL, source INTEGER NOT NULL, kind INTEGER NOT NULL, statements INTEGER NOT NULL, day INTEGER,
  PRIMARY KEY (document, source, kind)
) WITHOUT ROWID;
CREATE INDEX speaking_source ON speaking (source, kind, day, statements);
CREATE INDEX speaking_kind ON speaking (kind, source);
CREATE TABLE citation (
  document INTEGER NOT NULL, citing INTEGER NOT NULL, cited INTEGER NOT NULL, stance INTEGER NOT NULL,
  basis INTEGER NOT NULL, statements INTEGER NOT NULL, day INTEGER,
  PRIMARY KEY (document, citing, cited, stance, basis)
) WITHOUT ROWID;
CREATE INDEX citation_cited ON citation (cited, citing, day, stance, basis, statements);
CREATE INDEX citation_citing ON citation (citing, cited, day, stance, basis, statements);
"""


def write(connection: sqlite3.Connection, document: str, rows: DocumentCitations | None) -> None:
    """Let a document (id) have these rows and no others."""
    number = number_of(document)
    was = connection.execute("SELECT source FROM speaking WHERE document = ?", [number]).fetchall()
    for statement in (
        "DELETE FROM citation WHERE document = ?",
        "DELETE FROM speaking WHERE document = ?",
        "DELETE FROM document WHERE number = ?",
    ):
        connection.execute(statement, [number])
    if rows is not None and rows.speaking:
        _insert(connection, document, rows)
    connection.executemany(
        "DELETE FROM source WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM speaking WHERE source = ?1)", was
    )


def read(connection: sqlite3.Connection, document: str) -> DocumentCitations | None:
    """What is kept of a document (id), None where nothing is, or where its rows do not fit each other."""
    number = number_of(document)
    found = connection.execute("SELECT day FROM document WHERE number = ? AND id = ?", [number, document]).fetchone()
    speaking = connection.execute(
        "SELECT id, is_named, kind, statements, day FROM speaking LEFT JOIN source ON number = source "
        "WHERE document = ?",
        [number],
    ).fetchall()
    citations = connection.execute(
        "SELECT a.id, b.id, stance, basis, statements, day FROM citation "
        "LEFT JOIN source a ON a.number = citing LEFT JOIN source b ON b.number = cited WHERE document = ?",
        [number],
    ).fetchall()
    if found is None or {day for *_, day in (*speaking, *citations)} != set(found):
        return None
    (day,) = found
    return DocumentCitations(
        day=None if day is None else date.fromordinal(day),
        speaking=frozenset(Speaking(i, bool(named), KINDS[kind], n) for i, named, kind, n, _ in speaking),
        citations=frozenset(Citation(a, b, STANCES[s], BASES[basis], n) for a, b, s, basis, n, _ in citations),
    )


def _insert(connection: sqlite3.Connection, document: str, rows: DocumentCitations) -> None:
    number, day = number_of(document), rows.day.toordinal() if rows.day else None
    connection.execute("INSERT INTO document VALUES (?, ?, ?)", [number, document, day])
    connection.executemany(
        "INSERT OR IGNORE INTO source VALUES (?, ?, ?)",
        [(number_of(source), source, int(is_named)) for source, is_named, _, _ in rows.speaking],
    )
    connection.executemany(
        "INSERT INTO speaking VALUES (?, ?, ?, ?, ?)",
        [(number, number_of(source), KINDS.index(kind), count, day) for source, _, kind, count in rows.speaking],
    )
    connection.executemany(
        "INSERT INTO citation VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (number, number_of(citing), number_of(cited), STANCES.index(stance), BASES.index(basis), count, day)
            for citing, cited, stance, basis, count in rows.citations
        ],
    )
