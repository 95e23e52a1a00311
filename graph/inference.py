"""How networks run: onnxruntime, and the tokeniser in front of them."""

from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import ConfigError
from graph.extraction.reader.variants import Device

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer


def open_tokenizer(path: Path) -> "Tokenizer":
    """Open a ``tokenizer.json``; the tokeniser neither pads nor cuts off."""
    from tokenizers import Tokenizer

    tokenizer: Tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def open_session(path: Path, *, device: Device) -> "InferenceSession":
    """Open a graph.

    Raises ConfigError when the device is not there or the file is not.
    """
    import onnxruntime

    providers = ["CPUExecutionProvider"]
    if device is Device.CUDA:
        if "CUDAExecutionProvider" not in onnxruntime.get_available_providers():
            raise ConfigError(
                "onnxruntime finds no CUDA device: install onnxruntime-gpu and its CUDA libraries, or use the CPU."
            )
        providers.insert(0, "CUDAExecutionProvider")
    options = onnxruntime.SessionOptions()
    # One thread: several documents side by side in as many processes make better use of cores.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=providers, enable_fallback=False)
    except Exception as error:  # onnxruntime's own have no other class in common
        raise ConfigError(
            f"onnxruntime cannot open {path} for {device}: install the program again, and for CUDA its libraries."
        ) from error
    if session.get_providers()[0] != providers[0]:  # it says nothing when a library of CUDA is missing
        raise ConfigError("onnxruntime cannot use the CUDA device: install the CUDA libraries that it needs.")
    return session
