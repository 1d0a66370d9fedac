"""Generators of documents: what stands in the docs and follows from code is made here."""
