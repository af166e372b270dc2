"""Reflections: setting one up, planning its time, answering it on screen or on paper, and making its records."""
