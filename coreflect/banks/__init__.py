"""The shelf of question banks: finding, loading and checking them."""
