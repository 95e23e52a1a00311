"""The library: the store and its indexes as one thing that documents go into and come out of."""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Self

from graph import claim_judge, durable
from graph.assessing.assessment import Assessment
from graph.assessing.kept import Assessments
from graph.assessing.revision import Revision, revise
from graph.batches import batches
from graph.citations.index import CitationIndex
from graph.citations.rows import document_citations
from graph.citations.stored import restore
from graph.claim_judge import ClaimJudge, Vector
from graph.errors import ConfigError, DiskFullError, InputError, NotFoundError, StoreError
from graph.identifications import Identifications
from graph.identity.identifications import Identification
from graph.identity.linking import grounds
from graph.identity.registry import Registry
from graph.identity.reviews import Kind, Review
from graph.identity.source_profile import SourceProfile
from graph.indexes import are_up_to_date, keep_counts, open_for_reading, open_for_writing, read_grounds
from graph.iris import Iris, Thing
from graph.judgements import Judgements, Things
from graph.known_sources import read_known
from graph.meaning.encoder import load_encoder
from graph.meaning.vectors import VectorIndex
from graph.model import Document, Statement
from graph.rdf.identifications import IdentificationWriter
from graph.rdf.reader import Reader
from graph.rdf.writer import Writer
from graph.rebuilding import rebuild, stored_claims
from graph.recognition import known_by
from graph.room import check_room
from graph.search.entries import entries_of
from graph.search.index import SearchIndex
from graph.source_judge import SourceJudge
from graph.store import Change, Store
from graph.store_folder import GROUNDS

MAX_STATEMENTS = 20_000
"""The most statements of one document, which are written in one transaction: 80 MB of memory a thousand."""

_BATCH = 200  # documents whose claims are encoded before they are made lasting

_log = logging.getLogger(__name__)


