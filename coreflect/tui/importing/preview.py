"""Before anything is written it is shown what would become of it all; what is to be decided is decided from here.

What is asked stands in `core.bringing_steps`; after a decision that changes the counts they are shown anew, and only
then can it be brought in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList, Static

from coreflect.core.merging.importing import Alike, Deciding, Preview, SeenFile, TwoVersions
from coreflect.core.texts import importing as questions
from coreflect.core.texts import importing as sentences
from coreflect.services.imports import Imports
from coreflect.tui.cards import ChoiceCard, fault_card
from coreflect.tui.importing.work import AtWork, Outcome
from coreflect.tui.pages import BACK, ChoicePage, Page
from coreflect.tui.widgets.choice_list import ChoiceList, Row
from coreflect.tui.widgets.lists import Line, PointedList
from coreflect.tui.widgets.text import hints, said


class PreviewPage(Page[Preview]):
    """What would be brought in. Gives what has become of it once it is, or None where nothing was written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("g", "go_on", show=False),
        Binding("r", "refused", show=False),
        Binding("j", "alike", show=False),
        Binding("v", "versions", show=False),
        Binding("escape", "leave", show=False),
    ]

    DEFAULT_CSS = "PreviewPage > #about { max-height: 4; margin-bottom: 1; } PreviewPage.-short > #about { margin: 0; }"

    def __init__(self, imports: Imports, deciding: Deciding) -> None:
        """Takes the port, and what there is to decide after the first look."""
        super().__init__()
        self._imports = imports
        self._deciding = deciding
        self._going_on = False

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            title = sentences.PREVIEW_TITLE if self._deciding.names else sentences.DECIDE_VERSIONS
            yield Static(said(title), id="where")
            yield Static(said(sentences.NOTHING_WRITTEN), id="kept")
        yield Static(id="about")
        yield PointedList(id="body")
        yield Static(id="status")
        yield Static(id="hints")

    def on_mount(self) -> None:
        self._show()
        self.query_one(PointedList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        doings = {
            REFUSED: self.action_refused,
            ALIKE: self.action_alike,
            VERSIONS: self.action_versions,
            BRING: self.action_go_on,
        }
        chosen = event.option.id or ""
        if chosen in doings:
            doings[chosen]()
        elif card := line_card(self._deciding.preview, chosen):
            self.app.push_screen(card)

    def action_choose(self) -> None:
        self.query_one(PointedList).action_select()

    def action_go_on(self) -> None:
        """Bring it in, once nothing is left to decide; else ask for what is."""
        if self._deciding.step == "bring":
            names, decided = self._deciding.names, self._deciding.decided
            work = AtWork(
                sentences.BRINGING, lambda on_progress: self._imports.import_files(names, decided, on_progress)
            )
            self.app.push_screen(work, self._brought)
        elif self._deciding.step != "nothing":
            self._going_on = True
            self._advance()

    def action_refused(self) -> None:
        refused = self._deciding.preview.refused
        if refused and self._deciding.is_empty:
            self.app.push_screen(ChoiceCard(questions.refused_title(len(refused)), refused_said(refused)))
        elif refused:
            self.app.push_screen(RefusedCard(refused), self._saw_refused)

    def action_alike(self) -> None:
        """Ask about every two names that look alike, also those that were asked about."""
        self._ask_alike(self._deciding.offered)

    def action_versions(self) -> None:
        """Ask about every record in two versions, also those that were decided."""
        self._ask_versions(self._deciding.versions)

    def _advance(self) -> None:
        """Ask for what comes next; where nothing is left, show what would be now."""
        deciding = self._deciding
        if self._going_on and deciding.step == "refused":
            self.action_refused()
        elif self._going_on and deciding.step == "alike":
            self._ask_alike(deciding.unasked)
        elif self._going_on and deciding.step == "versions":
            self._ask_versions(deciding.unweighed)
        elif deciding.decided != deciding.looked_with:
            names, decided = deciding.names, deciding.decided
            work = AtWork(sentences.LOOKING, lambda on_progress: self._imports.look(names, decided, on_progress))
            self.app.push_screen(work, self._looked)
        else:
            is_ready = self._going_on and deciding.step == "bring"
            self._going_on = False
            self._show()
            if is_ready:
                self.query_one(PointedList).point(BRING)
                self.say(sentences.READY)

    def _saw_refused(self, answer: str | None) -> None:
        if answer:
            self._going_on = self._going_on and answer == GO_ON
            self._deciding = self._deciding.without_refused(yes=answer == GO_ON)
            self._advance()
        else:
            self._going_on = False

    def _ask_alike(self, queue: Sequence[Alike]) -> None:
        if not queue:
            self._advance()
            return
        one, *left = queue
        before = {one in self._deciding.asked: questions.NO, one in self._deciding.decided.joined: questions.YES}

        def answered(answer: str | None) -> None:
            if answer in (BACK, None):
                self._back()
                return
            self._deciding = self._deciding.joined(one, yes=answer == questions.YES)
            if answer == questions.NO_TO_ALL:
                for each in left:
                    self._deciding = self._deciding.joined(each, yes=False)
            self._ask_alike(() if answer == questions.NO_TO_ALL else left)

        self.app.push_screen(AlikePage(one, len(left), before.get(True, "")), answered)

    def _ask_versions(self, queue: Sequence[TwoVersions], number: int = 1) -> None:
        if not queue:
            self._advance()
            return
        one, *left = queue
        is_weighed = one.record in self._deciding.weighed
        before = self._deciding.kept(one.record) or (questions.LEAVE if is_weighed else "")

        def answered(answer: str | None) -> None:
            if answer in (BACK, None):
                self._back()
                return
            leaves = answer in (questions.LEAVE, questions.LEAVE_ALL)
            self._deciding = self._deciding.keeping(one.record, "" if leaves else answer or "")
            if answer == questions.LEAVE_ALL:
                for each in left:
                    self._deciding = self._deciding.keeping(each.record, "")
            self._ask_versions(() if answer == questions.LEAVE_ALL else left, number + 1)

        self.app.push_screen(VersionsPage(one, number, number + len(left), before), answered)

    def _back(self) -> None:
        """Stop asking; what was answered holds, and the counts follow it."""
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

    def _brought(self, outcome: Outcome[Preview] | None) -> None:
        if outcome and outcome.result:
            self.dismiss(outcome.result)
        else:
            self._say_outcome(outcome)

    def _say_outcome(self, outcome: Outcome[Preview] | None) -> None:
        if outcome and outcome.fault:
            self.app.push_screen(fault_card(outcome.fault))
        else:
            self.say(sentences.STOPPED)

    def _show(self) -> None:
        deciding = self._deciding
        steps, lines = step_lines(deciding), preview_lines(deciding.preview)
        self.query_one("#about", Static).update(said(" ".join(sentences.heading(deciding))))
        self.query_one(PointedList).show((*steps, *(lines if steps else lines[1:])))
        self.say("")
        keys = {line.id: line.key for line in steps}
        going_on = "bring it in" if deciding.step == "bring" else "go on"
        self.query_one("#hints", Static).update(
            hints(
                ("Enter", "choose", "screen.choose"),
                (keys.get(BRING, ""), going_on, "screen.go_on"),
                ("Esc", "back; nothing is written", "screen.leave"),
            )
        )


GO_ON = "go-on"


def refused_said(refused: tuple[SeenFile, ...]) -> tuple[str, ...]:
    """Each of these files and why it cannot be used."""
    return tuple(sentences.file_said(one) for one in refused)


class RefusedCard(ChoiceCard):
    """Every file that cannot be used, and why; gives GO_ON where the others are to be brought in without them."""

    def __init__(self, refused: tuple[SeenFile, ...]) -> None:
        answers = [Line(answer, words) for answer, words in questions.REFUSED_ANSWERS]
        title = f"{questions.refused_title(len(refused))}. {questions.REFUSED_QUESTION}"
        super().__init__(title, refused_said(refused), answers)


class AlikePage(ChoicePage):
    """Two names that look alike; gives yes, no, no to all that follow, or BACK."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(0)", show=False),
        Binding("n", "answer(1)", show=False),
    ]

    def __init__(self, one: Alike, left: int, chosen: str) -> None:
        """Takes the names, how many pairs follow, and what was said to these before."""
        first, second = questions.alike_names(one)
        texts = (first, second, questions.alike_means(one), questions.NOTHING_JOINED)
        super().__init__(
            questions.alike_question(one), questions.alike_answers(left), texts=texts, chosen=chosen, closes=True
        )

    def action_answer(self, index: int) -> None:
        self.query_one(ChoiceList).action_choose(index)


class VersionsPage(ChoicePage):
    """A record in two versions or more; gives the revision that holds, LEAVE, LEAVE_ALL, or BACK."""

    def __init__(self, one: TwoVersions, number: int, of: int, chosen: str) -> None:
        """Takes the record, which of how many it is, and what was chosen before."""
        self._versions = one.versions
        leaving = questions.leave_answers(of - number)
        answers = (*((each.revision, questions.version_name(each)) for each in one.versions), *leaving)
        super().__init__(
            questions.versions_title(number, of),
            answers,
            texts=(questions.called(one), questions.WHICH_HOLDS),
            chosen=chosen,
            closes=True,
        )

    def rows(self) -> list[Row]:
        """Each version with what it alone says under it."""
        rows = super().rows()
        return [
            Row(row.key, row.label, questions.version_says(self._versions[number]))
            if number < len(self._versions)
            else row
            for number, row in enumerate(rows)
        ]


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
