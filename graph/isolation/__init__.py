"""Queries of clients, answered by processes that can be killed, from a copy of the store that stands still."""
