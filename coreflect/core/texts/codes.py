"""The sentences on the code that a person may take before finishing, to lay two reflections side by side."""

from __future__ import annotations

from coreflect.core.banks.bank import EASIER

CODE_QUESTION = "Would you like a code?"
NO_CODE, NEW_CODE, HAVE_ONE, KEEP_CODE = "none", "new", "have", "keep"

YOUR_CODE = "Your code is:"
TYPE_CODE = "Type your code from last time."
WHAT_A_CODE_IS = "It is three letters and three digits. Small or capital letters make no difference."
CODE_KEPT = "Your code is kept with your answers."
CODE_DROPPED = "You have no code now."

_OFFER = (
    "You may take a code. With it your answers now and next time can be laid side by side. Nobody learns who you are."
)
_OFFER_EASIER = (
    "You can take a code. Next time, you type it in. Then we can look at your answers from both times together. Nobody "
    "learns who you are."
)
_WRITE_IT_DOWN = (
    "Write it down, or keep a photo. Next time, type it in at the end.",
    "Keep it to yourself, and apart from your two words: those open your answers, this does not.",
)
_WRITE_IT_DOWN_EASIER = (
    "Write it down, or take a photo. Next time, you type it in at the end.",
    "Show it to nobody. It is something else than your two words.",
)


def code_offer(wording: str) -> str:
    """What a code is for."""
    return _OFFER_EASIER if wording == EASIER else _OFFER


def code_before_finishing(wording: str, code: str, *, again: bool = False) -> str:
    """The offer of a code before finishing, to somebody who has this one, or (empty) none; `again` makes it short."""
    if code:
        return f"{CODE_KEPT} Press k to change it."
    return "Press k if you would like a code." if again else f"{code_offer(wording)} Press k if you would like one."


def code_answers(code: str) -> tuple[tuple[str, str], ...]:
    """(id, words) of what can be chosen; the first is taken with Enter, and changes nothing."""
    if not code:
        return ((NO_CODE, "No"), (NEW_CODE, "Yes, a new code"), (HAVE_ONE, "I have one from last time"))
    return (
        (KEEP_CODE, "Keep the code that I have"),
        (NEW_CODE, "A new code in its place"),
        (HAVE_ONE, "The one that I have from last time"),
        (NO_CODE, "No code"),
    )


def new_code(code: str) -> str:
    """Say which code somebody was given."""
    return f"{YOUR_CODE} {code}."


def code_given(wording: str) -> tuple[str, ...]:
    """What to do with a new code."""
    return _WRITE_IT_DOWN_EASIER if wording == EASIER else _WRITE_IT_DOWN
