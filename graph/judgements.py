"""What is held to be one in a store, kept up to date with its documents and with what persons say.

Which groups there are follows from the things in the documents, the links between them and the reviews, and from
nothing else: whatever came and went meanwhile, equal documents, links and reviews give equal quads.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from graph.errors import NotFoundError
from graph.identity.links import Link
from graph.identity.partition import MayJoin, Membership
from graph.identity.regrouping import Explain, Known, Regrouping, regroup
from graph.identity.relations import ClaimRelation
from graph.identity.reviews import Constraints, Kind, Review
from graph.iris import Thing, local_name
from graph.rdf.judgements import JudgementReader, JudgementWriter
from graph.rdf.names import RDF, TYPE, Quads
from graph.reviews import Reviews
from graph.search.entries import number_of
from graph.store import Store
from ontology import terms

_BATCH = 500  # things regrouped in one transaction

_CLASSES = {Kind.SOURCE: terms.SOURCE, Kind.CLAIM: terms.CLAIM}

Things = Mapping[Kind, Set[str]]
"""Ids of things by their kind."""


def _no_links(_: str) -> Iterable[Link]:
    return ()


def _never(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Judge:
    """What a method holds of things of one kind, as ``graph.identity.regrouping.Known`` asks for it.

    Where an answer changes for other reasons than that a thing came or went, the things at both ends have to be
    regrouped.
    """

    links: Callable[[str], Iterable[Link]] = _no_links
    may_join: MayJoin | None = None
    explain: Explain | None = None
    expect: Callable[[Iterable[str]], object] | None = None
    """Told, before a document changes, of things that it holds or will hold."""
    refresh: Callable[[Iterable[str]], Iterable[str]] | None = None
    """Told afterwards of things that the document held or holds now; gives those to regroup, more or fewer."""
    facts: Callable[[Collection[str]], tuple[Quads, Quads]] | None = None
    """What else the layer says of things, and what it should say."""
    is_crowded: Callable[[str], bool] = _never
    """Whether more comes near a thing than it is compared with, so that the order of arrival can show in its group."""
    reach: int | None = None
    """How many things a change is followed to over links; in larger nets the order of arrival can show as well."""


class Judgements:
    """The groups in a store: identities of sources and clusters of claims."""

    def __init__(self, store: Store, judges: Mapping[Kind, Judge] | None = None) -> None:
        self.store = store
        self.judges = judges or {}
        self._identities: dict[int, int] | None = None

    @property
    def reviews(self) -> Reviews:
        """The reviews in the store."""
        return Reviews(self.store)

    @property
    def _writer(self) -> JudgementWriter:
        return JudgementWriter(self.store.iris)

    def add(self, review: Review) -> None:
        """Keep a review and regroup what it is about, in one transaction; one that is there already changes nothing.

        Raises NotFoundError where no document holds one of the two things.
        """
        for thing in review.pair:
            if not self._exists(thing, kind=review.kind):
                raise NotFoundError(f"There is no {review.kind} {thing}: 'allegedly who --json' prints ids.")
        before = self.reviews.all()
        self._change_reviews(before, [*before, review], changed=review)

    def undo(self, review_id: str) -> Review:
        """Withdraw a review: the graph becomes what it would be had the review never been made.

        Raises NotFoundError if there is no such review.
        """
        review = self.reviews.find(review_id)
        before = self.reviews.all()
        after = [other for other in before if other.id != review_id]
        self._change_reviews(before, after, changed=review)
        return review

    def regroup(
        self, affected: Iterable[str], *, kind: Kind, removed: Quads | None = None, added: Quads | None = None
    ) -> Set[str]:
        """Bring the groups up to date with things (ids) that came or went, or whose links did.

        It is one transaction, with quads that bring it about removed and added. Gives all things whose groups are up
        to date now.
        """
        reviews = self.reviews.all()
        return self._change(removed or set(), added or set(), kind=kind, affected=affected, reviews=reviews)

    def things_in(self, name: str) -> Things:
        """The things that a document's graph describes."""
        return {
            kind: frozenset(map(local_name, self.store.subjects(name, predicate=f"{RDF}type", object=class_)))
            for kind, class_ in _CLASSES.items()
        }

    def things_among(self, quads: Quads) -> Things:
        """The things that quads describe."""
        found: dict[Kind, set[str]] = {kind: set() for kind in Kind}
        kinds = {class_: kind for kind, class_ in _CLASSES.items()}
        for subject, predicate, value, _ in quads:
            if predicate == TYPE and (kind := kinds.get(value.value)):
                found[kind].add(local_name(subject.value))
        return found

    @contextmanager
    def following(self, name: str, *, coming: Things) -> Iterator[None]:
        """Bring the groups up to date with what is done to a document's graph in this context.

        ``coming`` are things that the graph will hold then; those that it holds before need not be given.
        """
        before = self.things_in(name)
        for kind in Kind:
            expect = self.judges.get(kind, Judge()).expect
            if expect:
                expect(before[kind] | coming.get(kind, frozenset()))
        yield
        after = self.things_in(name)
        for kind in Kind:
            held, holds = before[kind], after[kind]
            refresh = self.judges.get(kind, Judge()).refresh
            changed = set(refresh(held | holds)) if refresh else held ^ holds
            if changed:
                self.regroup(changed, kind=kind)

    def renew(self, *, kind: Kind) -> None:
        """Bring all groups of a kind up to date, whatever happened."""
        self.renew_some(self.everything(kind=kind), kind=kind)

    def renew_some(self, affected: Iterable[str], *, kind: Kind) -> None:
        """Bring the groups up to date with things as ``regroup`` does, in as many transactions as it takes."""
        waiting = dict.fromkeys(affected)
        while waiting:
            batch = list(islice(waiting, _BATCH))
            for thing in (*batch, *self.regroup(batch, kind=kind)):
                waiting.pop(thing, None)

    def orphans(self, *, kind: Kind) -> set[str]:
        """Things that the layer speaks of and no document holds."""
        layer = self._writer.layer_of(kind).value
        rows = self.store.select(f"""
            SELECT DISTINCT ?thing WHERE {{
              GRAPH <{layer}> {{
                {{ ?thing al:memberOf ?group }} UNION {{ ?relation al:relationFrom|al:relationTo ?thing }}
              }}
              FILTER NOT EXISTS {{ ?thing a <{_CLASSES[kind]}> }}
            }}""")
        return {local_name(row["thing"] or "") for row in rows}

    def facts(self, things: Collection[str], *, kind: Kind) -> tuple[Quads, Quads]:
        """What the store says of things besides their groups, and what it should say."""
        facts = self.judges.get(kind, Judge()).facts
        return facts(things) if facts else (set(), set())

    def regrouping(self, affected: Iterable[str], *, kind: Kind, reviews: Sequence[Review] | None = None) -> Regrouping:
        """What regrouping would change, under these reviews or else those in the store."""
        judge = self.judges.get(kind, Judge())
        counted = self.reviews.all() if reviews is None else reviews
        known = Known(
            links=judge.links,
            exists=lambda thing: self._exists(thing, kind=kind),
            memberships=lambda thing: self.group_with(thing, kind=kind),
            constraints=Constraints.of(review for review in counted if review.kind is kind),
            may_join=judge.may_join,
            explain=judge.explain,
            reach=judge.reach,
        )
        return regroup(affected, known=known)

    def everything(self, *, kind: Kind) -> set[str]:
        """All things of a kind that documents hold or that the layer tells something of."""
        rows = self.store.select(f"SELECT DISTINCT ?thing WHERE {{ ?thing a <{_CLASSES[kind]}> }}")
        layer = self._writer.layer_of(kind).value
        rows += self.store.select(
            f"SELECT DISTINCT ?thing WHERE {{ GRAPH <{layer}> {{ ?thing al:memberOf|al:knownAs ?other }} }}"
        )
        return {local_name(row["thing"] or "") for row in rows}

    def group_with(self, thing: str, *, kind: Kind) -> list[Membership]:
        """The memberships of the group that holds a thing, sorted by member; none where it is alone."""
        layer, member = self._writer.layer_of(kind).value, self._writer.member(kind, thing)
        quads = [
            quad
            for group in self.store.objects(layer, subject=member, predicate=terms.MEMBER_OF)
            for membership in self.store.subjects(layer, predicate=terms.GROUP, object=group)
            for quad in self.store.quads(layer, subject=membership)
        ]
        return JudgementReader(quads, iris=self.store.iris).memberships()

    def group_of(self, thing: str, *, kind: Kind) -> str | None:
        """The name of the group that holds a thing; None where it is alone."""
        layer, member = self._writer.layer_of(kind).value, self._writer.member(kind, thing)
        return next(map(local_name, self.store.objects(layer, subject=member, predicate=terms.MEMBER_OF)), None)

    def members(self, group: str, *, kind: Kind) -> list[str]:
        """The ids of the members of a group by its name, sorted."""
        layer, name = self._writer.layer_of(kind).value, self._writer.group(kind, group)
        return sorted(map(local_name, self.store.subjects(layer, predicate=terms.MEMBER_OF, object=name)))

    def memberships(self, things: Iterable[str], *, kind: Kind) -> list[Membership]:
        """The memberships of some things, in their order; none of what is alone."""
        layer = self._writer.layer_of(kind).value
        quads = [
            quad
            for thing in things
            for membership in self.store.subjects(
                layer, predicate=terms.MEMBER, object=self._writer.member(kind, thing)
            )
            for quad in self.store.quads(layer, subject=membership)
        ]
        found = {m.member: m for m in JudgementReader(quads, iris=self.store.iris).memberships()}
        return [found[thing] for thing in things if thing in found]

    def source_identities(self) -> Mapping[int, int]:
        """The number of the group of each source that is in one, by the number of the source."""
        found = self._identities
        if found is None:
            layer = self._writer.layer_of(Kind.SOURCE).value
            found = {
                number_of(local_name(member)): number_of(local_name(group))
                for member, group in self.store.edges(layer, predicate=terms.MEMBER_OF)
            }
            self._identities = found
        return found

    def _exists(self, thing: str, *, kind: Kind) -> bool:
        return self.store.is_described(self.store.iris.of(Thing(kind), thing))

    def _change_reviews(self, before: Sequence[Review], after: Sequence[Review], *, changed: Review) -> None:
        old, new = (self._writer.reviews(reviews) for reviews in (before, after))
        self._change(old, new, kind=changed.kind, affected=changed.pair, reviews=after)

    def _change(
        self,
        removed: Quads,
        added: Quads,
        *,
        kind: Kind,
        affected: Iterable[str],
        reviews: Sequence[Review],
    ) -> Set[str]:
        things = set(affected)
        regrouping = self.regrouping(things, kind=kind, reviews=reviews)
        old = removed | self._writer.memberships(regrouping.before, kind=kind)
        new = added | self._writer.memberships(regrouping.after, kind=kind)
        things |= regrouping.things
        said, known = self.facts(things, kind=kind)
        old, new = old | said, new | known
        self.store.change(removed=old - new, added=new - old)
        self._identities = None
        return things


def relations_of(store: Store, claims: Iterable[str]) -> list[ClaimRelation]:
    """The relations of claims (ids) with others that a store holds, each once."""
    writer = JudgementWriter(store.iris)
    layer = writer.layer_of(Kind.CLAIM).value
    relations = {
        relation
        for claim in claims
        for end in (terms.RELATION_FROM, terms.RELATION_TO)
        for relation in store.subjects(layer, predicate=end, object=writer.member(Kind.CLAIM, claim))
    }
    quads = [quad for relation in relations for quad in store.quads(layer, subject=relation)]
    return JudgementReader(quads, iris=store.iris).relations()
