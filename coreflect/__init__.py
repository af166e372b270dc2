"""coreflect: a team reflects, together, on how deeply it co-produces."""
