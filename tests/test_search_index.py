"""The search index on disk, after a crash."""

import shutil
from pathlib import Path

from test_claim_judge import READINGS

from graph.search.entries import entries_of
from graph.search.index import SearchIndex


def test_what_a_crash_left_of_a_commit_does_not_stand_in_the_way_of_the_next(tmp_path):
    before, after = tmp_path / "before", tmp_path / "after"
    index = SearchIndex.create(before, behind=[])
    for document, statements in READINGS:
        index.replace(document.id, entries_of(document, statements))
    index.commit()
    index.close()
    shutil.copytree(before, after)
    document, _ = READINGS[0]

    def remove(index: SearchIndex) -> int:
        index.replace(document.id, [])
        index.commit()
        index.close()
        return index.size

    size = remove(SearchIndex.at(after, writable=True))
    # A crash behind the new files and before the list of those that count.
    left = {path.name for path in after.iterdir()} - {path.name for path in before.iterdir()}
    assert left
    for name in (*left, ".managed.json"):
        shutil.copy(after / name, before / name)
    assert remove(SearchIndex.at(before, writable=True)) == size


def test_nothing_is_written_to_the_folder_after_it_was_closed(tmp_path):
    def fill(name: str) -> Path:
        index = SearchIndex.create(tmp_path / name, behind=[])
        for number in range(8):  # with the eighth segment, merging begins
            for document, statements in READINGS:
                index.replace(f"{document.id}{number}", [*entries_of(document, statements)] * 100)
            index.commit()
        index.close()
        return tmp_path / name

    left = fill("one")
    names = {path.name for path in left.iterdir()}
    fill("another")  # takes longer than merging would
    assert {path.name for path in left.iterdir()} == names
