"""What can be computed from the graph: chains, paths, the citation graph."""
