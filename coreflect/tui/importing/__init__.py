"""The pages on which files from other laptops are brought together."""
