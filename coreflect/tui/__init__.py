"""The Textual face: full screen, by keyboard or mouse."""
