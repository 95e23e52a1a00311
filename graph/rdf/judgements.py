"""What is held across documents as quads, and back: memberships, relations between claims, and reviews.

Each kind has a named graph of its own, a layer. A group of one member has no quads: what is in no group is alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from pyoxigraph import Literal, NamedNode, Quad

from graph.identity.partition import Membership
from graph.identity.relations import ClaimRelation, RelationType
from graph.identity.reviews import Kind, Review, Verdict
from graph.ids import digest
from graph.iris import Iris, Layer, Thing, local_name
from graph.rdf.literals import decimal, moment
from graph.rdf.names import PREFIXES, TYPE, Node
from ontology import terms

_AGENT = "http://www.w3.org/ns/prov#Agent"
_GROUPS = {Kind.SOURCE: Thing.IDENTITY, Kind.CLAIM: Thing.CLUSTER}
_GROUP_CLASSES = {Kind.SOURCE: terms.SOURCE_IDENTITY, Kind.CLAIM: terms.CLAIM_CLUSTER}
_LAYERS = {Kind.SOURCE: Layer.IDENTITIES, Kind.CLAIM: Layer.CLUSTERS}

Triple = tuple[str, str, Node]


@dataclass(frozen=True)
class JudgementWriter:
    """Writes judgements as the quads of their layers."""

    iris: Iris

    def layer(self, layer: Layer) -> NamedNode:
        """The named graph of a layer."""
        return NamedNode(self.iris.of(Thing.LAYER, layer))

    def layer_of(self, kind: Kind) -> NamedNode:
        """The named graph that holds the memberships of things of a kind."""
        return self.layer(_LAYERS[kind])

    def member(self, kind: Kind, name: str) -> str:
        """The IRI of a thing that can be in a group."""
        return self.iris.of(Thing(kind), name)

    def group(self, kind: Kind, name: str) -> str:
        """The IRI of a group of things of a kind."""
        return self.iris.of(_GROUPS[kind], name)

    def memberships(self, memberships: Iterable[Membership], *, kind: Kind) -> set[Quad]:
        """All quads of some memberships; what several of one group share is among the quads of each."""
        triples = (triple for membership in memberships for triple in self._membership(membership, kind))
        return _quads(triples, self.layer_of(kind))

    def relations(self, relations: Iterable[ClaimRelation]) -> set[Quad]:
        """All quads of some relations between claims, the plain triples included."""
        triples = (triple for relation in relations for triple in self._relation(relation))
        return _quads(triples, self.layer(Layer.CLUSTERS))

    def reviews(self, reviews: Iterable[Review]) -> set[Quad]:
        """All quads of some reviews; what several of one reviewer share is among the quads of each."""
        return _quads((triple for review in reviews for triple in self._review(review)), self.layer(Layer.REVIEWS))

    def _membership(self, membership: Membership, kind: Kind) -> Iterator[Triple]:
        node = self.iris.of(Thing.MEMBERSHIP, digest("membership", membership.member, membership.group))
        member = self.member(kind, membership.member)
        group = NamedNode(self.group(kind, membership.group))
        yield member, terms.MEMBER_OF, group
        yield group.value, TYPE.value, NamedNode(_GROUP_CLASSES[kind])
        yield node, TYPE.value, NamedNode(terms.MEMBERSHIP)
        yield node, terms.MEMBER, NamedNode(member)
        yield node, terms.GROUP, group
        yield node, terms.SCORE, decimal(membership.score)
        yield node, terms.METHOD, Literal(membership.method)
        if membership.compared_with is not None:
            yield node, terms.COMPARED_WITH, NamedNode(self.member(kind, membership.compared_with))
        if membership.explanation:
            yield node, terms.EXPLANATION, Literal(membership.explanation)

    def _relation(self, relation: ClaimRelation) -> Iterator[Triple]:
        name = digest("relation", relation.type, relation.start, relation.end, relation.method)
        node = self.iris.of(Thing.RELATION, name)
        start, end = (NamedNode(self.iris.of(Thing.CLAIM, claim)) for claim in (relation.start, relation.end))
        property_ = terms.RELATION_PROPERTIES[relation.type]
        # The plain triple, both ways where the property is symmetric: a store infers nothing.
        yield start.value, property_, end
        if relation.type is RelationType.CONTRADICTS:
            yield end.value, property_, start
        yield node, TYPE.value, NamedNode(terms.CLAIM_RELATION)
        yield node, terms.RELATION_FROM, start
        yield node, terms.RELATION_TO, end
        yield node, terms.RELATION_TYPE, NamedNode(property_)
        yield node, terms.SCORE, decimal(relation.score)
        yield node, terms.METHOD, Literal(relation.method)

    def _review(self, review: Review) -> Iterator[Triple]:
        node = self.iris.of(Thing.REVIEW, review.id)
        yield node, TYPE.value, NamedNode(terms.REVIEW)
        for thing in review.pair:
            yield node, terms.REVIEWED_THING, NamedNode(self.member(review.kind, thing))
        yield node, terms.VERDICT, NamedNode(terms.VERDICT_CONCEPTS[review.verdict])
        yield node, terms.REVIEWED_AT, moment(review.at)
        if review.comment:
            yield node, terms.COMMENT, Literal(review.comment)
        if review.reviewer:
            reviewer = NamedNode(self.iris.of(Thing.REVIEWER, digest("reviewer", review.reviewer)))
            yield node, terms.REVIEWER, reviewer
            yield reviewer.value, TYPE.value, NamedNode(_AGENT)
            yield reviewer.value, terms.NAME, Literal(review.reviewer)
            yield reviewer.value, PREFIXES["rdfs"] + "label", Literal(review.reviewer)


def _quads(triples: Iterable[Triple], graph: NamedNode) -> set[Quad]:
    return {Quad(NamedNode(s), NamedNode(p), o, graph) for s, p, o in triples}


class JudgementReader:
    """Reads what JudgementWriter wrote, from any quads that hold all of what is asked for."""

    def __init__(self, quads: Iterable[Quad], *, iris: Iris) -> None:
        self._iris = iris
        self._values: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                self._values[quad.subject.value][quad.predicate.value].append(quad.object.value)

    def memberships(self) -> list[Membership]:
        """All memberships, sorted by group and member."""
        found = (
            Membership(
                member=local_name(self._one(node, terms.MEMBER)),
                group=local_name(self._one(node, terms.GROUP)),
                score=float(self._one(node, terms.SCORE)),
                method=self._one(node, terms.METHOD),
                compared_with=local_name(other) if (other := self._value(node, terms.COMPARED_WITH)) else None,
                explanation=self._value(node, terms.EXPLANATION) or "",
            )
            for node in self._of_class(terms.MEMBERSHIP)
        )
        return sorted(found, key=lambda membership: (membership.group, membership.member))

    def relations(self) -> list[ClaimRelation]:
        """All relations between claims, sorted by their claims, type and method."""
        types = {terms.RELATION_PROPERTIES[type_]: type_ for type_ in RelationType}
        found = (
            ClaimRelation(
                start=local_name(self._one(node, terms.RELATION_FROM)),
                end=local_name(self._one(node, terms.RELATION_TO)),
                type=types[self._one(node, terms.RELATION_TYPE)],
                method=self._one(node, terms.METHOD),
                score=float(self._one(node, terms.SCORE)),
            )
            for node in self._of_class(terms.CLAIM_RELATION)
        )
        return sorted(found, key=lambda relation: (relation.start, relation.end, relation.type, relation.method))

    def reviews(self) -> list[Review]:
        """All reviews, the earliest first."""
        return sorted(map(self._review, self._of_class(terms.REVIEW)), key=lambda review: review.order)

    def _review(self, node: str) -> Review:
        things = self._values[node][terms.REVIEWED_THING]
        kind = next(kind for kind in Kind if things[0].startswith(self._iris.of(Thing(kind), "")))
        one, other = sorted(map(local_name, things))
        verdict = self._one(node, terms.VERDICT)
        reviewer = self._value(node, terms.REVIEWER)
        return Review(
            kind=kind,
            one=one,
            other=other,
            verdict=next(word for word in Verdict if terms.VERDICT_CONCEPTS[word] == verdict),
            at=datetime.fromisoformat(self._one(node, terms.REVIEWED_AT)),
            reviewer=self._one(reviewer, terms.NAME) if reviewer else "",
            comment=self._value(node, terms.COMMENT) or "",
        )

    def _of_class(self, class_: str) -> list[str]:
        return [node for node, values in list(self._values.items()) if class_ in values[TYPE.value]]

    def _value(self, node: str, property_: str) -> str | None:
        return next(iter(self._values[node][property_]), None)

    def _one(self, node: str, property_: str) -> str:
        value = self._value(node, property_)
        if value is None:
            raise LookupError(f"{node} lacks {property_}")
        return value
