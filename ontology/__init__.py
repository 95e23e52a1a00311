"""The vocabulary: files for machines, names for Python."""
