"""What training makes small."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - the customary name

from graph.training.crf import Beliefs, ConditionalRandomField
from graph.training.network import NO_ROLE, Batch, ReaderNetwork, Scores


@dataclass(frozen=True, slots=True)
class Lesson:
    """What teachers believe of a batch: the cues of each window, and the arguments of each cue."""

    cues: Beliefs
    arguments: Beliefs


def losses_of(
    network: ReaderNetwork, batch: Batch, *, role_weight: float, lesson: Lesson | None, trust: float
) -> tuple[Tensor, Tensor, Tensor]:
    """Return the losses of cues, roles and arguments: sums over the batch, for each word of it.

    With a lesson, its share ``trust`` replaces what the labels say.
    """
    scores: Scores = network(batch)
    rows = batch.words[batch.cue_windows]
    right = F.one_hot(batch.arguments, scores.arguments.shape[-1]).bool()
    cues = network.cue_field.loss(scores.cues, batch.allowed, lengths=batch.words)
    arguments = network.argument_field.loss(scores.arguments, right, lengths=rows)
    if lesson:
        taught = network.cue_field.distillation_loss(scores.cues, lesson.cues, lengths=batch.words)
        cues = torch.lerp(cues, taught, trust)
        taught = network.argument_field.distillation_loss(scores.arguments, lesson.arguments, lengths=rows)
        arguments = torch.lerp(arguments, taught, trust)
    roles = F.cross_entropy(
        scores.roles.flatten(0, 1).float(), batch.roles.flatten(), ignore_index=NO_ROLE, reduction="sum"
    )
    count = batch.words.sum()
    return cues / count, role_weight * roles / count, arguments / count


class Teachers:
    """Trained networks that agree on what to teach by the mean of their scores."""

    def __init__(self, networks: Sequence[ReaderNetwork]) -> None:
        self._networks = [network.eval() for network in networks]

    @torch.no_grad()
    def teach(self, batch: Batch) -> Lesson:
        """Return the lesson of a batch."""
        scores: list[Scores] = [network(batch) for network in self._networks]
        cues = torch.stack([score.cues.float() for score in scores]).mean(0)
        arguments = torch.stack([score.arguments.float() for score in scores]).mean(0)
        rows = batch.words[batch.cue_windows]
        return Lesson(
            self._field("cue_field").beliefs(cues, lengths=batch.words),
            self._field("argument_field").beliefs(arguments, lengths=rows),
        )

    def _field(self, name: str) -> ConditionalRandomField:
        fields: list[ConditionalRandomField] = [getattr(network, name) for network in self._networks]
        return ConditionalRandomField.mean(fields)
