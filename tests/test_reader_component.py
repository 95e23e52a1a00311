"""The trained reader in the pipeline: well-formed spans whatever it reads, the same in any company, little memory."""

import subprocess
import sys
from functools import cache

import pytest
from hostile import ODD, check_attributions
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import ConfigError
from graph.extraction.annotations import Annotations
from graph.extraction.quotations import QuoteFinder
from graph.extraction.reader.component import Reader
from graph.extraction.reader.network import Network
from graph.extraction.reader.variants import Device, Model
from graph.extraction.segmentation import Segmenter
from graph.model import Document


@cache
def reader():
    return Reader()


def read(text):
    annotations = Annotations(Document(text))
    for component in (Segmenter(), QuoteFinder(), reader()):
        component(annotations)
    return annotations


@pytest.mark.parametrize("name", ODD)
def test_spans_of_odd_text(name):
    check_attributions(read(ODD[name]))


@given(
    st.lists(
        st.sampled_from(
            ["the mayor", "Ana", "said", "that", "denied", "citing", "according to", ",", ".", '"', "“", "”",
             "’", "'", "who", "told", "is said to", "it was reported", "\n", "\r\n", "\u200b", "אבג", "😀", ":",
             "as saying", "quoted", "by", "and", "(", ")", "—", "he", "in May", "NAME:"]
        ),
        max_size=40,
    ).map(" ".join)
)  # fmt: skip
def test_spans_of_scrambled_news(text):
    check_attributions(read(text))


def test_who_said_what_is_found():
    text = "The bridge is unsafe, the ministry said on Monday."
    (found,) = read(text).attributions
    quote = Document(text).quote
    assert (quote(found.source), quote(found.content)) == ("the ministry", "The bridge is unsafe")
    assert "said" in quote(found.cue)


@pytest.mark.parametrize("text", ["", " \n", "x", "…", "\u200b"])
def test_nothing_is_said_in_next_to_nothing(text):
    assert read(text).attributions == []


def test_what_is_read_does_not_depend_on_what_was_read_before():
    texts = [*ODD.values(), "The mayor said that the bridge was shut. " * 60]
    first = [read(text).attributions for text in texts]
    assert [read(text).attributions for text in reversed(texts)] == first[::-1]
    assert any(first)


PEAK = """
import sys
from pathlib import Path
import numpy as np
from graph.extraction.annotations import Annotations
from graph.extraction.quotations import QuoteFinder
from graph.extraction.reader.component import Reader
from graph.extraction.reader.network import Emissions, Network
from graph.extraction.segmentation import Segmenter
from graph.model import Document

none = np.array([[9, 0, 0, 0, 0, 0, 0, 0, 0]], np.float32)
Network.read = lambda self, window: Emissions(np.zeros((len(window.words), 384), np.float32), none.repeat(len(window.words), 0))
annotations = Annotations(Document(sys.argv[1] * (5_000_000 // len(sys.argv[1]))))
for component in (Segmenter(), QuoteFinder(), Reader()):
    component(annotations)
# The peak that getrusage tells would be that of the process which started this one, if that was larger.
(peak,) = (line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(int(peak) // 1024)
"""


@pytest.mark.parametrize("end", [" ", "\n\n"])
def test_five_megabytes_are_read_in_little_memory(end):
    # Without the network, which sees one window at a time and would take minutes.
    text = "The ministry said on Monday that the bridge was closed to all lorries and would be rebuilt." + end
    done = subprocess.run([sys.executable, "-c", PEAK, text], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 500  # MB


def test_a_model_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ConfigError, match=r"is not in .*: install the program again"):
        Network(tmp_path)


def test_a_model_that_is_damaged_is_told(tmp_path):
    for name in ("reader.json", "words.onnx", "arguments.onnx"):
        (tmp_path / name).write_bytes((Model.DEFAULT.folder / name).read_bytes())
    Network(tmp_path)
    (tmp_path / "words.onnx").write_bytes(b"nonsense")
    with pytest.raises(ConfigError, match=r"cannot open .*: install the program again"):
        Network(tmp_path)


def test_a_device_that_is_not_there_is_told(monkeypatch):
    monkeypatch.setattr("onnxruntime.get_available_providers", lambda: ["CPUExecutionProvider"])
    with pytest.raises(ConfigError, match="no CUDA device"):
        Reader(device=Device.CUDA)
