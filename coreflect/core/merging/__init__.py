"""Merging records from several places: which revision survives, and what people decide before an import."""
