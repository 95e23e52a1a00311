"""The rules by which a statement is held to rest on one in another document."""