class Library:
    """Documents with their statements, kept in a store and found through two indexes, of words and of meanings.

    A third index, ``citations``, counts who passes on whom.

    Each change of a document is atomic. It is visible in the store at once, and to a search from ``commit`` on;
    only then is it safe from a loss of power, so report a document as done after ``commit``.
    """

    def __init__(
        self,
        store: Store,
        index: SearchIndex,
        vectors: VectorIndex,
        citations: CitationIndex,
        *,
        sources_file: Path | None = None,
    ) -> None:
        self.store = store
        self.commits = 0
        """How often what can be searched has changed."""
        self.has_failed = False
        """Whether the last attempt to write failed."""
        self._known = partial(_known, sources_file, store.iris)
        self._writer = Writer(store.iris)
        self._work_with(index, vectors, citations)

    def _work_with(self, index: SearchIndex, vectors: VectorIndex, citations: CitationIndex) -> None:
        self.commits += 1
        self.index = index
        self.vectors = vectors
        self.citations = citations
        self.assessments = Assessments(self.store)
        self._claims = ClaimJudge(self.store, vectors, encode=lambda texts: load_encoder().encode(texts))
        self._sources = SourceJudge(self.store, known=self._known)
        self.judgements = Judgements(self.store, {Kind.SOURCE: self._sources.judge, Kind.CLAIM: self._claims.judge})

    @classmethod
    def in_memory(cls, *, iris: Iris | None = None, sources_file: Path | None = None) -> Self:
        """A library that is gone when the process ends."""
        return cls(
            Store.in_memory(iris=iris),
            SearchIndex.in_memory(),
            VectorIndex.in_memory(),
            CitationIndex.in_memory(),
            sources_file=sources_file,
        )

    @classmethod
    def for_writing(cls, path: Path, *, iris: Iris | None = None, sources_file: Path | None = None) -> Self:
        """Open the library in a folder, make it if there is none, and finish what a crash interrupted.

        ``sources_file`` describes sources that are known beforehand besides those that are shipped.
        Raises StoreError and ConfigError as ``Store.for_writing`` does, ConfigError also as ``read_known`` does.
        """
        _known(sources_file, iris or Iris())  # what is wrong with it is told before anything is written
        store = Store.for_writing(path, iris=iris)
        try:
            library = cls(store, *open_for_writing(path, store), sources_file=sources_file)
            library._repair()
            library._renew()
        except Exception:
            store.close()
            raise
        return library

    @classmethod
    def for_reading(cls, path: Path, *, iris: Iris | None = None, sources_file: Path | None = None) -> Self:
        """Open the library in a folder for reading.

        Where a crash left an index behind, or it is missing or of another version, it is mended first, for which the
        folder is opened for writing.
        Raises StoreError and ConfigError as ``Store.for_reading`` does.
        """
        Store.for_reading(path, iris=iris).close()
        if not are_up_to_date(path):
            try:
                cls.for_writing(path, iris=iris, sources_file=sources_file).close()
            except DiskFullError:
                _log.warning("there is no room to mend the indexes in %s, which may lack what was written last", path)
        store = Store.for_reading(path, iris=iris)
        try:
            return cls(store, *open_for_reading(path), sources_file=sources_file)
        except Exception:
            store.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all files."""
        self.index.close()
        self.vectors.close()
        self.citations.close()
        self.store.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write to the store in this context, as all that changes a library does.

        Where that failed before, all files are opened again first, and what was interrupted is finished: engines that
        failed to write, mostly because the disk was full, refuse to go on. What was written before is lasting then.
        Raises StoreError where that fails, DiskFullError where there is too little room to try; what is there can be
        read all the same.
        """
        if self.has_failed and self.store.path is not None:
            self._reopen(self.store.path)
        try:
            yield
        except StoreError:
            self.has_failed = True
            raise

    def _reopen(self, path: Path) -> None:
        check_room(path)
        self.index.close()
        self.vectors.close()
        self.citations.close()
        try:
            self.store.reopen()
            self._work_with(*open_for_writing(path, self.store))
            self.has_failed = False
            self._repair()
        except StoreError:
            self.has_failed = True
            self._work_with(*open_for_reading(path))
            raise
        _log.info("opened the store in %s again", path)

    def put(
        self,
        document: Document,
        statements: Sequence[Statement],
        *,
        vectors: Mapping[str, Vector] | None = None,
    ) -> Change:
        """Keep a document with exactly these statements; what was read from it before is replaced.

        ``vectors`` are those of claims by their ids, as the sentence encoder makes them; what is not given is made.
        Raises InputError for more than MAX_STATEMENTS, StoreError if it cannot be written.
        """
        if len(statements) > MAX_STATEMENTS:
            raise InputError(
                f"{len(statements):,} statements were found in it, and one document may have {MAX_STATEMENTS:,}: "
                "split the text into several files"
            )
        if self.assessments.of_document(document.id):
            with self.writing():
                self.index.intend([document.id])
                self.assessments.read_again(document, statements)
            return self._put(self.assessments.revision(document.id), vectors=vectors)
        return self._put(revise(document, statements, []), vectors=vectors)

    def _put(self, revision: Revision, *, vectors: Mapping[str, Vector] | None = None) -> Change:
        document, statements = revision.document, revision.statements
        name = self._writer.graph(document.id).value
        quads = self._writer.quads(document, statements)
        with self.writing():
            is_held = self.store.holds(name, quads)
            if is_held and document.id not in self.index.unfinished():
                return Change.UNCHANGED
            coming = self.judgements.things_among(quads)
            self._intend(document.id, coming=coming)
            claims = {statement.claim.id: statement.claim.text for statement in statements}
            self._claims.learn(claims, vectors or {})
            with self.judgements.following(name, coming=coming):
                change = self.store.replace_graph(name, quads)
            self.citations.replace(document.id, document_citations(document, statements))
            self.index.replace(document.id, entries_of(document, statements))
        return Change.UNCHANGED if is_held else change

    def forget(self, document_id: str) -> None:
        """Remove a document, its statements, and the sources and claims that only it holds.

        Raises NotFoundError if there is no such document.
        """
        name = self._writer.graph(document_id).value
        if not self.store.has_graph(name):
            raise NotFoundError(f"There is no document {document_id}: 'allegedly who --json' gives their ids.")
        with self.writing():
            self._intend(document_id, coming={})
            with self.judgements.following(name, coming={}):
                self.store.drop_graph(name)
            self.assessments.forget_reading(document_id)
            self.citations.replace(document_id, None)
            self.index.replace(document_id, [])

    def review(self, review: Review) -> None:
        """Keep what a person says of two sources or two claims, and what follows from it.

        Raises NotFoundError where no document holds one of the two.
        """
        with self.writing():
            self.judgements.add(review)

    def identify(self, identification: Identification) -> None:
        """Keep which entity a source is held to be, and what follows from it.

        Raises NotFoundError where no document holds the source.
        """
        source = identification.source
        if not self.store.is_described(self.store.iris.of(Thing.SOURCE, source)):
            raise NotFoundError(f"There is no source {source}: 'allegedly who --json' prints ids.")
        quads = IdentificationWriter(self.store.iris).quads([identification])
        with self.writing(), self._sources.assuming(added=[identification]):
            self.judgements.regroup([source], kind=Kind.SOURCE, added=quads)

    def assess(self, assessment: Assessment) -> None:
        """Keep what a person holds of a statement, and let the graph of its document say what that comes to.

        Raises NotFoundError where the statement was not read from the document.
        """
        document = assessment.document
        self.assessments.revision(document).find(assessment.statement)
        with self.writing():
            self.index.intend([document])
            self.assessments.add(assessment)
            self._put(self.assessments.revision(document))

    def undo(self, review_id: str) -> Review | Identification | Assessment:
        """Withdraw a review, an identification or an assessment: the graph becomes as if it had never been made.

        Raises NotFoundError if there is no such review.
        """
        with suppress(NotFoundError), self.writing():
            return self.judgements.undo(review_id)
        with suppress(NotFoundError):
            assessment = self.assessments.find(review_id)
            self._withdraw(assessment)
            return assessment
        found = Identifications(self.store).find(review_id)
        quads = IdentificationWriter(self.store.iris).quads([found])
        with self.writing(), self._sources.assuming(removed=[found]):
            self.judgements.regroup([found.source], kind=Kind.SOURCE, removed=quads)
        return found

    def _withdraw(self, assessment: Assessment) -> None:
        document = assessment.document
        with self.writing():
            if self.store.has_graph(self._writer.graph(document).value):
                self.index.intend([document])
                self._put(self.assessments.without(assessment))
            self.assessments.withdraw(assessment)

    def commit(self) -> None:
        """Make all changes since the last commit lasting and searchable."""
        try:
            with self.writing():
                self.vectors.commit()  # first: a claim may lack no vector, while one too many does no harm
                self.store.flush()
                self.citations.commit()
                self.index.commit()
                if self.store.path is not None:
                    keep_counts(self.store.path, self.index, self.vectors, self.citations)
                self.index.settle()  # last: it forgets which documents were about to change
        finally:
            self.commits += 1

    def read(self, document_id: str) -> tuple[Document, list[Statement]]:
        """A document and its statements as they were put in.

        Raises NotFoundError if there is no such document.
        """
        quads = list(self.store.quads(self._writer.graph(document_id).value))
        if not quads:
            raise NotFoundError(f"There is no document {document_id}.")
        reader = Reader(quads, iris=self.store.iris)
        return reader.document(), reader.statements()

    def document(self, document_id: str) -> Document:
        """A document without its statements, which can be many; to read it takes as long as its links are many.

        Raises NotFoundError if there is no such document.
        """
        # It leads to its publisher and its links; statements lead to it.
        node = self.store.iris.of(Thing.DOCUMENT, document_id)
        quads = self.store.quads_from(self._writer.graph(document_id).value, node)
        if not quads:
            raise NotFoundError(f"There is no document {document_id}.")
        return Reader(quads, iris=self.store.iris).document()

    def known_as(self, name: str) -> list[str]:
        """The ids of the sources that are known beforehand as what a name means.

        Raises ConfigError where the file of known sources cannot be used.
        """
        entry = self._known().find(name)
        return known_by(self.judgements, entry.key) if entry else []

    def document_ids(self) -> Iterator[str]:
        """The ids of all documents, sorted."""
        return iter(self.store.document_ids())

    def is_current(self, kind: Kind) -> bool:
        """Whether which things are one was judged by the same rules, and the same known sources, as it would be now."""
        return self.store.path is None or read_grounds(self.store.path).get(kind) == self._grounds[kind]

    @property
    def _grounds(self) -> dict[Kind, str]:
        return {Kind.SOURCE: grounds(self._known()), Kind.CLAIM: claim_judge.grounds()}

    def _renew(self) -> None:
        """Judge anew which sources are one, if what that rests on is not what it was when it was judged last.

        Where that of claims is not, all documents were counted as unfinished, and are finished by now.
        """
        if self.store.path is None or all(map(self.is_current, Kind)):
            return
        if not self.is_current(Kind.SOURCE):
            self.judgements.renew(kind=Kind.SOURCE)
            _log.info("judged anew which sources are one, by other known sources or rules")
        self.store.flush()
        durable.write(self.store.path / GROUNDS, json.dumps(self._grounds))

    def _repair(self) -> None:
        """Bring the indexes and the groups up to what the store holds."""
        behind = self.index.unfinished()
        if not behind:
            return
        self.assessments.carry_out(behind)
        touched = self.judgements.orphans(kind=Kind.CLAIM)
        for documents in batches(behind, _BATCH):
            claims = {claim: text for document in documents for claim, text in stored_claims(self.store, document)}
            self._claims.learn(claims, {})
            self.vectors.commit()
            touched |= claims.keys()
        self._judge_sources(behind)
        self.judgements.renew_some(touched, kind=Kind.CLAIM)
        restore(self.citations, self.store, behind)
        rebuild(self.index, self.store, behind)
        self.commit()
        _log.info("indexed %d documents again", len(behind))

    def _intend(self, document: str, *, coming: Things) -> None:
        """Write down that a document changes, and what was known of the sources that it describes or will describe."""
        held = self.judgements.things_in(self._writer.graph(document).value)[Kind.SOURCE]
        profiles = self._sources.profiles(sorted(held | coming.get(Kind.SOURCE, frozenset())))
        self.index.intend([document], notes=[profile.as_json() for profile in profiles])

    def _judge_sources(self, documents: Iterable[str]) -> None:
        """Bring up to date which sources are one, of those to which a change of documents may matter.

        A source is known by what all documents say of it, so that is more than those in the documents.
        """
        notes = self.index.notes()
        if notes is None:
            self.judgements.renew(kind=Kind.SOURCE)
            return
        names = (self._writer.graph(document).value for document in documents)
        held = set[str]().union(*(self.judgements.things_in(name)[Kind.SOURCE] for name in names))
        affected = self._sources.affected(held, before=map(SourceProfile.of_json, notes))
        self.judgements.renew_some(sorted(affected), kind=Kind.SOURCE)


def _known(sources_file: Path | None, iris: Iris) -> Registry:
    registry = read_known(sources_file)
    for key in registry.entries:
        if key.startswith(iris.base):
            raise ConfigError(
                f"The file of known sources {sources_file} cannot be used: {key} begins as the IRIs of what is read do "
                f"({iris.base}); give known sources IRIs of their own."
            )
    return registry
