"""Question banks: their values, reading them and their wordings from TOML, and comparing two versions."""
