"""Question banks: their values, reading them from TOML, other wordings, and what two editions differ in."""
