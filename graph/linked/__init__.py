"""What stands behind an IRI: descriptions of things and of the terms that they are described in."""
