"""The one file that travels: its tables, how it is written, read, checked and merged."""
