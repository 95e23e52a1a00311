"""The read model: an index beside the store that finds claims by their words and pages through statements.

Its rows are statements. It can be rebuilt from the store at any time, and holds nothing that the store does not say.
"""
