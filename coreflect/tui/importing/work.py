"""Does what takes time in a thread, so that keys answer meanwhile: a card says how far it is, and Esc stops it.

Work that is over within a second shows no card. Work that was stopped has changed nothing, and its card stays until
that is certain.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import ProgressBar, Static

from coreflect.core.errors import CoreflectError
from coreflect.core.merging.importing import Progress
from coreflect.core.names import shown
from coreflect.core.texts import importing as texts
from coreflect.core.texts.words import begun
from coreflect.tui.cards import Card
from coreflect.tui.frame import Key
from coreflect.tui.widgets.text import safe

if TYPE_CHECKING:
    from coreflect.core.merging.importing import OnProgress

Result = TypeVar("Result")

SECONDS_UNSHOWN = 1.0
SECONDS_BETWEEN = 0.1


class Stopped(Exception):
    """Somebody asked the work to stop."""


class Stopping:
    """Holds whether work is to stop. The thread that does the work checks it."""

    def __init__(self) -> None:
        self._wanted = Event()

    def stop(self) -> None:
        self._wanted.set()

    def check(self, progress: Progress | None = None) -> None:  # noqa: ARG002 - it may stand as an OnProgress
        """Raise Stopped if the work is to stop.

        Raises:
            Stopped: it is.
        """
        if self._wanted.is_set():
            raise Stopped


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """What came of work: its result, or the fault that ended it, or neither if it was stopped."""

    result: Result | None = None
    fault: CoreflectError | None = None


class ProgressCard(Card[Outcome[Result]], Generic[Result]):
    """Shows the progress of work that is done in a thread. Gives its outcome."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False),
        Binding("question_mark", "app.help", show=False),
    ]

    DEFAULT_CSS = """
    ProgressCard > * { visibility: hidden; }
    ProgressCard.-shown > * { visibility: visible; }
    ProgressCard ProgressBar, ProgressCard Bar { width: 100%; }
    ProgressCard Bar > .bar--bar, ProgressCard Bar > .bar--complete { color: $primary; background: $line; }
    """

    @dataclass
    class Reported(Message):
        """The work reports how far it is."""

        progress: Progress

    @dataclass
    class Over(Message):
        """The work has ended."""

        outcome: Outcome[object]

    def __init__(
        self,
        title: str,
        work: Callable[[OnProgress], Result],
        *,
        can_stop: bool = True,
        unshown: float = SECONDS_UNSHOWN,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        """Takes what is being done in a few words, the work with what it calls with how far it is, and the clock.

        `unshown` is after how many seconds the card shows.
        """
        super().__init__()
        self._can_stop = can_stop
        self._unshown = unshown
        self._seconds = seconds
        self._title = title
        self._work = work
        self._stopping = Stopping()
        self._is_stopping = False
        self._outcome: Outcome[object] | None = None
        self._began = seconds()
        self._reported = -inf

    @property
    def keys(self) -> tuple[Key, ...]:
        return (("Esc" if self._can_stop else "", "stop; nothing changes", "screen.leave"),)

    def compose_content(self) -> ComposeResult:
        with Vertical(id="card"):
            yield Static(safe(self._title), classes="title")
            yield ProgressBar(total=1, show_percentage=False, show_eta=False)
            yield Static(id="work-numbers")

    def on_mount(self) -> None:
        if self._unshown:
            self.set_timer(self._unshown, self._show)
        else:
            self._show()
        self.run_worker(self._do, thread=True)

    def on_unmount(self) -> None:
        self._stopping.stop()

    def on_progress_card_reported(self, message: Reported) -> None:
        progress = message.progress
        self.query_one(ProgressBar).update(total=max(progress.whole, 1), progress=progress.done)
        seconds = self._seconds() - self._began
        self.query_one("#work-numbers", Static).update(safe(texts.how_far(progress, seconds)))
        if progress.doing and not self._is_stopping:
            self.query_one(".title", Static).update(safe(shown(begun(progress.doing))))

    def on_progress_card_over(self, message: Over) -> None:
        self._outcome = message.outcome
        self._close_if_over()

    def on_screen_resume(self) -> None:
        self._close_if_over()

    def action_leave(self) -> None:
        """Ask the work to stop; the card closes once it has stopped."""
        if not self._can_stop:
            return
        self._is_stopping = True
        self._stopping.stop()
        self.query_one(".title", Static).update(safe(texts.STOPPING))

    def _close_if_over(self) -> None:
        """Close once the work is over, and a help page above the card is closed."""
        if self._outcome is not None:
            self.dismiss(self._outcome)  # type: ignore[arg-type]

    def _show(self) -> None:
        self.add_class("-shown")

    def _do(self) -> None:
        """In the thread: nothing here touches the screen but by messages."""
        try:
            outcome: Outcome[object] = Outcome(self._work(self._on_progress))
        except Stopped:
            outcome = Outcome()
        except CoreflectError as error:
            outcome = Outcome(fault=error)
        self.post_message(self.Over(outcome))

    def _on_progress(self, progress: Progress) -> None:
        self._stopping.check()
        now = self._seconds()
        if now - self._reported >= SECONDS_BETWEEN or progress.done == progress.whole:
            self._reported = now
            self.post_message(self.Reported(progress))
