"""The search index made from what the store holds: for documents that it lacks, or whose rows may be out of date."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property

from graph.answers import DocumentRef
from graph.iris import Thing, local_name
from graph.model import SourceKind, Via
from graph.period import Period
from graph.rdf.names import KIND_OF_CLASS, OA, RDF, UNSTATED, VIA_PROPERTIES, word_of
from graph.search.entries import About, Entry, Said, Speaker, entries_about
from graph.search.index import SearchIndex
from graph.search.shown import Shown
from graph.store import Store
from ontology import terms

_Piece = tuple[int, int, str]
"""Where an anchor starts and ends, and its words."""
_BATCH = 20_000  # rows after which they are committed, so that a rebuild that is stopped goes on from there


def rebuild(index: SearchIndex, store: Store, documents: Iterable[str]) -> None:
    """Let the index hold of these documents (ids) what the store does, and nothing of those that it does not hold.

    Raises LookupError where a document's graph is damaged, StoreError if the index cannot be written.
    """
    waiting = 0
    for document in documents:
        entries = stored_entries(store, document)
        index.replace(document, entries)
        waiting += len(entries)
        if waiting >= _BATCH:
            index.commit()
            index.settle()
            waiting = 0
    index.commit()


def stored_entries(store: Store, document: str) -> list[Entry]:
    """The rows of a document (id) as its graph has them; none where there is no such graph.

    They are read column by column, which takes a fraction of the time of reading documents and statements back.
    Raises LookupError where a statement lacks a part that a row needs.
    """
    graph = _Columns(store, store.iris.of(Thing.GRAPH, document))
    node = store.iris.of(Thing.DOCUMENT, document)
    return list(entries_about(graph.about(node), graph.said()))


def stored_claims(store: Store, document: str) -> list[tuple[str, str]]:
    """The claims of a document (ids) as its graph has them, each with its text."""
    texts = store.values(store.iris.of(Thing.GRAPH, document), predicate=terms.CLAIM_TEXT)
    return [(local_name(claim), text) for claim, text in texts]


class _Columns:
    """One document's graph, read by predicates. What is passed in and out are IRIs, but for ids in rows."""

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self._name = name
        self._names = self._column(terms.NAME)

    def about(self, document: str) -> About:
        """What is said of the document itself."""
        publisher = self._column(terms.PUBLISHER).get(document, "")
        published = self._column(terms.PUBLISHED).get(document)
        url, title = (self._column(predicate).get(document) for predicate in (terms.URL, terms.TITLE))
        ref = DocumentRef(local_name(document), url, title, self._names.get(publisher), published)
        return About(ref, self._text, _moment(published) if published else None)

    def said(self) -> Iterator[Said]:
        """What is said of each statement."""
        claims, texts = self._column(terms.CLAIM_OF), self._column(terms.CLAIM_TEXT)
        sources, speakers = self._column(terms.SOURCE_OF), self._speakers()
        stances, acts = self._column(terms.STANCE), self._column(terms.SPEECH_ACT)
        others = [self._column(predicate) for predicate in (terms.SPOKESPERSON, terms.AFFILIATION)]
        words, cues, contents = map(self._pieces, (terms.SOURCE_ANCHOR, terms.CUE_ANCHOR, terms.CONTENT_ANCHOR))
        shown = self._shown(contents)
        for statement in self._store.subjects(self._name, predicate=f"{RDF}type", object=terms.STATEMENT):
            claim = claims[statement]
            yield Said(
                statement=local_name(statement),
                claim=local_name(claim),
                claim_text=texts[claim],
                speaker=speakers[sources[statement]],
                others=tuple(speakers[column[statement]].name for column in others if statement in column),
                words=_quote(words.get(statement, ())),
                extents=tuple(
                    (start, end) for column in (words, cues, contents) for start, end, _ in column.get(statement, ())
                ),
                stance=word_of(stances[statement]),
                speech_act=word_of(acts[statement]),
                shown=shown[statement],
            )

    def _speakers(self) -> dict[str, Speaker]:
        scoped = self._column(terms.DESCRIBED_IN)
        found = {}
        # By class, since most of what has one are anchors.
        for class_, kind in KIND_OF_CLASS.items():
            for node in self._store.subjects(self._name, predicate=f"{RDF}type", object=class_):
                name = self._names[node]
                is_nobody = kind is SourceKind.UNSPECIFIED and name == UNSTATED
                found[node] = Speaker(local_name(node), "" if is_nobody else name, kind, node not in scoped)
        return found

    def _shown(self, contents: Mapping[str, Sequence[_Piece]]) -> dict[str, Shown]:
        """What is shown of each statement."""
        firsts, lasts = self._column(terms.SAID_NOT_BEFORE), self._column(terms.SAID_NOT_AFTER)
        bases = self._column(terms.SAID_ON_BASIS)
        hops = self._hops()
        found = {}
        for statement, quotation in self._column(terms.QUOTATION_TYPE).items():
            pieces = contents.get(statement, ())
            is_dated = statement in firsts and statement in lasts
            found[statement] = Shown(
                quotation=word_of(quotation),
                said_on=_period(firsts[statement], lasts[statement]) if is_dated else None,
                said_on_basis=bases.get(statement),
                quote=_quote(pieces),
                span=(pieces[0][0], pieces[-1][1]) if pieces else (0, 0),
                via=tuple(sorted(hops.get(statement, ()), key=lambda via: via.order)),
            )
        return found

    def _pieces(self, predicate: str) -> dict[str, list[_Piece]]:
        """What each statement anchors by a predicate, in the order of the text."""
        found: defaultdict[str, list[_Piece]] = defaultdict(list)
        for statement, anchor in self._store.values(self._name, predicate=predicate):
            starts, ends = self._positions
            start, end = (int(column[f"{anchor}-position"]) for column in (starts, ends))
            found[statement].append((start, end, self._text[start:end]))
        return {statement: sorted(pieces) for statement, pieces in found.items()}

    @cached_property
    def _positions(self) -> tuple[dict[str, str], dict[str, str]]:
        """Starts and ends of all anchors."""
        return self._column(f"{OA}start"), self._column(f"{OA}end")

    @cached_property
    def _text(self) -> str:
        return next(iter(self._column(terms.TEXT).values()), "")

    def _hops(self) -> dict[str, list[Via]]:
        found: defaultdict[str, list[Via]] = defaultdict(list)
        for basis, predicate in VIA_PROPERTIES.items():
            for statement, target in self._store.values(self._name, predicate=predicate):
                found[statement].append(Via(local_name(target), basis))
        return found

    def _column(self, predicate: str) -> dict[str, str]:
        return dict(self._store.values(self._name, predicate=predicate))


def _quote(pieces: Iterable[_Piece]) -> str:
    return " … ".join(exact for _, _, exact in pieces)


def _period(first: str, last: str) -> str:
    return Period(date.fromisoformat(first), date.fromisoformat(last)).edtf


def _moment(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
