"""Writing files whole: what workspace, packages and commands put on disk is there or is not, never half."""
