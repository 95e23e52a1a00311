"""The only mapping between the model and RDF: documents and statements to quads, and back.

One document version, with everything that was read from it, is one named graph. All nodes have IRIs that are
made from content, so that the same article gives the same quads wherever it is read.
"""
