"""Values and rules of coreflect, in the standard library alone: nothing here reads a file, a clock or chance."""
