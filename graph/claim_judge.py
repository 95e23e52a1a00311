"""Which claims say the same, and how others bear on them, judged from their wordings and their meaning."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.batches import batches
from graph.identity import linking
from graph.identity.claim_words import lists_digest
from graph.identity.links import Link
from graph.identity.partition import Membership, Pair, pair
from graph.identity.registry import Registry
from graph.identity.relations import ClaimRelation
from graph.identity.same_claim import FLOOR, ClaimProfile, bearing, judge, may_join
from graph.ids import digest
from graph.iris import Thing, local_name
from graph.judgements import Judge, relations_of
from graph.meaning.vectors import VectorIndex
from graph.rdf.judgements import JudgementWriter
from graph.rdf.names import Quads
from graph.retellings import reports_of
from graph.store import Store
from ontology import terms

MAX_NEIGHBOURS = 50
"""The nearest claims that a claim is compared with. Where more say nearly the same, a link that only one of two ends
finds depends on which of them is looked at: groups of more wordings than that may depend on the order of arrival."""

MAX_REACH = 300
"""The claims that a change is followed to over links: where thousands say nearly the same, a document would take
minutes to put. Groups in larger nets of links may depend on the order of arrival."""

RULES: Final = 2
"""Version of the rules by which claims are compared and of the encoder. Raise it with every change of them: stores are
then judged anew."""

_BATCH = 400  # claims encoded, and vectors asked for, at a time
_PROFILES = 20_000  # kept in memory, about 40 MB
_COMPARISONS = 200_000  # kept in memory, about 40 MB
_NEIGHBOURHOODS = 5_000  # kept in memory, about 20 MB

Vector = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vector]
"""Turns n texts into n vectors of length 1."""


def grounds() -> str:
    """Hash of what links between claims rest on besides the documents: the rules, the encoder and the word lists."""
    return digest("grounds of claims", str(RULES), lists_digest(), linking.grounds(Registry()))


class ClaimJudge:
    """Links and relations between claims (``graph.identity.same_claim``), and the vectors by which near ones are found.

    The words of a claim never change, since its id is made of them; how it is told does, with every document that holds
    it. So those that come or go or are in a document that does are compared anew.
    """

    def __init__(self, store: Store, vectors: VectorIndex, *, encode: Encode) -> None:
        self._store = store
        self._vectors = vectors
        self._encode = encode
        self._writer = JudgementWriter(store.iris)
        self._profiles: OrderedDict[str, ClaimProfile] = OrderedDict()
        self._near: dict[str, list[str]] = {}
        self._compared: dict[Pair, Link | ClaimRelation | None] = {}
        self._registry = Registry()  # by their names alone: one more known source must not have all claims judged anew
        self._expected: set[str] = set()
        """Of the claims that a change is about, those that were there before it."""

    @property
    def judge(self) -> Judge:
        """What the groups of a store are kept by."""
        return Judge(
            links=self.links,
            may_join=self.may_join,
            explain=self.explain,
            expect=self.expect,
            refresh=self.refresh,
            facts=self.facts,
            is_crowded=self.is_crowded,
            reach=MAX_REACH,
        )

    def learn(self, claims: Mapping[str, str], vectors: Mapping[str, Vector]) -> None:
        """See to it that claims, given as ids with texts, have vectors: those given, others are made."""
        missing = sorted(claim for claim in claims if claim not in self._vectors)
        for batch in batches(missing, _BATCH):
            unknown = [claim for claim in batch if claim not in vectors]
            encoded = dict(zip(unknown, self._encode([claims[claim] for claim in unknown]), strict=True))
            self._vectors.add(batch, np.stack([vectors[c] if c in vectors else encoded[c] for c in batch]))

    def expect(self, claims: Iterable[str]) -> None:
        """Take in which of some claims are there, before a change that they may come or go by."""
        self._expected = {claim for claim in claims if self._exists(claim)}

    def refresh(self, claims: Iterable[str]) -> set[str]:
        """Take in what has become of the claims that a change was about; gives them and those that are gone."""
        changed = set(claims)
        gone = {claim for claim in self._expected if not self._exists(claim)}
        for claim in changed | gone:
            self._profiles.pop(claim, None)
        self._vectors.remove_ids(sorted(gone))
        self._near.clear()
        self._compared.clear()
        return changed | gone

    def links(self, claim: str) -> Iterable[Link]:
        """The links of a claim to those that say the same."""
        return (found for found in self._bearings(claim) if isinstance(found, Link))

    def is_crowded(self, claim: str) -> bool:
        """Whether more claims are near to one than it is compared with."""
        return len(self._neighbourhood(claim)) > MAX_NEIGHBOURS

    def facts(self, claims: Collection[str]) -> tuple[Quads, Quads]:
        """The relations of claims as the store has them, and as they are held now."""
        held, now = relations_of(self._store, claims), {r for claim in claims for r in self._relations(claim)}
        return self._writer.relations(held), self._writer.relations(now)

    def may_join(self, one: Collection[str], other: Collection[str]) -> bool:
        """Whether two groups of claims may become one."""
        return may_join(self._read((*one, *other)), one, other)

    def explain(self, membership: Membership) -> str:
        """What speaks for a membership, in words."""
        ends = self._read([membership.member, membership.compared_with or membership.member])
        return judge(ends[membership.member], ends[membership.compared_with or membership.member]).explanation

    def _relations(self, claim: str) -> Iterator[ClaimRelation]:
        """The relations of a claim to those that nearly say the same."""
        return (found for found in self._bearings(claim) if isinstance(found, ClaimRelation))

    def _bearings(self, claim: str) -> Iterator[Link | ClaimRelation]:
        """What a claim has to do with those near to it."""
        profiles = self._neighbourhood(claim)
        if len(self._compared) > _COMPARISONS:
            self._compared.clear()
        for other in profiles:
            if other == claim:
                continue
            ends = pair(claim, other)
            if ends not in self._compared:
                self._compared[ends] = bearing(profiles[claim], profiles[other])
            found = self._compared[ends]
            if found is not None:
                yield found

    def _exists(self, claim: str) -> bool:
        return self._store.is_described(self._store.iris.of(Thing.CLAIM, claim))

    def _neighbourhood(self, claim: str) -> dict[str, ClaimProfile]:
        """A claim and those near to it; nothing for a claim that is not there."""
        if claim not in self._near:
            if len(self._near) >= _NEIGHBOURHOODS:
                self._near.clear()
            vector = self._vectors.get([claim]).get(claim)
            near = [] if vector is None else self._vectors.near(vector, floor=FLOOR, limit=MAX_NEIGHBOURS + 1)
            self._near[claim] = [other for other, _ in near if other != claim]
        profiles = self._read([claim, *self._near[claim]])
        return profiles if claim in profiles else {}

    def _read(self, claims: Collection[str]) -> dict[str, ClaimProfile]:
        """The profiles of those claims that are there."""
        found = {claim: self._profiles[claim] for claim in claims if claim in self._profiles}
        for claim in found:
            self._profiles.move_to_end(claim)
        for batch in batches((claim for claim in claims if claim not in found), _BATCH):
            vectors = self._vectors.get(batch)
            for claim, text, scope in self._texts(batch):
                if claim in vectors:
                    tell = partial(reports_of, self._store, claim, registry=self._registry)
                    profile = ClaimProfile.of(claim, text, scope=scope, vector=vectors[claim], tell=tell)
                    found[claim] = self._profiles[claim] = profile
        while len(self._profiles) > _PROFILES:
            self._profiles.popitem(last=False)
        return found

    def _texts(self, claims: Iterable[str]) -> Iterator[tuple[str, str, str | None]]:
        """Claims (ids) that are there with their texts, and the documents that they are bound to."""
        for claim in claims:
            node = self._store.iris.of(Thing.CLAIM, claim)
            text = self._store.value(node, predicate=terms.CLAIM_TEXT)
            scope = self._store.value(node, predicate=terms.DESCRIBED_IN)
            if text is not None:
                yield claim, text, local_name(scope) if scope else None
