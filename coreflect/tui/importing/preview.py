"""The page on what an import would do before anything is written, and the pages on what is to be decided first.

`core.merging.importing.Deciding` says what to ask. A decision that changes the counts shows them again before the files
can be imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static

from coreflect.core.merging.importing import (
    GO_ON,
    LEAVE,
    LEAVE_ALL,
    NO,
    NO_TO_ALL,
    YES,
    YES_TO_ALIKE,
    Deciding,
    FilePreview,
    Imported,
    Preview,
    RoundPreview,
    SimilarNames,
    TwoVersions,
    alike_with_first,
)
from coreflect.core.texts import importing as texts
from coreflect.core.texts.words import counted
from coreflect.reporting.look_back_text import Piece
from coreflect.tui.cards import ChoiceCard, fault_card
from coreflect.tui.frame import Key
from coreflect.tui.importing.work import Outcome, ProgressCard
from coreflect.tui.pages import BACK, ChoicePage, Page
from coreflect.tui.widgets.choice_list import ChoiceList, Row
from coreflect.tui.widgets.lists import Line, Panes, PointedList, keys_of_panes
from coreflect.tui.widgets.pictures import Pieces
from coreflect.tui.widgets.text import safe

if TYPE_CHECKING:
    from coreflect.services.imports import Imports

REFUSED, NAMES, VERSIONS, IMPORT = "-refused", "-names", "-versions", "-import"
"""Ids of what can be done."""
_ROUND, _REMARK, _FILE = "round-", "remark-", "file-"


class PreviewPage(Page[Imported]):
    """Shows what an import would do. Gives what it did, or None where nothing was written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("g", "go_on", show=False),
        Binding("r", "refused", show=False),
        Binding("j", "names", show=False),
        Binding("v", "versions", show=False),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, imports: Imports, deciding: Deciding) -> None:
        """Takes the service that imports files, and what there is to decide after the first look."""
        super().__init__()
        self._imports = imports
        self._deciding = deciding
        self._going_on = False

    @property
    def where(self) -> tuple[str, ...]:
        return (texts.preview_title(self._deciding),)

    @property
    def keys(self) -> tuple[Key, ...]:
        steps = {line.id: line.key for line in step_lines(self._deciding)}
        going_on = "add it" if self._deciding.step == "import" else "go on"
        return (
            ("Enter", "choose", "screen.choose"),
            (steps.get(IMPORT, ""), going_on, "screen.go_on"),
            *keys_of_panes(self),
            ("Esc", "back", "screen.leave"),
        )

    def compose_corner(self) -> ComposeResult:
        yield Static(safe(texts.NOTHING_WRITTEN), id="state")

    def compose_content(self) -> ComposeResult:
        yield Static(id="about")
        with Panes():
            yield PointedList(id="body")

    def on_mount(self) -> None:
        self._show()
        self.query_one(PointedList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        actions = {
            REFUSED: self.action_refused,
            NAMES: self.action_names,
            VERSIONS: self.action_versions,
            IMPORT: self.action_go_on,
        }
        chosen = event.option.id or ""
        if chosen in actions:
            actions[chosen]()
        elif explained := outcome_texts(self._deciding.preview, chosen):
            self.app.push_screen(ChoiceCard(*explained))

    def on_option_list_option_highlighted(self) -> None:
        self._show_in_hand()

    def action_choose(self) -> None:
        self.query_one(PointedList).action_select()

    def action_go_on(self) -> None:
        """Ask for the next decision, or import the files if none is left."""
        if self._deciding.step == "import":
            files, decided = self._deciding.files, self._deciding.with_different
            work = ProgressCard(
                texts.IMPORTING, lambda on_progress: self._imports.import_files(files, decided, on_progress)
            )
            self.app.push_screen(work, self._imported)
        elif self._deciding.step != "nothing":
            self._going_on = True
            self._advance()

    def action_refused(self) -> None:
        refused = self._deciding.preview.refused
        if refused and self._deciding.is_empty:
            self.app.push_screen(ChoiceCard(texts.refused_title(len(refused)), refused_lines(refused)))
        elif refused:
            self.app.push_screen(RefusedCard(refused), self._after_refused)

    def action_names(self) -> None:
        """Ask about all pairs of similar names again."""
        self._ask_names(self._deciding.similar_names)

    def action_versions(self) -> None:
        """Ask about all records in two versions again."""
        self._ask_versions(self._deciding.versions)

    def _advance(self) -> None:
        """Ask for the next decision; if none is left, show what the import would do now."""
        deciding = self._deciding
        if self._going_on and deciding.step == "refused":
            self.action_refused()
        elif self._going_on and deciding.step == "names":
            self._ask_names(deciding.open_names)
        elif self._going_on and deciding.step == "versions":
            self._ask_versions(deciding.open_versions)
        elif deciding.decided != deciding.looked_with:
            files, decided = deciding.files, deciding.decided
            work = ProgressCard(texts.LOOKING, lambda on_progress: self._imports.look(files, decided, on_progress))
            self.app.push_screen(work, self._looked)
        else:
            is_ready = self._going_on and deciding.step == "import"
            self._going_on = False
            self._show()
            if is_ready:
                self.query_one(PointedList).point(IMPORT)
                self.say(texts.READY)

    def _after_refused(self, answer: str | None) -> None:
        if answer:
            self._going_on = self._going_on and answer == GO_ON
            self._deciding = self._deciding.without_refused(yes=answer == GO_ON)
            self._advance()
        else:
            self._going_on = False

    def _ask_names(self, pairs: Sequence[SimilarNames]) -> None:
        if not pairs:
            self._advance()
            return
        pair, *remaining = pairs
        was_asked, is_joined = pair in self._deciding.asked_names, pair in self._deciding.decided.joined

        def answered(answer: str | None) -> None:
            if answer in (BACK, None):
                self._back()
                return
            self._deciding = self._deciding.answer_names(pairs, answer or "")
            answered_too = alike_with_first(pairs) if answer == YES_TO_ALIKE else ()
            left = [other for other in remaining if other not in answered_too]
            self._ask_names(() if answer == NO_TO_ALL else left)

        page = SimilarNamesPage(pairs, YES if is_joined else NO if was_asked else "")
        self.app.push_screen(page, answered)

    def _ask_versions(self, records: Sequence[TwoVersions], number: int = 1) -> None:
        if not records:
            self._advance()
            return
        record, *remaining = records
        was_asked = record.record in self._deciding.asked_records
        before = self._deciding.kept_revision(record.record) or (LEAVE if was_asked else "")

        def answered(answer: str | None) -> None:
            if answer in (BACK, None):
                self._back()
                return
            self._deciding = self._deciding.answer_versions(records, answer or "")
            self._ask_versions(() if answer == LEAVE_ALL else remaining, number + 1)

        self.app.push_screen(VersionsPage(record, number, number + len(remaining), before), answered)

    def _back(self) -> None:
        """Stop asking, and show the counts with the decisions so far."""
        self._going_on = False
        self._advance()

    def _looked(self, outcome: Outcome[Preview] | None) -> None:
        if outcome and outcome.result:
            self._deciding = self._deciding.looked(outcome.result)
            self._advance()
            return
        self._going_on = False
        self._show()
        self._say_outcome(outcome)

    def _imported(self, outcome: Outcome[Imported] | None) -> None:
        if outcome and outcome.result:
            self.dismiss(outcome.result)
        else:
            self._say_outcome(outcome)

    def _say_outcome(self, outcome: Outcome[Preview] | Outcome[Imported] | None) -> None:
        if outcome and outcome.fault:
            self.app.push_screen(fault_card(outcome.fault))
        else:
            self.say(texts.STOPPED)

    def _show(self) -> None:
        deciding = self._deciding
        steps, lines = step_lines(deciding), preview_lines(deciding.preview)
        self.query_one("#about", Static).update(safe(" ".join(texts.heading(deciding))))
        self.query_one(PointedList).show((*steps, *(lines if steps else lines[1:])))
        self.say("")
        self.show_frame()
        self._show_in_hand()

    def _show_in_hand(self) -> None:
        """Show beside the list what the highlighted line means."""
        chosen = self.query_one(PointedList).chosen
        title, sentences = (
            step_texts(self._deciding, chosen) or outcome_texts(self._deciding.preview, chosen) or ("", ())
        )
        listed = counted(len(self._deciding.preview.files), "file")
        self.query_one(Panes).show(listed, title, pieces(sentences))


def pieces(sentences: Sequence[str]) -> Pieces:
    """Lay out what a line means, to stand beside the list."""
    return Pieces([Piece((sentence,)) for sentence in sentences])


def refused_lines(refused: tuple[FilePreview, ...]) -> tuple[str, ...]:
    """List these files, each with the reason why it cannot be used."""
    return tuple(texts.file_line(file) for file in refused)


class RefusedCard(ChoiceCard):
    """Shows every file that cannot be used, and why. Gives GO_ON if the others are to be imported without them."""

    def __init__(self, refused: tuple[FilePreview, ...]) -> None:
        answers = [Line(answer, label) for answer, label in texts.REFUSED_ANSWERS]
        title = f"{texts.refused_title(len(refused))}. {texts.REFUSED_QUESTION}"
        super().__init__(title, refused_lines(refused), answers)


class SimilarNamesPage(ChoicePage):
    """Asks whether two similar names mean the same. Gives YES, NO, YES_TO_ALIKE, NO_TO_ALL, or BACK."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(0)", show=False),
        Binding("n", "answer(1)", show=False),
    ]

    def __init__(self, pairs: Sequence[SimilarNames], chosen: str) -> None:
        """Takes the names, with the pairs that follow, and what was answered to these before."""
        pair = pairs[0]
        meaning = (texts.joining_means(pair), *texts.also_alike(pairs), texts.NOTHING_JOINED)
        super().__init__(
            texts.similar_names_question(pair),
            texts.similar_names_answers(pairs),
            texts=(*texts.similar_names_labels(pair), *meaning),
            chosen=chosen,
            closes=True,
        )

    def action_answer(self, index: int) -> None:
        self.query_one(ChoiceList).action_choose(index)


class VersionsPage(ChoicePage):
    """Asks which version of a record to keep. Gives its revision, LEAVE, LEAVE_ALL, or BACK."""

    def __init__(self, record: TwoVersions, number: int, of: int, chosen: str) -> None:
        """Takes the record, which of how many it is, and what was chosen before."""
        self._versions = record.versions
        names = ((version.revision, texts.version_name(version)) for version in record.versions)
        super().__init__(
            texts.versions_title(number, of),
            (*names, *texts.leave_answers(of - number)),
            texts=(texts.record_label(record), texts.WHICH_HOLDS),
            chosen=chosen,
            closes=True,
        )

    def rows(self) -> list[Row]:
        """List the versions, each with what only that version says below it."""
        rows = super().rows()
        return [
            Row(row.key, row.label, texts.version_differences(self._versions[number]))
            if number < len(self._versions)
            else row
            for number, row in enumerate(rows)
        ]


def step_lines(deciding: Deciding) -> tuple[Line, ...]:
    """List the decisions that are left or can be changed, and the import itself."""
    refused = len(deciding.preview.refused)
    lines: list[Line] = []
    if refused:
        left_out = deciding.decided.without_refused
        lines.append(Line(REFUSED, texts.refused_line(refused, left_out=left_out), key="r"))
    if deciding.similar_names:
        lines.append(Line(NAMES, texts.similar_names_line(deciding), key="j"))
    if deciding.versions:
        lines.append(Line(VERSIONS, texts.versions_line(deciding), key="v"))
    if deciding.step != "nothing":
        lines.append(Line(IMPORT, texts.import_label(deciding), key="g"))
    return tuple(lines)


def preview_lines(preview: Preview) -> tuple[Line | None, ...]:
    """List the outcomes of each reflection and each file, under their headings."""
    rounds = [
        Line(
            f"{_ROUND}{number}",
            rounds_name(round_preview),
            texts.round_outcomes(round_preview),
        )
        for number, round_preview in enumerate(preview.rounds)
    ]
    remarks = [Line(f"{_REMARK}{number}", remark) for number, remark in enumerate(preview.remarks)]
    files = [_file_line(number, file) for number, file in enumerate(texts.files_in_order(preview.files))]
    parts = ((texts.BY_REFLECTION, rounds), (texts.TO_KNOW, remarks), (texts.THE_FILES, files))
    return tuple(line for heading, lines in parts if lines for line in (None, Line("", heading), *lines))


def rounds_name(preview: RoundPreview) -> str:
    """Name the reflection that a part of a preview is about."""
    return texts.reflection_name(preview.team_name, preview.date)


def _file_line(number: int, file: FilePreview) -> Line:
    outcome, whole = texts.file_outcome(file), texts.file_line(file)
    return Line(f"{_FILE}{number}", whole if whole == outcome else file.name, "" if whole == outcome else outcome)


def step_texts(deciding: Deciding, line: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the title and the sentences that explain a line on what is to be decided; None if it is another line."""
    refused = deciding.preview.refused
    if line == REFUSED:
        return texts.refused_title(len(refused)), refused_lines(refused)
    if line == NAMES:
        return texts.similar_names_line(deciding), _alike(deciding.similar_names)
    if line == VERSIONS:
        return texts.versions_line(deciding), tuple(map(texts.record_label, deciding.versions))
    return (texts.import_label(deciding), texts.heading(deciding)) if line == IMPORT else None


def _alike(pairs: Sequence[SimilarNames]) -> tuple[str, ...]:
    return tuple(" · ".join(texts.similar_names_labels(pair)) for pair in pairs)


def outcome_texts(preview: Preview, line: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the title and the sentences that explain a line's counts; None if the line has none."""
    kind, _, number = line.rpartition("-")
    if kind == _ROUND.rstrip("-"):
        round_preview = preview.rounds[int(number)]
        return rounds_name(round_preview), texts.round_sentences(round_preview)
    if kind == _REMARK.rstrip("-"):
        return texts.TO_KNOW, (preview.remarks[int(number)],)
    if kind == _FILE.rstrip("-"):
        file = texts.files_in_order(preview.files)[int(number)]
        return texts.THE_FILE, (file.name, texts.file_outcome(file))
    return None
