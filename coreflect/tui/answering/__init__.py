"""The pages of one person: the welcome, the questions, notes, a code, and the end."""
