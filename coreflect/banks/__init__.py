"""The shelf: question banks are found and loaded here, and a broken one never stops the app."""
