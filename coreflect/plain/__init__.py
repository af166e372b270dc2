"""The questionary face: line by line, numbered, for screen readers, Braille displays and slow links."""
