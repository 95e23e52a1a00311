"""What persons hold of statements as they were read, and what the statements come to with that."""
