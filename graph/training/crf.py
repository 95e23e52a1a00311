"""The losses of a linear-chain conditional random field over BIOES labels."""

import torch
from torch import Tensor, nn

from graph.extraction.reader.decoding import NEVER
from graph.extraction.reader.labels import count_labels, may_end, may_follow, may_start

_NEVER = float(NEVER)


class ConditionalRandomField(nn.Module):
    """Learns the scores that ``graph.extraction.reader.decoding.LinearChain`` decodes with.

    Emissions are [B, T, L] with ``lengths`` [B] in words; results are sums over the rows of a batch.
    """

    def __init__(self, kinds: int) -> None:
        super().__init__()
        labels = count_labels(kinds)
        self.transitions = nn.Parameter(torch.zeros(labels, labels))
        self.starts = nn.Parameter(torch.zeros(labels))
        self.ends = nn.Parameter(torch.zeros(labels))
        for name, allowed in (("follow", may_follow(kinds)), ("start", may_start(kinds)), ("end", may_end(kinds))):
            self.register_buffer(f"_{name}", torch.where(torch.from_numpy(allowed), 0.0, _NEVER), persistent=False)

    def loss(self, emissions: Tensor, allowed: Tensor, *, lengths: Tensor) -> Tensor:
        """Return the negative log-probability that each row takes allowed labels only.

        ``allowed`` [B, T, L] is true for each label that is right, at least one a word (a partially labelled
        sequence: Tsuboi et al., COLING 2008).
        """
        both = torch.cat([emissions, emissions.masked_fill(~allowed, _NEVER)]).float()
        total, right = self._partition(both, *self._scores(), lengths=torch.cat([lengths, lengths])).chunk(2)
        return (total - right).sum()

    def _scores(self) -> tuple[Tensor, Tensor, Tensor]:
        ruled = zip((self.transitions, self.starts, self.ends), ("_follow", "_start", "_end"), strict=True)
        transitions, starts, ends = (scores + self.get_buffer(name) for scores, name in ruled)
        return transitions, starts, ends

    @staticmethod
    def _partition(emissions: Tensor, transitions: Tensor, starts: Tensor, ends: Tensor, *, lengths: Tensor) -> Tensor:
        scores = emissions[:, 0] + starts
        for at in range(1, emissions.shape[1]):
            advanced = torch.logsumexp(scores[:, :, None] + transitions, 1) + emissions[:, at]
            scores = torch.where((lengths > at)[:, None], advanced, scores)
        return torch.logsumexp(scores + ends, 1)
