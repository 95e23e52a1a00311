"""What training makes small."""

from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - the customary name

from graph.training.network import NO_ROLE, Batch, ReaderNetwork, Scores


def losses_of(network: ReaderNetwork, batch: Batch, *, role_weight: float) -> tuple[Tensor, Tensor, Tensor]:
    """Return the losses of cues, roles and arguments: sums over the batch, for each word of it."""
    scores: Scores = network(batch)
    right = F.one_hot(batch.arguments, scores.arguments.shape[-1]).bool()
    cues = network.cue_field.loss(scores.cues, batch.allowed, lengths=batch.words)
    arguments = network.argument_field.loss(scores.arguments, right, lengths=batch.words[batch.cue_windows])
    roles = F.cross_entropy(
        scores.roles.flatten(0, 1).float(), batch.roles.flatten(), ignore_index=NO_ROLE, reduction="sum"
    )
    count = batch.words.sum()
    return cues / count, role_weight * roles / count, arguments / count
