"""Chains of sources: who rests on whom inside a document."""
