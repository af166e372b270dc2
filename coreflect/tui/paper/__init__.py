"""The pages on which paper sheets are keyed in."""
