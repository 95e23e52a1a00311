"""The assessments in a store, and what was read of the documents that have some."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graph.assessing.assessment import Assessment
from graph.assessing.revision import Revision, revise
from graph.errors import NotFoundError
from graph.iris import Iris, Thing, local_name
from graph.model import Document, Statement
from graph.rdf.assessments import AssessmentWriter, quads_as_read, read_assessments
from graph.rdf.names import Quads
from graph.rdf.reader import Reader
from graph.rdf.writer import Writer
from graph.store import Store
from ontology import terms


@dataclass(frozen=True, slots=True)
class Assessments:
    """What persons hold of statements; ``graph.library`` adds and withdraws it."""

    store: Store

    def all(self) -> list[Assessment]:
        """All assessments, the earliest first."""
        return read_assessments(self.store.quads(self._writer.layer))

    def of_document(self, document: str) -> list[Assessment]:
        """Those of the statements of one document (id), the earliest first."""
        node = self._iris.of(Thing.DOCUMENT, document)
        return self._read(self.store.subjects(self._writer.layer, predicate=terms.ASSESSED_DOCUMENT, object=node))

    def documents(self) -> set[str]:
        """The ids of the documents that have some, in the store or not."""
        return {local_name(end) for _, end in self.store.edges(self._writer.layer, predicate=terms.ASSESSED_DOCUMENT)}

    def find(self, id: str) -> Assessment:
        """An assessment by its id.

        Raises NotFoundError if there is none.
        """
        found = self._read([self._iris.of(Thing.REVIEW, id)])
        if not found:
            raise NotFoundError(f"There is no review {id}: 'allegedly reviews' lists them.")
        return found[0]

    def revision(self, document: str) -> Revision:
        """The statements of a document (id) as they were read, and as they stand with what persons hold of them.

        Raises NotFoundError if there is no such document.
        """
        quads = self._read_of(document)
        if not quads:
            raise NotFoundError(f"There is no document {document}.")
        reader = Reader(quads, iris=self._iris)
        return revise(reader.document(), reader.statements(), self.of_document(document))

    def without(self, assessment: Assessment) -> Revision:
        """What a document's statements will come to when an assessment is withdrawn.

        Raises NotFoundError if there is no such document.
        """
        found = self.revision(assessment.document)
        return revise(found.document, found.read, self._others(assessment))

    def add(self, assessment: Assessment) -> None:
        """Keep an assessment, and beside it what was read of its document."""
        before = self.of_document(assessment.document)
        self._keep(assessment.document, before, [*before, assessment], read=self._read_of(assessment.document))

    def withdraw(self, assessment: Assessment) -> None:
        """Keep an assessment no more; of its document what was read only as long as there are others.

        First let the graph of the document be as it will be without: what was read is known nowhere else.
        """
        before, after = self.of_document(assessment.document), self._others(assessment)
        self._keep(assessment.document, before, after, read=self._read_of(assessment.document) if after else set())

    def read_again(self, document: Document, statements: Sequence[Statement]) -> None:
        """Take these statements for what is read in a document that has assessments."""
        assessments = self.of_document(document.id)
        self._keep(document.id, assessments, assessments, read=Writer(self._iris).quads(document, statements))

    def forget_reading(self, document: str) -> None:
        """Keep no more what was read of a document (id); its assessments stay, for when it is read again."""
        assessments = self.of_document(document)
        self._keep(document, assessments, assessments, read=set())

    def carry_out(self, documents: Collection[str]) -> None:
        """Let the graphs of documents (ids) say what their assessments come to, where a crash came between the two."""
        for document in self.documents() & set(documents):
            name = self._iris.of(Thing.GRAPH, document)
            if not self.store.has_graph(name):
                self.forget_reading(document)
            elif self._as_read(document):
                revision = self.revision(document)
                self.store.replace_graph(name, Writer(self._iris).quads(revision.document, revision.statements))

    def _others(self, assessment: Assessment) -> list[Assessment]:
        return [found for found in self.of_document(assessment.document) if found != assessment]

    def _read_of(self, document: str) -> Quads:
        """The graph of a document as it was read, which it is where none of its statements is assessed."""
        return self._as_read(document) or set(self.store.quads(self._iris.of(Thing.GRAPH, document)))

    def _as_read(self, document: str) -> Quads:
        """The graph of a document as it was read; empty where none of its statements is assessed."""
        node = self._iris.of(Thing.DOCUMENT, document)
        text = self.store.value(node, predicate=terms.AS_READ, name=self._writer.layer)
        return quads_as_read(text or "", graph=self._iris.of(Thing.GRAPH, document))

    def _keep(self, document: str, before: Sequence[Assessment], after: Sequence[Assessment], *, read: Quads) -> None:
        """Change the assessments of a document, and what was read of it, in one transaction."""
        old = self._writer.quads(before) | self._writer.as_read(document, self._as_read(document))
        new = self._writer.quads(after) | self._writer.as_read(document, read)
        gone = old - new
        if gone:  # a reviewer whose last assessment here is withdrawn may have made others
            gone -= self._writer.quads(found for found in self.all() if found.document != document)
        if gone or new - old:
            self.store.change(removed=gone, added=new - old)

    def _read(self, nodes: Collection[str]) -> list[Assessment]:
        layer = self._writer.layer
        quads = [quad for node in nodes for quad in self.store.quads(layer, subject=node)]
        reviewers = {end for node in nodes for end in self.store.objects(layer, subject=node, predicate=terms.REVIEWER)}
        quads += [quad for reviewer in reviewers for quad in self.store.quads(layer, subject=reviewer)]
        return read_assessments(quads)

    @property
    def _iris(self) -> Iris:
        return self.store.iris

    @property
    def _writer(self) -> AssessmentWriter:
        return AssessmentWriter(self.store.iris)
