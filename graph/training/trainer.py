"""Training: batches, the optimiser and its schedule, averaged weights, checkpoints."""

import logging
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from graph.training.batches import collate, mask, mix_batches
from graph.training.curriculum import Curriculum
from graph.training.losses import losses_of
from graph.training.network import Batch, ReaderNetwork, seed_dropout

log = logging.getLogger(__name__)

_REPORT = 50  # steps between two lines of the log
_CLIP = 1.0  # the largest norm of a gradient
_BETAS = (0.9, 0.98)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train.

    ``window`` and ``batch`` are in sub-tokens; ``encoder_rate`` and ``head_rate`` the highest learning rates, reached
    after the share ``warm_up`` of all steps and then falling to zero in a straight line; ``layer_decay`` the factor
    from each layer's rate to that of the one below; ``averaging`` the decay of the moving average of the weights.
    ``masked`` is the share of sub-tokens that are hidden from the network, each time others: it has to read what is
    around them. ``generated`` and ``embedded`` count the passages of nested attribution that each epoch makes anew.
    """

    epochs: int
    window: int
    batch: int
    encoder_rate: float
    head_rate: float
    layer_decay: float
    warm_up: float
    weight_decay: float
    averaging: float
    role_weight: float
    masked: float
    generated: int
    embedded: int
    seed: int


class Trainer:
    """Trains a network; all that it needs to go on is in its checkpoint, so that a broken run loses one epoch at most.

    The articles of the curriculum are cut into other windows each epoch.
    """

    def __init__(self, network: ReaderNetwork, recipe: Recipe, *, curriculum: Curriculum, checkpoint: Path) -> None:
        self.network = network
        self.recipe = recipe
        self._curriculum = curriculum
        self._checkpoint = checkpoint
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        network.to(self._device)
        self._parameters = _trained(network)
        self._average = [parameter.detach().clone() for parameter in self._parameters]
        self._optimiser = torch.optim.AdamW(_groups(network, recipe), betas=_BETAS, fused=True)
        self._epoch = self._step = 0
        self._steps_of_epoch = 0

    def train(self, *, until: int | None = None) -> None:
        """Train, or go on from the checkpoint if there is one; leaves the averaged weights in the network.

        ``until`` is the epoch to stop after, the last one if it is not given.
        """
        if self._checkpoint.exists():
            self._resume()
        while self._epoch < (until or self.recipe.epochs):
            # Each epoch has random numbers of its own, so that a resumed run sees what an unbroken one would have seen.
            seed = self.recipe.seed * 1_000 + self._epoch
            rng = random.Random(seed)  # noqa: S311 - no secret
            seed_dropout(seed)
            torch.manual_seed(seed)
            self._train_epoch(rng)
            self._epoch += 1
            self._save()
        _assign(self.network, self._average)

    def _train_epoch(self, rng: random.Random) -> None:
        batches = self._batches(rng)
        self._steps_of_epoch = self._steps_of_epoch or len(batches)
        self.network.train()
        began, tokens, losses = time.monotonic(), 0, np.zeros(3)
        for number, batch in enumerate(batches, start=1):
            tokens += int(batch.lengths.sum())
            losses += self._train_step(mask(batch, share=self.recipe.masked).to(self._device))
            if number % _REPORT == 0 or number == len(batches):
                rate = tokens / (time.monotonic() - began)
                cues, roles, arguments = losses / number
                log.info(
                    "epoch %d, step %d of %d: %.0f sub-tokens/s, loss of cues %.4f, roles %.4f, arguments %.4f",
                    *(self._epoch + 1, number, len(batches), rate, cues, roles, arguments),
                )

    def _batches(self, rng: random.Random) -> list[Batch]:
        """Return the batches of an epoch; each holds a cue."""
        passages = (*self._curriculum.articles, *self._curriculum.nested(rng))
        cut = mix_batches(passages, size=self.recipe.window, tokens=self.recipe.batch, rng=rng)
        return [collate(pairs) for pairs in cut if any(targets.cues for _, targets in pairs)]

    def _autocast(self) -> torch.autocast:
        return torch.autocast(self._device.type, torch.bfloat16, enabled=_is_bfloat16_fast(self._device))

    def _train_step(self, batch: Batch) -> tuple[float, ...]:
        progress = self._step / max(1, self.recipe.epochs * self._steps_of_epoch)
        factor = min(progress / self.recipe.warm_up, (1 - progress) / (1 - self.recipe.warm_up))
        for group in self._optimiser.param_groups:
            group["lr"] = group["highest"] * max(0.0, factor)
        with self._autocast():
            losses = losses_of(self.network, batch, role_weight=self.recipe.role_weight)
        total: Tensor = torch.stack(losses).sum()
        total.backward()
        nn.utils.clip_grad_norm_(self._parameters, _CLIP)
        self._optimiser.step()
        self._optimiser.zero_grad(set_to_none=True)
        self._step += 1
        # The average of the first steps would otherwise hold on to the weights before training.
        decay = min(self.recipe.averaging, self._step / (self._step + 20))
        with torch.no_grad():
            torch._foreach_lerp_(self._average, self._parameters, 1 - decay)
        return tuple(loss.item() for loss in losses)

    def _save(self) -> None:
        state = {
            "network": self.network.state_dict(),
            "average": self._average,
            "optimiser": self._optimiser.state_dict(),
            "epoch": self._epoch,
            "step": self._step,
            "steps_of_epoch": self._steps_of_epoch,
        }
        partial = self._checkpoint.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(self._checkpoint)

    def _resume(self) -> None:
        state: dict[str, Any] = torch.load(self._checkpoint, map_location=self._device)
        self.network.load_state_dict(state["network"])
        self._average = state["average"]
        self._optimiser.load_state_dict(state["optimiser"])
        self._epoch, self._step = state["epoch"], state["step"]
        self._steps_of_epoch = state["steps_of_epoch"]
        log.info("going on after epoch %d", self._epoch)


def _trained(network: ReaderNetwork) -> list[nn.Parameter]:
    return [parameter for parameter in network.parameters() if parameter.requires_grad]


def _assign(network: ReaderNetwork, weights: Iterable[Tensor]) -> None:
    with torch.no_grad():
        for parameter, weight in zip(_trained(network), weights, strict=True):
            parameter.copy_(weight)


def _groups(network: ReaderNetwork, recipe: Recipe) -> list[dict[str, Any]]:
    """Return the parameters by learning rate; biases, norms and transitions do not decay."""
    depth = len(network.shape.layers)
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            rate = recipe.head_rate
            if name.startswith("encoder.") and "feature" not in name:
                above = depth - 1 - int(name.split(".")[2]) if name.startswith("encoder.layers.") else depth
                rate = recipe.encoder_rate * recipe.layer_decay**above
            decay = recipe.weight_decay if parameter.dim() > 1 and "_field." not in name else 0.0
            groups.setdefault((rate, decay), []).append(parameter)
    return [
        {"params": parameters, "lr": 0.0, "highest": rate, "weight_decay": decay}
        for (rate, decay), parameters in groups.items()
    ]


def _is_bfloat16_fast(device: torch.device) -> bool:
    """Whether bfloat16 is computed in hardware; emulated, it is ten times slower than single precision."""
    return device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()
