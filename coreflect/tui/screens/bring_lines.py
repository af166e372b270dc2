"""What becomes of everything in the files, as lines: by team and reflection, what is good to know, and each file."""

from __future__ import annotations

from coreflect.core import bringing_questions as questions
from coreflect.core import bringing_sentences as sentences
from coreflect.core.bringing import Preview, SeenFile
from coreflect.core.bringing_steps import Deciding
from coreflect.tui.screens.choice_card import ChoiceCard
from coreflect.tui.widgets.pointed_list import Line

REFUSED, ALIKE, VERSIONS, BRING = "-refused", "-alike", "-versions", "-bring"
"""Ids of what can be done."""
_ROUND, _REMARK, _FILE = "round-", "remark-", "file-"


def step_lines(deciding: Deciding) -> tuple[Line, ...]:
    """What there is to decide, and bringing it in."""
    preview, decided = deciding.preview, deciding.decided
    lines: list[Line] = []
    if preview.refused:
        said = questions.refused_line(len(preview.refused), left_out=decided.without_refused)
        lines.append(Line(REFUSED, said, key="r"))
    if deciding.offered:
        said = questions.alike_line(len(deciding.offered), len(decided.joined), len(deciding.unasked))
        lines.append(Line(ALIKE, said, key="j"))
    if deciding.versions:
        said = questions.versions_line(deciding.versions, len(decided.kept), len(deciding.unweighed))
        lines.append(Line(VERSIONS, said, key="v"))
    if deciding.step != "nothing":
        name = sentences.BRING_IT_IN if deciding.names else sentences.KEEP_DECIDED
        lines.append(Line(BRING, name, key="g"))
    return tuple(lines)


def preview_lines(preview: Preview) -> tuple[Line | None, ...]:
    """What becomes of each reflection and each file, each part under its heading and after a gap."""
    rounds = [
        Line(f"{_ROUND}{number}", sentences.reflection_name(one.team_name, one.date), sentences.round_fates(one))
        for number, one in enumerate(preview.rounds)
    ]
    remarks = [Line(f"{_REMARK}{number}", remark) for number, remark in enumerate(preview.remarks)]
    files = [_file_line(number, file) for number, file in enumerate(sentences.files_in_order(preview.files))]
    parts = ((sentences.BY_REFLECTION, rounds), (sentences.TO_KNOW, remarks), (sentences.THE_FILES, files))
    return tuple(line for heading, lines in parts if lines for line in (None, Line("", heading), *lines))


def _file_line(number: int, file: SeenFile) -> Line:
    fate, whole = sentences.file_fate(file), sentences.file_said(file)
    return Line(f"{_FILE}{number}", whole if whole == fate else file.name, "" if whole == fate else fate)


def line_card(preview: Preview, line: str) -> ChoiceCard | None:
    """The card that says in sentences what a line says in counts; None where the line is not one of these."""
    kind, _, number = line.rpartition("-")
    if kind == _ROUND.rstrip("-"):
        one = preview.rounds[int(number)]
        return ChoiceCard(sentences.reflection_name(one.team_name, one.date), sentences.round_sentences(one))
    if kind == _REMARK.rstrip("-"):
        return ChoiceCard(sentences.TO_KNOW, (preview.remarks[int(number)],))
    if kind == _FILE.rstrip("-"):
        file = sentences.files_in_order(preview.files)[int(number)]
        return ChoiceCard(sentences.THE_FILE, (file.name, sentences.file_fate(file)))
    return None
