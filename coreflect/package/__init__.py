"""The file that travels: its tables, and how it is written, read, checked and merged."""
