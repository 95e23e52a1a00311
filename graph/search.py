"""Full text over claims and statements: which claims does a question mean?

The index is a read model beside the store and can be rebuilt from it at any time. Its rows are statements.
"""

import json
import shutil
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import tantivy

from graph import durable
from graph.errors import StoreError

_HEAP = 32_000_000  # bytes; one thread, because commits are small and frequent
_PAGE = 200  # statements looked at for one question at a time
_MAX_CANDIDATES = 10_000  # statements looked at in all
_SPARE = 3  # claims gathered for each that is asked for, since coverage reorders them
_MIN_COVERAGE = 0.5  # part of the question's weighty words that a statement must hold
_BOOSTS = {"claim_text": 3.0, "source": 1.5, "document_text": 1.0}
_INTENT = "intent.json"
_TOKENIZER = "english"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of one statement."""

    statement: str
    claim: str
    document: str
    claim_text: str
    source: str
    document_text: str
    """Title and outlet of the document."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that fits a question, with its best statement's score (BM25 times coverage, higher is better)."""

    claim: str
    score: float


class SearchIndex:
    """A tantivy index in a folder, or in memory.

    A change is first written down as an intent, then made in the store, then here: after a crash between the two,
    ``unfinished`` names the documents whose entries must be written again.
    """

    def __init__(self, index: tantivy.Index, *, path: Path | None, writable: bool) -> None:
        index.register_tokenizer(_TOKENIZER, _analyser())
        self._index = index
        self._path = path
        self._writer = index.writer(heap_size=_HEAP, num_threads=1) if writable else None
        self._intended = self._read_intent()
        self._replaced: set[str] = set()

    @classmethod
    def in_memory(cls) -> Self:
        """An index that is gone when the process ends."""
        return cls(tantivy.Index(_schema()), path=None, writable=True)

    @staticmethod
    def exists(path: Path) -> bool:
        """Whether there is an index in a folder."""
        return path.is_dir() and tantivy.Index.exists(str(path))

    @classmethod
    def create(cls, path: Path, *, behind: Iterable[str]) -> Self:
        """Make an empty index in a folder; the documents that it lacks are known to it as unfinished.

        Raises StoreError where it cannot be written.
        """
        try:
            path.mkdir(parents=True, exist_ok=True)
            # First, so that a crash in between cannot leave an index that looks whole.
            _write_intent(path, set(behind))
        except OSError as error:
            raise StoreError(f"The search index in {path} cannot be made: {error.strerror}.") from error
        return cls.at(path, writable=True)

    @classmethod
    def at(cls, path: Path, *, writable: bool) -> Self:
        """Open the index in a folder.

        Raises StoreError where it cannot be opened.
        """
        try:
            return cls(tantivy.Index(_schema(), path=str(path)), path=path, writable=writable)
        except (ValueError, OSError) as error:
            raise StoreError(
                f"The search index in {path} cannot be opened ({error}): it needs a folder that may be written, also "
                "for reading; copy the store to one, or remove the index to have it built again."
            ) from error

    @staticmethod
    def remove(path: Path) -> None:
        """Delete an index that cannot be read, so that it can be built again."""
        shutil.rmtree(path, ignore_errors=True)

    def intend(self, document: str) -> None:
        """Write down, safe from a crash, that a document is about to change in the store."""
        self._intended.add(document)
        with self._explained():
            self._keep_intent()

    def unfinished(self) -> list[str]:
        """The documents whose entries may not agree with the store."""
        return sorted(self._intended)

    def replace(self, document: str, entries: Iterable[Entry]) -> None:
        """Let a document have these entries and no others, from the next commit on.

        Raises StoreError if they cannot be written.
        """
        writer = self._writing
        self._replaced.discard(document)
        with self._explained():
            writer.delete_documents_by_term("document", document)
            for entry in entries:
                row = tantivy.Document()
                for name in ("statement", "claim", "document", *_BOOSTS):
                    row.add_text(name, getattr(entry, name))
                writer.add_document(row)
        self._replaced.add(document)

    def commit(self) -> None:
        """Make all changes visible and lasting; intents that were not carried out are kept.

        Raises StoreError if they cannot be written.
        """
        with self._explained():
            self._writing.commit()
            self._intended -= self._replaced
            self._replaced.clear()
            self._keep_intent()
            self._index.reload()

    def close(self) -> None:
        """Let go of the files; what was not committed is dropped."""
        if self._writer is not None:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                with suppress(ValueError):  # a writer that has failed says so again
                    self._writer.rollback()
            self._writer = None

    @property
    def size(self) -> int:
        """Number of statements in the index."""
        return int(self._index.searcher().num_docs)

    def claims(self, question: str, *, limit: int) -> list[Hit]:
        """The claims that fit a question best, best first; ties in the order of their ids.

        A statement fits when it, its source's name or its document's title holds at least half of the question's
        weighty words (stemmed, without function words). A question of function words only fits nothing.
        """
        words = weighty_words(question)
        if not words or limit < 1:
            return []
        searcher = self._index.searcher()
        terms = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(_term(name, word), boost))
            for name, boost in _BOOSTS.items()
            for word in words
        ]
        query = tantivy.Query.boolean_query(terms)
        best: dict[str, float] = {}
        for offset in range(0, _MAX_CANDIDATES, _PAGE):
            hits = searcher.search(query, limit=_PAGE, offset=offset).hits
            for score, address in hits:
                row = searcher.doc(address)
                held = {word for name in _BOOSTS for word in _analyser().analyze(str(row.get_first(name) or ""))}
                coverage = len(held & set(words)) / len(words)
                if coverage >= _MIN_COVERAGE:
                    claim = str(row.get_first("claim"))
                    best[claim] = max(best.get(claim, 0.0), float(score) * coverage)
            # A claim that hundreds repeat must not hide the others.
            if len(hits) < _PAGE or len(best) >= _SPARE * limit:
                break
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return [Hit(claim, round(score, 4)) for claim, score in ranked[:limit]]

    def _read_intent(self) -> set[str]:
        if self._path is None or not (self._path / _INTENT).exists():
            return set()
        return set(json.loads((self._path / _INTENT).read_text(encoding="ascii")))

    def _keep_intent(self) -> None:
        if self._path is not None:
            _write_intent(self._path, self._intended)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """The index engine says ValueError for all that goes wrong, most often in a thread and without a cause."""
        try:
            yield
        except (OSError, ValueError) as error:
            raise StoreError(
                f"The search index in {self._path} cannot be written: see that its disk has room, and try again. "
                "What was reported as ingested is safe."
            ) from error

    @property
    def _writing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise StoreError("The search index is open for reading only: open the store for writing.")
        return self._writer


def _write_intent(path: Path, documents: set[str]) -> None:
    if documents:
        durable.write(path / _INTENT, json.dumps(sorted(documents)))
    else:
        (path / _INTENT).unlink(missing_ok=True)


def weighty_words(text: str) -> list[str]:
    """The distinct stems of a text's words, without function words and the verbs of asking, in order."""
    stems = dict.fromkeys(_analyser().analyze(text))
    weighty = [stem for stem in stems if stem not in _question_stems()]
    return weighty or list(stems)


def _term(name: str, word: str) -> tantivy.Query:
    return tantivy.Query.term_query(_schema(), name, word)


@cache
def _analyser() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for filter_ in (
        tantivy.Filter.remove_long(80),
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stopword("english"),
        tantivy.Filter.stemmer("english"),
    ):
        builder = builder.filter(filter_)
    return builder.build()


@cache
def _question_stems() -> frozenset[str]:
    asking = "who what when where why how which whom did does do said says say saying assert asserts asserted claim"
    return frozenset(_analyser().analyze(f"{asking} claims claimed s t about were was been be has had have there"))


@cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("statement", "claim", "document"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in _BOOSTS:
        builder.add_text_field(name, stored=True, tokenizer_name=_TOKENIZER)
    return builder.build()
