"""The help of the pages on which a team looks back: its teams, its reflections side by side, and one question."""

from __future__ import annotations

from coreflect.tui.help_words import ARROWS, ARROWS_READ, ENTER, HIDE, HelpText

_WINDOW = ("e l", "earlier or later reflections, where not all of them fit")

LOOK_BACK: dict[str, HelpText] = {
    "LookBackPage": HelpText(
        "Look back",
        "Choose a team, to see its reflections side by side. Teams stand by name. No team is laid beside another.",
        (ARROWS, (ENTER, "choose the team with the sign ›"), HIDE, ("Esc, b or ←", "back")),
    ),
    "RoundsWindow": HelpText("Reflections side by side", "As many stand side by side as fit.", (_WINDOW, HIDE)),
    "LookBackTeamPage": HelpText(
        "A team's reflections side by side",
        "The reflections stand beside one another, and every question under them: first what moved, then where you see "
        "it differently, then where many cannot tell. It need not be the same people each time. A lower answer can "
        "mean that people see more.",
        (
            ARROWS,
            (ENTER, "open the question with the sign ›"),
            _WINDOW,
            ("o", "open a reflection here that came with files, to hold its meeting"),
            HIDE,
            ("Esc or b", "back"),
        ),
    ),
    "LookBackItemPage": HelpText(
        "One question, each time it was asked",
        "Each dot is a person. Nobody can see which. A line | stands between two times that cannot be compared, and it "
        "says why.",
        (
            ("← →", "the question before, or the next"),
            ("g", "whose answers: everyone's, then each group that may be shown"),
            _WINDOW,
            ARROWS_READ,
            HIDE,
            ("Esc, Enter or b", "the list"),
        ),
    ),
}
