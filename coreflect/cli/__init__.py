"""The commands: each module parses, calls a service and prints; stdout is data, stderr is talk."""
