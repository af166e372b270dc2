"""Reflections: setting one up, planning its time, answering on screen or on paper, and the records that come of it."""
