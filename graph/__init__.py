"""The library: documents in, statements out, the graph and what can be asked of it."""
