"""The trained reader: sources, cues and contents, found by a small neural network."""
