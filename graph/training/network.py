"""The network in PyTorch: a MiniLM encoder with heads for cues, and for what belongs to each cue.

The encoder is BERT's (Devlin et al., NAACL 2019) in the size of MiniLM (Wang et al., NeurIPS 2020); a cue and a word
are related by their vectors, their product and their distance, as predicates and arguments are in semantic role
labelling (He et al., ACL 2018).
"""

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the customary name

from graph.extraction.reader.encoding import Case, Glue, Quote
from graph.extraction.reader.labels import CueKind, Role, count_labels
from graph.extraction.reader.relations import DISTANCES, SENTENCES
from graph.training.crf import ConditionalRandomField
from graph.training.minilm import HEADS, WIDTH

INNER_WIDTH = 1536
_EPSILON = 1e-12
_VOCABULARY, _POSITIONS = 30_522, 512
FEATURE_OFFSETS = (0, len(Case), len(Case) + len(Glue))
_FEATURES = len(Case) + len(Glue) + len(Quote)
_BYTE = 256
NO_ROLE = -1  # marks padding in the targets of roles


@dataclass(frozen=True, slots=True)
class Shape:
    """What may differ from one trained network to the next; ``layers`` are those of MiniLM to start from."""

    layers: tuple[int, ...]
    relation_width: int
    dropout: float
    head_dropout: float


@dataclass(slots=True)
class Batch:
    """B windows, padded to N sub-tokens and T words, and the K cues in them.

    ``cue_windows`` [K] tells the window of each cue; ``arguments`` [K, T], ``allowed`` [B, T, 9] and ``roles`` [B, T]
    are targets (see graph.training.targets).
    """

    ids: Tensor
    features: Tensor
    lengths: Tensor
    firsts: Tensor
    words: Tensor
    allowed: Tensor
    roles: Tensor
    cue_windows: Tensor
    starts: Tensor
    lasts: Tensor
    distances: Tensor
    sentence_distances: Tensor
    arguments: Tensor

    def to(self, device: torch.device) -> "Batch":
        """Return the same batch on a device."""
        return Batch(**{field.name: getattr(self, field.name).to(device) for field in fields(self)})


class ReaderNetwork(nn.Module):
    """Scores the words of windows as cues, and as sources and contents of cues."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = TextEncoder(shape)
        self.cues = nn.Linear(WIDTH, count_labels(len(CueKind)))
        self.roles = nn.Linear(WIDTH, count_labels(len(Role)))
        self.relation = Relation(shape)
        self.cue_field = ConditionalRandomField(len(CueKind))
        self.argument_field = ConditionalRandomField(len(Role))

    def forward(self, batch: Batch) -> "Scores":
        """Return the scores of all labels."""
        vectors = self.encoder(batch.ids, batch.features, batch.lengths)
        words = torch.gather(vectors, 1, batch.firsts[:, :, None].expand(-1, -1, WIDTH))
        words = drop(words.float(), self.shape.head_dropout, training=self.training)
        roles = self.roles(words)
        return Scores(self.cues(words), roles, self.relation(words, roles, batch))


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of cues [B, T, 9], of roles at the outer level [B, T, 9], and of arguments of each cue [K, T, 9]."""

    cues: Tensor
    roles: Tensor
    arguments: Tensor


class Relation(nn.Module):
    """Scores words as source or content of a cue."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width, labels = shape.relation_width, count_labels(len(Role))
        self.dropout = shape.head_dropout
        self.word = nn.Linear(WIDTH, 2 * width)
        self.cue = nn.Linear(2 * WIDTH, 2 * width)
        self.distance = nn.Embedding(DISTANCES, width)
        self.sentence_distance = nn.Embedding(SENTENCES, width)
        self.label = nn.Linear(width, labels)
        self.role = nn.Parameter(torch.eye(labels) / 2)
        for embedding in (self.distance, self.sentence_distance):
            nn.init.normal_(embedding.weight, std=0.02)

    def forward(self, words: Tensor, roles: Tensor, batch: Batch) -> Tensor:
        """Return the scores [K, T, labels] of each word for each cue."""
        at = batch.cue_windows
        word, word_factor = self.word(words)[at].chunk(2, dim=-1)
        ends = torch.cat([words[at, batch.starts], words[at, batch.lasts]], dim=1)
        cue, cue_factor = self.cue(ends)[:, None].chunk(2, dim=-1)
        near = self.distance(batch.distances) + self.sentence_distance(batch.sentence_distances)
        hidden = F.gelu(word + cue + word_factor * cue_factor + near)
        scores: Tensor = self.label(drop(hidden, self.dropout, training=self.training))
        return scores + (roles @ self.role)[at]


class TextEncoder(nn.Module):
    """MiniLM with embeddings for case, spacing and quotation marks; its word embeddings are not trained."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.word = nn.Embedding(_VOCABULARY, WIDTH)
        self.word.weight.requires_grad_(False)
        self.position = nn.Embedding(_POSITIONS, WIDTH)
        self.feature = nn.Embedding(_FEATURES, WIDTH)
        nn.init.normal_(self.feature.weight, std=0.01)
        self.norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.layers = nn.ModuleList(Layer(shape.dropout) for _ in shape.layers)
        self.register_buffer("_offsets", torch.tensor(FEATURE_OFFSETS), persistent=False)

    def forward(self, ids: Tensor, features: Tensor, lengths: Tensor) -> Tensor:
        """Return the vectors of sub-tokens: [B, N, WIDTH]."""
        size = ids.shape[1]
        vectors = self.word(ids) + self.position.weight[:size]
        vectors = vectors + self.feature(features + self.get_buffer("_offsets")).sum(2)
        vectors = drop(self.norm(vectors), self.shape.dropout, training=self.training)
        mask = torch.arange(size, device=ids.device)[None] < lengths[:, None]
        for layer in self.layers:
            vectors = layer(vectors, mask[:, None, None])
        return vectors


