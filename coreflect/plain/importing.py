"""Imports files from other laptops in the plain face: chosen by number or name, decided on, and undone.

`core.merging.importing.Deciding` says what to ask, and in which order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from coreflect.core.merging.importing import GO_ON, Deciding, FilePreview, Imported, Preview, Progress, deciding
from coreflect.core.texts import importing as texts
from coreflect.core.texts.controls import PRESS_ENTER_TO_GO_BACK, key_line
from coreflect.core.texts.words import ended
from coreflect.plain.prompts import Left, Option, choose, number_in, numbered, press_enter, rest, trying
from coreflect.plain.terminal import Terminal
from coreflect.services.app import Services
from coreflect.services.finding import find_file

if TYPE_CHECKING:
    from coreflect.core.merging.importing import OnProgress

Result = TypeVar("Result")

LINES_AT_ONCE = 20
SECONDS_UNSAID = 1.0
SECONDS_BETWEEN = 5.0

_BETWEEN = re.compile(r"[\s,;]+")
_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
_IMPORT, _BACK = "import", "back"


def import_files(services: Services, terminal: Terminal) -> None:
    """Ask which files to import, or what else to do, until files were imported or the person goes back."""
    first = 0
    while True:
        files = services.imports.nearby()
        _say_choice(services, terminal, files, first)
        typed = terminal.ask(texts.TYPE_FILES)
        key = typed.casefold().removesuffix(".") or typed
        if key in ("", "q", "b"):
            return
        if key == ".":
            rest(terminal)
        elif key == "m" and first + LINES_AT_ONCE < len(files):
            first += LINES_AT_ONCE
        elif key == "u":
            trying(terminal, lambda: undo(services, terminal))
        elif key == "v":
            trying(terminal, partial(_import, services, terminal, (), []))
        elif key not in ("h", "?", "m"):
            done: list[Imported] = []
            trying(terminal, partial(_import, services, terminal, files_meant(typed, files), done))
            if done:
                return


def files_meant(typed: str, files: Sequence[str]) -> tuple[str, ...]:
    """Find the files that a typed line names: all of them, those with these numbers, or one by its name."""
    if typed.casefold() == "a" and files:
        return tuple(files)
    numbers: list[int] = []
    for part in _BETWEEN.split(typed.strip(" ,;")):
        span = _RANGE.fullmatch(part)
        first, last = span.groups() if span else ("", None)
        bounds = [number_in(bound, 1, len(files)) for bound in (first, last or first)]
        if None in bounds:
            return (find_file(typed),)
        numbers += range(bounds[0] or 0, (bounds[1] or 0) + 1)
    return tuple(files[number - 1] for number in dict.fromkeys(numbers)) or (find_file(typed),)


def decide_and_import(services: Services, terminal: Terminal, files: tuple[str, ...]) -> Imported | None:
    """Look into these files, ask what there is to decide, and import them.

    Without files, the decisions are on records that are in two versions here.

    Returns what the import did, or None where nothing was written.

    Raises:
        Left: the person leaves; nothing was written.
        CoreflectError: it cannot be done; nothing was written.
    """
    look = services.imports.look
    state = deciding(files, at_work(terminal, texts.LOOKING, lambda on_progress: look(files, on_progress=on_progress)))
    asked = state.preview.refused if state.step == "refused" else ()
    say_preview(terminal, state, [file for file in state.preview.files if file not in asked])
    while state.step not in ("nothing", "import"):
        if state.step == "refused":
            state = _ask_refused(terminal, state)
        elif state.step == "names":
            state = _ask_names(terminal, state)
        elif state.step == "versions":
            state = _ask_versions(terminal, state)
        else:
            state = state.looked(at_work(terminal, texts.LOOKING, partial(look, files, state.decided)))
            say_preview(terminal, state)
    if state.step == "nothing":
        press_enter(terminal, PRESS_ENTER_TO_GO_BACK)
        return None
    answers = numbered(((_IMPORT, texts.import_label(state)), (_BACK, texts.GO_BACK_UNWRITTEN)))
    if choose(terminal, texts.NOTHING_WRITTEN, options=answers, can_leave=True) == _BACK:
        return None
    return at_work(terminal, texts.IMPORTING, partial(services.imports.import_files, files, state.with_different))


def undo(services: Services, terminal: Terminal) -> None:
    """Say what was imported last, ask once, and undo it.

    Raises:
        CoreflectError: there is nothing to undo, or it cannot be done.
    """
    last = at_work(terminal, texts.LOOKING, lambda _: services.imports.last())
    if last is None:
        raise texts.nothing_to_undo()
    lines = (f"{line}." for line in texts.imported_rounds(last, texts.COMMA))
    question = (texts.UNDO_QUESTION, *lines, texts.UNDO_MEANS)
    options = numbered(texts.UNDO_ANSWERS)
    if choose(terminal, *question, options=options, taken_by_enter="1", can_leave=True) == texts.UNDO:
        at_work(terminal, texts.UNDOING, lambda _: services.imports.undo())
        terminal.pause()
        terminal.say(texts.UNDONE)


def at_work(
    terminal: Terminal, title: str, work: Callable[[OnProgress], Result], seconds: Callable[[], float] = monotonic
) -> Result:
    """Do some work, and return its result; ctrl+c stops it as it stops everything.

    Takes what is being done in a few words, the work with what it calls with how far it is, and the clock.
    """
    began = seconds()
    due = began + SECONDS_UNSAID

    def on_progress(progress: Progress) -> None:
        nonlocal due
        now = seconds()
        if now >= due and progress.done < progress.whole:
            due = now + SECONDS_BETWEEN
            terminal.say(f"{title}: {ended(texts.how_far(progress, now - began).replace(texts.DOT, ', '))}")

    return work(on_progress)


def say_preview(terminal: Terminal, state: Deciding, files: Sequence[FilePreview] = ()) -> None:
    """Say what an import would do with the records of each reflection, and with these files."""
    terminal.pause()
    terminal.say(f"{texts.preview_title(state)}.")
    terminal.say(*texts.heading(state, texts.COMMA))
    in_pages(terminal, tuple(outcome_lines(state.preview, files)))


def outcome_lines(preview: Preview, files: Sequence[FilePreview] = ()) -> Iterator[str]:
    """Write a line on each reflection and each file, under their headings: what the import would do with it."""
    if preview.rounds:
        yield f"{texts.BY_REFLECTION}:"
    for round_preview in preview.rounds:
        name = texts.reflection_name(round_preview.team_name, round_preview.date, texts.COMMA)
        yield f"{name}: {ended(texts.round_outcomes(round_preview, texts.COMMA))}"
    if preview.remarks:
        yield f"{texts.TO_KNOW}:"
    yield from preview.remarks
    if files:
        yield f"{texts.THE_FILES}:"
    for file in texts.files_in_order(files):
        yield ended(texts.file_line(file))


def in_pages(terminal: Terminal, lines: Sequence[str]) -> None:
    """Say lines a page at a time; between pages Enter goes on, and q stops."""
    for start in range(0, len(lines), LINES_AT_ONCE):
        if start:
            terminal.say(texts.more_lines(len(lines) - start))
            if terminal.ask_key(texts.TYPE_MORE) in ("q", "b"):
                return
        for line in lines[start : start + LINES_AT_ONCE]:
            terminal.say(line, hang=3)


def _say_choice(services: Services, terminal: Terminal, files: Sequence[str], first: int) -> None:
    terminal.pause()
    terminal.say(f"{texts.TITLE}.", texts.WHAT_THIS_DOES)
    for number, file in enumerate(files[first : first + LINES_AT_ONCE], start=first + 1):
        terminal.say(f"{number}. {file}", hang=3)
    if files:
        terminal.say(texts.HOW_TO_CHOOSE, key_line("a", texts.ALL_FILES))
    else:
        terminal.say(texts.NO_FILES)
    if (more := len(files) - first - LINES_AT_ONCE) > 0:
        terminal.say(key_line("m", texts.more_files(more)))
    if last := services.imports.last():
        terminal.say(key_line("u", f"{texts.UNDO_LAST}: {texts.imported_line(last, texts.COMMA)}."), hang=3)
    terminal.say(key_line("v", texts.DECIDE_VERSIONS))
    terminal.say(texts.TYPE_A_NAME)


def _import(services: Services, terminal: Terminal, files: tuple[str, ...], done: list[Imported]) -> None:
    """Import these files, put what the import did into `done`, and say it."""
    imported = decide_and_import(services, terminal, files)
    if imported is not None:
        done.append(imported)
        _say_done(services, terminal, imported, from_files=bool(files))


def _say_done(services: Services, terminal: Terminal, imported: Imported, *, from_files: bool) -> None:
    terminal.pause()
    terminal.say(f"{texts.done_title(from_files=from_files)}.")
    terminal.say(*texts.done(imported, texts.COMMA))
    in_pages(terminal, tuple(outcome_lines(imported.preview)))
    options = (Option("u", texts.UNDO_IT, texts.UNDO), Option("b", texts.TO_FIRST_PAGE, ""))
    if choose(terminal, options=options, taken_by_enter="b") == texts.UNDO:
        undo(services, terminal)


def _ask_refused(terminal: Terminal, state: Deciding) -> Deciding:
    refused = state.preview.refused
    terminal.pause()
    terminal.say(f"{texts.refused_title(len(refused))}:")
    in_pages(terminal, [ended(texts.file_line(file)) for file in refused])
    options = numbered(texts.REFUSED_ANSWERS)
    if choose(terminal, texts.REFUSED_QUESTION, options=options, taken_by_enter="1", can_leave=True) != GO_ON:
        raise Left
    return state.without_refused()


def _ask_names(terminal: Terminal, state: Deciding) -> Deciding:
    pairs = state.open_names
    pair = pairs[0]
    first, second = texts.similar_names_labels(pair)
    answer = choose(
        terminal,
        texts.similar_names_question(pair),
        ended(first),
        ended(second),
        texts.joining_means(pair),
        *texts.also_alike(pairs),
        options=numbered(texts.similar_names_answers(pairs)),
        can_leave=True,
    )
    return state.answer_names(pairs, answer)


def _ask_versions(terminal: Terminal, state: Deciding) -> Deciding:
    record, *remaining = state.open_versions
    whole = len(state.versions)
    versions = [
        (version.revision, " ".join(map(ended, (texts.version_name(version), *texts.version_differences(version)))))
        for version in record.versions
    ]
    answer = choose(
        terminal,
        ended(texts.versions_title(whole - len(remaining), whole).replace(texts.DOT, ", ")),
        ended(texts.record_label(record)),
        texts.WHICH_HOLDS,
        options=numbered((*versions, *texts.leave_answers(len(remaining)))),
        can_leave=True,
    )
    return state.answer_versions(state.open_versions, answer)
