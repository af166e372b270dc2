"""Draws the parts of the questions and how many of each are answered, never how: what stands beside a question."""

from __future__ import annotations

from textual.content import Content

from coreflect.core.banks.bank import Section
from coreflect.core.names import shown
from coreflect.core.reflections.walkthrough import Part, Walkthrough
from coreflect.core.texts import answering as sentences
from coreflect.tui.frame import Bar, Beside
from coreflect.tui.widgets.choice_list import IN_HAND, NOT_IN_HAND
from coreflect.tui.widgets.text import Lines


def parts_beside(walkthrough: Walkthrough, *, is_here: bool = True) -> Beside:
    """Make what stands beside the pages of somebody who answers, with the part marked in which they are."""
    here = walkthrough.question.section if is_here else None
    return sentences.ALL_QUESTIONS, PartLines(walkthrough.parts, walkthrough.wording, here)


class PartLines(Lines):
    """A name and a bar for each part, as far apart as the height allows; of too many, those around the present one."""

    def __init__(self, parts: tuple[Part, ...], wording: str, here: Section | None) -> None:
        """Takes the parts, the wording of their names, and the section that the person is in, if any."""
        super().__init__()
        self._parts, self._wording, self._here = parts, wording, here

    def fitted(self, width: int, height: int | None) -> list[Content]:
        lines = self.lines(width)
        if height is None or len(lines) <= height:
            return lines
        drawn = self._drawn(width)
        for gap in (1, 0):
            lines = _set_apart(drawn, gap)
            if len(lines) <= height:
                return lines
        here = next((at for at, part in enumerate(self._parts) if part.section is self._here), 0)
        end = sum(map(len, drawn[: here + 1]))
        start = max(min(end - (height + len(drawn[here])) // 2, len(lines) - height), 0)
        return lines[start : start + height]

    def _make(self, width: int) -> list[Content]:
        return _set_apart(self._drawn(width), 2)

    def _drawn(self, width: int) -> list[list[Content]]:
        counts = [sentences.how_many_answered(part.answered, part.questions) for part in self._parts]
        room = width - len(f"{NOT_IN_HAND}   ") - max(map(len, counts))
        drawn = []
        for part, count in zip(self._parts, counts, strict=True):
            is_here = part.section is self._here
            hand = Content.styled(f"{IN_HAND if is_here else NOT_IN_HAND} ", "$text-primary")
            name = Content.styled(shown(part.section.title.say(self._wording)), "bold" if is_here else "")
            first, *more = name.wrap(max(width - 2, 1))
            (bar,) = Bar(part.answered, part.questions, room, numbered=False).lines(max(room, 0))
            beside = Content.styled(count, "$text-muted")
            drawn.append([hand + first, *("  " + line for line in more), "  " + bar + "  " + beside])
        return drawn


def _set_apart(drawn: list[list[Content]], gap: int) -> list[Content]:
    """Join the lines of parts, with as many empty ones between two of them."""
    return [line for at, part in enumerate(drawn) for line in (*([Content()] * gap if at else ()), *part)]
