"""The commands: each module parses, wires the ports and calls; stdout is data, stderr is talk."""
