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

from coreflect.core import bringing_questions as questions
from coreflect.core import bringing_sentences as sentences
from coreflect.core.bringing import Alike, Preview, TwoVersions
from coreflect.core.bringing_steps import Deciding
from coreflect.core.ports import Bringing
from coreflect.tui.screens.bring_at_work import AtWork, Outcome
from coreflect.tui.screens.bring_choices import GO_ON, AlikePage, RefusedCard, VersionsPage, refused_said
from coreflect.tui.screens.bring_lines import ALIKE, BRING, REFUSED, VERSIONS, line_card, preview_lines, step_lines
from coreflect.tui.screens.choice_card import ChoiceCard, fault_card
from coreflect.tui.widgets.page import BACK, Page
from coreflect.tui.widgets.pointed_list import PointedList
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

    def __init__(self, bringing: Bringing, deciding: Deciding) -> None:
        """Takes the port, and what there is to decide after the first look."""
        super().__init__()
        self._bringing = bringing
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
            work = AtWork(sentences.BRINGING, lambda tell: self._bringing.bring(names, decided, tell))
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
            work = AtWork(sentences.LOOKING, lambda tell: self._bringing.look(names, decided, tell))
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
