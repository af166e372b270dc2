"""Files from other laptops are chosen by number or name and brought together; what came in last is taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from coreflect.core.merging.importing import Alike, Deciding, Preview, Progress, SeenFile, TwoVersions, deciding
from coreflect.core.texts import importing as questions
from coreflect.core.texts import importing as sentences
from coreflect.core.texts.words import counted
from coreflect.plain.prompts import Left, Option, choose, ended, number_in, numbered, press_enter, rest, trying
from coreflect.plain.terminal import Terminal
from coreflect.services.app import Services

if TYPE_CHECKING:
    from coreflect.core.merging.importing import OnProgress

TAKE_BACK = "take-back"
HOW_TO_CHOOSE = "Type the numbers of the files you want, such as 1 3 or 2-5."
_BETWEEN = re.compile(r"[\s,;]+")
_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")


def combine_files(services: Services, terminal: Terminal) -> None:
    """Ask which files, or what else is to be done, until something was brought in or the person goes back."""
    shown = 0
    brought: list[Preview] = []
    while True:
        files = services.imports.nearby()
        _say_choice(services, terminal, files, shown)
        typed = terminal.ask("Files:")
        key = typed.casefold().removesuffix(".") or typed
        if key in ("", "q", "b"):
            return
        if key == ".":
            rest(terminal)
        elif key == "m" and shown + LINES_AT_ONCE < len(files):
            shown += LINES_AT_ONCE
        elif key == "u":
            trying(terminal, lambda: take_back(services, terminal))
        elif key == "v":
            trying(terminal, partial(_bring, services, terminal, (), brought))
        elif key not in ("h", "?", "m"):
            before = len(brought)
            trying(terminal, partial(_bring, services, terminal, files_meant(typed, files), brought))
            if len(brought) > before:
                return


def files_meant(typed: str, files: Sequence[str]) -> tuple[str, ...]:
    """The files that a line means: all of them, those with these numbers, or one by its name."""
    if typed.casefold() == "a" and files:
        return tuple(files)
    numbers: list[int] = []
    for part in _BETWEEN.split(typed.strip(" ,;")):
        found = _RANGE.fullmatch(part)
        first, last = found.groups() if found else ("", None)
        bounds = [number_in(each, 1, len(files)) for each in (first, last or first)]
        if None in bounds:
            return (_bare(typed),)
        numbers += range(bounds[0] or 0, (bounds[1] or 0) + 1)
    return tuple(files[number - 1] for number in dict.fromkeys(numbers)) or (_bare(typed),)


def take_back(services: Services, terminal: Terminal) -> None:
    """Say what came in last, ask once, and take it back.

    Raises:
        CoreflectError: there is nothing to take back, or it cannot be done.
    """
    last = at_work(terminal, sentences.LOOKING, lambda _: services.imports.last())
    if last is None:
        raise sentences.nothing_to_take_back()
    said = (f"{line}." for line in sentences.imported_rounds(last, sentences.COMMA))
    options = numbered(sentences.TAKE_BACK_ANSWERS)
    asked = (sentences.TAKE_BACK_QUESTION, *said, sentences.TAKE_BACK_MEANS)
    if choose(terminal, *asked, options=options, taken_by_enter="1", can_leave=True) == TAKE_BACK:
        at_work(terminal, sentences.TAKING_BACK, lambda _: services.imports.undo())
        terminal.pause()
        terminal.say(sentences.TAKEN_BACK)


def _say_choice(services: Services, terminal: Terminal, files: Sequence[str], shown: int) -> None:
    terminal.pause()
    terminal.say(f"{sentences.TITLE}.", sentences.WHAT_THIS_DOES)
    for number, file in enumerate(files[shown : shown + LINES_AT_ONCE], start=shown + 1):
        terminal.say(f"{number}. {file}", hang=3)
    if files:
        terminal.say(HOW_TO_CHOOSE, "a. All of them.")
    else:
        terminal.say(sentences.NO_FILES)
    if (more := len(files) - shown - LINES_AT_ONCE) > 0:
        terminal.say(f"m. Hear more: {counted(more, 'file')} left.")
    if last := services.imports.last():
        terminal.say(f"u. {sentences.TAKE_BACK_LAST}: {sentences.imported_line(last, sentences.COMMA)}.", hang=3)
    terminal.say(f"v. {sentences.DECIDE_VERSIONS}.")
    terminal.say("Or type the name of a file or folder. Enter alone goes back.")


def _bring(services: Services, terminal: Terminal, names: tuple[str, ...], brought: list[Preview]) -> None:
    """Bring these in, put what has become of them with what was `brought`, and say it."""
    preview = decide_and_import(services, terminal, names)
    if preview is not None:
        brought.append(preview)
        _say_done(services, terminal, preview, came_in=bool(names))


def _say_done(services: Services, terminal: Terminal, brought: Preview, *, came_in: bool) -> None:
    own = {reflection.id for reflection in services.workspace.rounds()}
    terminal.pause()
    terminal.say(f"{sentences.DONE_TITLE if came_in else sentences.DECIDED_TITLE}.")
    terminal.say(*sentences.done(brought, own, sentences.COMMA))
    in_pages(terminal, tuple(fate_lines(brought)))
    options = (
        Option("u", sentences.TAKE_IT_BACK, TAKE_BACK),
        Option("b", sentences.TO_FIRST_PAGE, ""),
    )
    if choose(terminal, options=options, taken_by_enter="b") == TAKE_BACK:
        take_back(services, terminal)


def _bare(typed: str) -> str:
    """A name without the quotes that a terminal puts around a file that is dragged into it."""
    return typed[1:-1] if len(typed) > 1 and typed[0] in "'\"" and typed[-1] == typed[0] else typed


Result = TypeVar("Result")

SECONDS_UNSAID = 1.0
SECONDS_BETWEEN = 5.0


def at_work(
    terminal: Terminal, title: str, work: Callable[[OnProgress], Result], seconds: Callable[[], float] = monotonic
) -> Result:
    """Do it, and return its result; ctrl+c stops it as it stops everything.

    Takes what is being done in a few words, what does it with what it tells how far it is, and the clock.
    """
    began = seconds()
    due = began + SECONDS_UNSAID

    def on_progress(progress: Progress) -> None:
        nonlocal due
        now = seconds()
        if now >= due and progress.done < progress.whole:
            due = now + SECONDS_BETWEEN
            terminal.say(f"{title}: {ended(sentences.how_far(progress, now - began).replace(sentences.DOT, ', '))}")

    return work(on_progress)


GO_ON, BRING, BACK = "go-on", "bring", "back"
LINES_AT_ONCE = 20


def decide_and_import(services: Services, terminal: Terminal, names: tuple[str, ...]) -> Preview | None:
    """Look at these files (at what is in two versions here, without names), ask, and bring them in.

    Returns what has become of it all, or None where nothing was written.

    Raises:
        Left: the person leaves; nothing was written.
        CoreflectError: it cannot be done; nothing was written.
    """
    state = deciding(
        names,
        at_work(terminal, sentences.LOOKING, lambda on_progress: services.imports.look(names, on_progress=on_progress)),
    )
    asked = state.preview.refused if state.step == "refused" else ()
    say_preview(terminal, state, [one for one in state.preview.files if one not in asked])
    while state.step not in ("nothing", "bring"):
        if state.step == "refused":
            state = _ask_refused(terminal, state)
        elif state.step == "alike":
            state = _ask_alike(terminal, state, state.unasked)
        elif state.step == "versions":
            state = _ask_versions(terminal, state, state.unweighed)
        else:
            look = partial(services.imports.look, names, state.decided)
            state = state.looked(at_work(terminal, sentences.LOOKING, look))
            say_preview(terminal, state)
    if state.step == "nothing":
        press_enter(terminal, "Press Enter to go back:")
        return None
    words = sentences.BRING_IT_IN if names else sentences.KEEP_DECIDED
    answers = numbered(((BRING, words), (BACK, "Back; nothing is written")))
    if choose(terminal, sentences.NOTHING_WRITTEN, options=answers, can_leave=True) == BACK:
        return None
    return at_work(terminal, sentences.BRINGING, partial(services.imports.import_files, names, state.decided))


def say_preview(terminal: Terminal, state: Deciding, files: Sequence[SeenFile] = ()) -> None:
    """Say what would become of it all, by team and reflection, and of these files."""
    terminal.pause()
    terminal.say(f"{sentences.PREVIEW_TITLE}." if state.names else f"{sentences.DECIDE_VERSIONS}.")
    terminal.say(*sentences.heading(state, sentences.COMMA))
    in_pages(terminal, tuple(fate_lines(state.preview, files)))


def fate_lines(preview: Preview, files: Sequence[SeenFile] = ()) -> Iterator[str]:
    """What becomes of each reflection and of these files, a line each, under their headings."""
    if preview.rounds:
        yield f"{sentences.BY_REFLECTION}:"
    for one in preview.rounds:
        name = sentences.reflection_name(one.team_name, one.date, sentences.COMMA)
        yield f"{name}: {ended(sentences.round_fates(one, sentences.COMMA))}"
    if preview.remarks:
        yield f"{sentences.TO_KNOW}:"
    yield from preview.remarks
    if files:
        yield f"{sentences.THE_FILES}:"
    for file in sentences.files_in_order(files):
        yield ended(sentences.file_said(file))


def in_pages(terminal: Terminal, lines: Sequence[str]) -> None:
    """Say lines, so many at once; between them Enter asks for more, and q for no more."""
    for start in range(0, len(lines), LINES_AT_ONCE):
        if start:
            more = counted(len(lines) - start, "more line")
            terminal.say(f"There are {more}. Press Enter to hear them, or type q to go on without.")
            if terminal.ask("More:").casefold() in ("q", "b"):
                return
        for line in lines[start : start + LINES_AT_ONCE]:
            terminal.say(line, hang=3)


def _ask_refused(terminal: Terminal, state: Deciding) -> Deciding:
    refused = state.preview.refused
    terminal.pause()
    terminal.say(f"{questions.refused_title(len(refused))}:")
    in_pages(terminal, [ended(sentences.file_said(one)) for one in refused])
    options = numbered(questions.REFUSED_ANSWERS)
    answer = choose(terminal, questions.REFUSED_QUESTION, options=options, taken_by_enter="1", can_leave=True)
    if answer != GO_ON:
        raise Left
    return state.without_refused()


def _ask_alike(terminal: Terminal, state: Deciding, queue: Sequence[Alike]) -> Deciding:
    one, *left = queue
    first, second = questions.alike_names(one)
    answer = choose(
        terminal,
        questions.alike_question(one),
        ended(first),
        ended(second),
        questions.alike_means(one),
        options=numbered(questions.alike_answers(len(left))),
        can_leave=True,
    )
    state = state.joined(one, yes=answer == questions.YES)
    for each in left if answer == questions.NO_TO_ALL else ():
        state = state.joined(each, yes=False)
    return state


def _ask_versions(terminal: Terminal, state: Deciding, queue: Sequence[TwoVersions]) -> Deciding:
    one, *left = queue
    number = len(state.versions) - len(left)
    versions = [
        (each.revision, f"{ended(questions.version_name(each))} {' '.join(map(ended, questions.version_says(each)))}")
        for each in one.versions
    ]
    answer = choose(
        terminal,
        ended(questions.versions_title(number, len(state.versions)).replace(sentences.DOT, ", ")),
        ended(questions.called(one)),
        questions.WHICH_HOLDS,
        options=numbered((*versions, *questions.leave_answers(len(left)))),
        can_leave=True,
    )
    leaves = answer in (questions.LEAVE, questions.LEAVE_ALL)
    state = state.keeping(one.record, "" if leaves else answer)
    for each in left if answer == questions.LEAVE_ALL else ():
        state = state.keeping(each.record, "")
    return state
