"""The losses of a linear-chain conditional random field over BIOES labels."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from graph.extraction.reader.decoding import NEVER
from graph.extraction.reader.labels import count_labels, may_end, may_follow, may_start

_NEVER = float(NEVER)


@dataclass(frozen=True, slots=True)
class Beliefs:
    """How probable labels are: of each word [B, T, L], after each other [L, L], at the start and at the end [L].

    The last three are sums over the rows and words of a batch.
    """

    labels: Tensor
    transitions: Tensor
    starts: Tensor
    ends: Tensor


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

    @classmethod
    def mean(cls, fields: Sequence["ConditionalRandomField"]) -> "ConditionalRandomField":
        """Return a field that has the mean of the scores of several."""
        middle = copy.deepcopy(fields[0])
        with torch.no_grad():
            for name, parameter in middle.named_parameters():
                parameter.copy_(torch.stack([field.get_parameter(name) for field in fields]).mean(0))
        return middle

    def loss(self, emissions: Tensor, allowed: Tensor, *, lengths: Tensor) -> Tensor:
        """Return the negative log-probability that each row takes allowed labels only.

        ``allowed`` [B, T, L] is true for each label that is right, at least one a word (a partially labelled
        sequence: Tsuboi et al., COLING 2008).
        """
        both = torch.cat([emissions, emissions.masked_fill(~allowed, _NEVER)]).float()
        total, right = self._partition(both, *self._scores(), lengths=torch.cat([lengths, lengths])).chunk(2)
        return (total - right).sum()

    def distillation_loss(self, emissions: Tensor, teacher: Beliefs, *, lengths: Tensor) -> Tensor:
        """Return the cross entropy of the sequences under those that a teacher believes in.

        The expectation over all sequences only needs the teacher's marginals, since the score of a sequence is a sum
        (structural knowledge distillation: Wang et al., ACL 2021).
        """
        emissions = emissions.float()
        scores = self._scores()
        total = self._partition(emissions, *scores, lengths=lengths).sum()
        believed = (teacher.labels, teacher.transitions, teacher.starts, teacher.ends)
        pairs = zip(believed, (emissions, *scores), strict=True)
        return total - torch.stack([(belief * score).sum() for belief, score in pairs]).sum()

    def beliefs(self, emissions: Tensor, *, lengths: Tensor) -> Beliefs:
        """Return the marginals over all sequences, which are the derivatives of the partition function."""
        with torch.enable_grad():
            inputs = [tensor.detach().float().requires_grad_() for tensor in (emissions, *self._scores())]
            return Beliefs(*torch.autograd.grad(self._partition(*inputs, lengths=lengths).sum(), inputs))

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
