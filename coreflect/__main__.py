"""`python -m coreflect` is the command `coreflect`."""

