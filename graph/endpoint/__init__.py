"""What a SPARQL endpoint does, without HTTP: queries over a dataset, updates, graphs, and its own description."""