class Layer(nn.Module):
    """One layer of BERT; attention itself has no dropout, since the fast kernels of CPUs have none."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.attend = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.out_norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.up = nn.Linear(WIDTH, INNER_WIDTH)
        self.down = nn.Linear(INNER_WIDTH, WIDTH)
        self.down_norm = nn.LayerNorm(WIDTH, eps=_EPSILON)

    def forward(self, vectors: Tensor, mask: Tensor) -> Tensor:
        """Return the vectors [B, N, WIDTH]; ``mask`` is false where there is only padding to attend to."""
        size, count, width = vectors.shape
        query, key, value = self.attend(vectors).view(size, count, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        attended = self.out(attended.transpose(1, 2).reshape(size, count, width))
        vectors = self.out_norm(vectors + drop(attended, self.dropout, training=self.training))
        inner = self.down(F.gelu(self.up(vectors)))
        normed: Tensor = self.down_norm(vectors + drop(inner, self.dropout, training=self.training))
        return normed


_noise = np.random.default_rng(0)


def seed_dropout(seed: int) -> None:
    """Make what ``drop`` drops on a CPU reproducible."""
    global _noise  # as torch keeps the state of its own generator
    _noise = np.random.default_rng(seed)


def drop(vectors: Tensor, rate: float, *, training: bool) -> Tensor:
    """Dropout, on a CPU with random bytes and to 1/256: torch's own takes a third of a step there."""
    if not training or not rate:
        return vectors
    if vectors.is_cuda:
        return F.dropout(vectors, rate)
    threshold = round(rate * _BYTE)
    noise = np.frombuffer(bytearray(_noise.bytes(vectors.numel())), np.uint8)
    kept = torch.from_numpy(noise).view(vectors.shape) >= threshold
    return vectors * (kept.to(vectors.dtype) * (_BYTE / (_BYTE - threshold)))


def start_from_minilm(encoder: TextEncoder, weights: Path) -> None:
    """Copy the weights of MiniLM, a ``model.safetensors``, into an encoder, as far as it has layers for them."""
    given = {name.removeprefix("bert."): tensor for name, tensor in load_file(weights).items()}
    encoder.word.weight.data.copy_(given["embeddings.word_embeddings.weight"])
    types = given["embeddings.token_type_embeddings.weight"]
    encoder.position.weight.data.copy_(given["embeddings.position_embeddings.weight"] + types[0])
    _copy(encoder.norm, given, "embeddings.LayerNorm")
    for number, layer in zip(encoder.shape.layers, encoder.layers, strict=True):
        prefix = f"encoder.layer.{number}"
        _copy(layer.attend, given, *(f"{prefix}.attention.self.{part}" for part in ("query", "key", "value")))
        _copy(layer.out, given, f"{prefix}.attention.output.dense")
        _copy(layer.out_norm, given, f"{prefix}.attention.output.LayerNorm")
        _copy(layer.up, given, f"{prefix}.intermediate.dense")
        _copy(layer.down, given, f"{prefix}.output.dense")
        _copy(layer.down_norm, given, f"{prefix}.output.LayerNorm")


def _copy(module: nn.Module, given: dict[str, Tensor], *names: str) -> None:
    for kind, parameter in module.named_parameters():
        parameter.data.copy_(torch.cat([given[f"{name}.{kind}"] for name in names]))
