"""A plan is a suggestion: it says how long each part of a meeting may take, and never hurries anybody."""

from __future__ import annotations

PLAN = (
    (10, "Welcome"),
    (20, "Answer, each of us alone"),
    (0, "Break, as long as it takes"),
    (5, "Look at the answers together"),
    (45, "Talk about three questions, 15 minutes each"),
    (20, "What we will do"),
    (10, "Who was not here, how was this, the next date"),
)
"""(minutes, what), in order; a break has no minutes."""
ABOUT = "This is a suggestion. Leave out what does not fit, and stop when people are tired."
