"""Where the files of the sentence encoder are."""

from pathlib import Path

ENCODER = Path(__file__).parent / "encoder.onnx"
