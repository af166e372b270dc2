"""Serves the sheet to the phones in the room; needs the extra `coreflect[web]`."""
