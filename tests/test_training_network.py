# ruff: noqa: E402 - what is tested cannot be imported without the extra
"""The training code; runs where the extra ``train`` is installed."""

import itertools
import random

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra 'train' is not installed")
pytest.importorskip("onnx", reason="the extra 'train' is not installed")

from graph.extraction.annotations import Annotations
from graph.extraction.quotations import QuoteFinder
from graph.extraction.reader.decoding import LinearChain
from graph.extraction.reader.encoding import Encoder
from graph.extraction.reader.labels import count_labels
from graph.extraction.reader.network import Network
from graph.extraction.reader.variants import TOKENIZER
from graph.extraction.reader.windows import pack
from graph.extraction.segmentation import Segmenter
from graph.model import Document, Span
from graph.training.batches import collate, encode_passage, mix_batches
from graph.training.crf import ConditionalRandomField
from graph.training.curriculum import Curriculum
from graph.training.export import export_networks
from graph.training.losses import losses_of
from graph.training.marked import MarkedAttribution, MarkedPassage
from graph.training.network import ReaderNetwork, Shape
from graph.training.targets import targets_of
from graph.training.trainer import Recipe, Trainer

SHAPE = Shape(layers=(0,), relation_width=16, dropout=0.1, head_dropout=0.1)
RECIPE = Recipe(
    epochs=2,
    window=64,
    batch=128,
    encoder_rate=1e-3,
    head_rate=1e-3,
    layer_decay=0.9,
    warm_up=0.1,
    weight_decay=0.01,
    averaging=0.9,
    role_weight=0.5,
    masked=0.05,
    generated=0,
    embedded=0,
    seed=7,
)
TEXT = "The mayor said that the bridge was shut. “We knew,” an engineer told reporters. It rained."


def marked(text, source, cue, content, **options):
    def span(words):
        start = text.index(words)
        return (Span(start, start + len(words)),)

    return MarkedAttribution(source=span(source), cue=span(cue), content=span(content), **options)


PASSAGE = MarkedPassage(
    TEXT,
    (
        marked(TEXT, "The mayor", "said", "that the bridge was shut"),
        marked(TEXT, "an engineer", "told", "“We knew,”"),
    ),
)


LONGER = MarkedPassage(
    TEXT + " Nobody came.",
    (*PASSAGE.attributions, marked(TEXT + " Nobody came.", "It", "rained", "Nobody came")),
)


@pytest.fixture(scope="module")
def encoder():
    return Encoder(TOKENIZER)


@pytest.fixture
def network():
    torch.manual_seed(1)
    return ReaderNetwork(SHAPE)


def random_field(kinds):
    field = ConditionalRandomField(kinds)
    for parameter in field.parameters():
        torch.nn.init.normal_(parameter)
    return field


def chain_of(field, kinds):
    scores = {name: parameter.detach().numpy() for name, parameter in field.named_parameters()}
    return LinearChain.of(**scores, kinds=kinds)


def test_the_loss_is_the_negative_log_probability_that_the_reader_computes():
    torch.manual_seed(0)
    field, emissions = random_field(1), torch.randn(2, 4, count_labels(1))
    labels, lengths = torch.tensor([[1, 2, 3, 0], [4, 0, 0, 0]]), torch.tensor([4, 2])
    chain = chain_of(field, 1)
    expected = 0.0
    for row, path, length in zip(emissions.numpy(), labels.tolist(), lengths.tolist(), strict=True):
        score = chain.starts[path[0]] + chain.ends[path[length - 1]]
        score += sum(row[at, path[at]] for at in range(length))
        score += sum(chain.transitions[a, b] for a, b in itertools.pairwise(path[:length]))
        expected += chain.partition([row[:length]])[0] - score
    loss = field.loss(emissions, torch.nn.functional.one_hot(labels, 5).bool(), lengths=lengths)
    assert loss.item() == pytest.approx(expected, rel=1e-4)


def test_where_every_label_is_allowed_there_is_nothing_to_learn():
    field, emissions = random_field(1), torch.randn(1, 5, count_labels(1))
    allowed = torch.ones(emissions.shape, dtype=torch.bool)
    assert field.loss(emissions, allowed, lengths=torch.tensor([5])).item() == pytest.approx(0, abs=1e-4)


def test_padding_changes_no_loss(network, encoder):
    network.eval()
    [pair], [longer] = (batch for passage in (PASSAGE, LONGER) for batch in batches_of([passage], encoder))
    alone, together = (
        [loss.item() * sum(len(window.words) for window, _ in pairs) for loss in losses(network, pairs)]
        for pairs in ([pair], [pair, longer])
    )
    rest = [loss.item() * len(longer[0].words) for loss in losses(network, [longer])]
    assert together == pytest.approx([one + other for one, other in zip(alone, rest, strict=True)], rel=1e-3)


def losses(network, pairs):
    return losses_of(network, collate(pairs), role_weight=1.0)


def batches_of(passages, encoder):
    encoded = [encode_passage(passage, encoder=encoder) for passage in passages]
    return mix_batches(encoded, size=64, tokens=256, rng=random.Random(0))


def test_a_resumed_run_ends_where_an_unbroken_one_does(tmp_path, encoder):
    curriculum = Curriculum([PASSAGE] * 4, encoder=encoder, generated=2, embedded=1)

    def run(name, epochs):
        torch.manual_seed(3)
        started = ReaderNetwork(SHAPE)
        trainer = Trainer(started, RECIPE, curriculum=curriculum, checkpoint=tmp_path / name)
        trainer.train(until=epochs)
        return trainer.network.state_dict()

    unbroken = run("unbroken.pt", 2)
    run("broken.pt", 1)
    resumed = run("broken.pt", 2)
    assert all(torch.equal(unbroken[name], resumed[name]) for name in unbroken)


def test_training_lowers_the_loss(tmp_path, encoder, network):
    curriculum = Curriculum([PASSAGE] * 20, encoder=encoder, generated=0, embedded=0)
    [batch] = batches_of([PASSAGE], encoder)

    def loss():
        network.eval()
        return sum(losses(network, batch)).item()

    before = loss()
    Trainer(network, RECIPE, curriculum=curriculum, checkpoint=tmp_path / "checkpoint.pt").train()
    assert loss() < before / 2


@pytest.mark.parametrize("count", [1, 2])
def test_the_exported_graphs_say_what_the_networks_say(tmp_path, encoder, count):
    networks = []
    for seed in range(count):
        torch.manual_seed(seed)
        networks.append(ReaderNetwork(SHAPE).eval())
        networks[-1].encoder.word.weight.data = networks[0].encoder.word.weight.data
    export_networks(networks, tmp_path, window=64)
    annotations = Annotations(Document(TEXT))
    for component in (Segmenter(), QuoteFinder()):
        component(annotations)
    [window] = pack(encoder.encode(annotations), size=64)
    targets = targets_of(window, PASSAGE)
    with torch.no_grad():
        scores = [network(collate([(window, targets)])) for network in networks]
    exported = Network(tmp_path)
    emissions = exported.read(window)
    expected = torch.stack([score.cues[0] for score in scores]).mean(0).numpy()
    assert np.abs(emissions.cues - expected).max() < 0.05 * np.abs(expected).max()
    arguments = exported.relate(window, emissions, targets.cues)
    expected = torch.stack([score.arguments for score in scores]).mean(0).numpy()
    assert np.abs(arguments - expected).max() < 0.05 * np.abs(expected).max()
