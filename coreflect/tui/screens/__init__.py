"""One module a screen; a screen shows a value and hands on what was chosen."""
