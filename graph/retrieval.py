"""Which claims does a question mean, by its words and by its meaning?

Candidates are the claims that the words of the question find and those whose vectors are nearest to its own; each of
them gets both scores. The two are brought together by a convex combination, BM25 scores having been divided by the best
that is possible (Bruch, Gai, Ingber 2023, who find that better than adding up ranks). BM25 prefers what is short, so
half of what words count is how much of the question's weight they hold.
"""

from dataclasses import dataclass

from graph.meaning.encoder import SentenceEncoder
from graph.meaning.vectors import VectorIndex
from graph.posts import plain
from graph.search.filters import Filters
from graph.search.index import SearchIndex
from graph.search.lexical import Hit, find_claims, rate_claims

_LEXICAL_SHARE = 0.5  # of the score: both count alike, which is not tuned
_OWN_SHARE = 0.9  # of the score that counts of what an outlet says itself: who asks, asks for what somebody told it
_LEAST_CANDIDATES = 50  # that each of the two ways brings
_LEAST_COSINE = 0.32  # of what is near: 1 in 100 pairs of claims picked at random have a higher one
_FITTING_COVERAGE = 0.5
_CONTEXT_SHARE = 0.5  # of its weight that a word counts if only the context holds it
_FITTING_COSINE = 0.6
_NEAR = 0.4  # of the question's weight, wherever it stands, or of the cosine


@dataclass(frozen=True, slots=True)
class Found:
    """A claim with how well it fits a question.

    ``lexical``, ``coverage`` and ``context`` tell how well its words fit (``graph.search.lexical.Hit``), ``cosine`` how
    near its meaning is. All are from 0 to 1.
    """

    claim: str
    score: float
    lexical: float
    coverage: float
    context: float
    cosine: float

    @property
    def fits(self) -> bool:
        """Whether it can be taken for an answer: it holds half of the question's weight, or means about the same.

        A word that only its context holds counts half.

        Of 600 claims of fact-checkers, asked for by their headlines, 91% fit. Of the best of the 10,000 others 29% do,
        so what fits may still be about something else. Of claims asked for by whole posts, 58% fit (others: 23%).
        Of 600 claims of news articles (PolNeAR), asked for among those of others, 19% fit something, with and without
        contexts.
        """
        covered = self.coverage + _CONTEXT_SHARE * self.context
        return covered >= _FITTING_COVERAGE or self.cosine >= _FITTING_COSINE

    @property
    def is_near(self) -> bool:
        """Whether it can be taken for an answer where it is known for other reasons to be about what is asked."""
        return self.coverage + self.context >= _NEAR or self.cosine >= _NEAR


def retrieve(
    question: str,
    *,
    index: SearchIndex,
    vectors: VectorIndex,
    encoder: SentenceEncoder,
    limit: int,
    filters: Filters | None = None,
) -> list[Found]:
    """The claims with statements that pass the filters, those first that fit a question best; ties by their ids.

    A question may be a post with links and tags. There may be fewer than ``limit``, and none of them may fit.
    """
    text = plain(question) or question
    most = max(_LEAST_CANDIDATES, limit)
    asked = encoder.encode([text])[0]
    by_words = find_claims(index, text, limit=most, filters=filters)
    cosines = dict(vectors.near(asked, floor=_LEAST_COSINE, limit=most))
    known = {hit.claim for hit in by_words}
    by_meaning = rate_claims(index, text, [name for name in cosines if name not in known], filters=filters)
    for name, vector in vectors.get(known - cosines.keys()).items():
        cosines[name] = max(0.0, float(vector @ asked))
    found = [_fused(hit, cosine=cosines.get(hit.claim, 0.0)) for hit in (*by_words, *by_meaning)]
    return sorted(found, key=lambda one: (-one.score, one.claim))[:limit]


def _fused(hit: Hit, *, cosine: float) -> Found:
    words = (hit.score + hit.coverage) / 2
    score = (_LEXICAL_SHARE * words + (1 - _LEXICAL_SHARE) * cosine) * (_OWN_SHARE if hit.is_own else 1)
    return Found(hit.claim, score=score, lexical=hit.score, coverage=hit.coverage, context=hit.context, cosine=cosine)
