"""Click alone lives here: each module parses, wires the ports and calls; stdout is data, stderr is talk."""
