"""Copies of the jobs of a store, with the files of those that are not yet done."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from graph.jobs.ledger import Ledger
from graph.jobs.tables import FILE, Tables


def link_jobs(source: Path, target: Path) -> None:
    """Put the jobs of a folder into another one, which is made: what they are to read is linked, as it never changes.

    Nothing is copied where there are none. Raises StoreError or OSError where that cannot be done.
    """
    if not (source / FILE).exists():
        return
    target.mkdir()
    with closing(Tables(source)) as tables, tables.changing():  # no job ends meanwhile, and its files stay
        with closing(sqlite3.connect(source / FILE)) as found, closing(sqlite3.connect(target / FILE)) as copied:
            found.backup(copied)
        for id_ in Ledger(tables).unfinished_ids():
            (target / id_).mkdir()
            for file in (source / id_).iterdir():
                os.link(file, target / id_ / file.name)
