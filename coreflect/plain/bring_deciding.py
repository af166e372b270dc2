"""What people decide before files are brought together is asked in the order of `core.bringing_steps`, one at a time.

After a decision that changes the counts they are said anew; nothing is written before that was heard and agreed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from coreflect.core import bringing_questions as questions
from coreflect.core import bringing_sentences as sentences
from coreflect.core.bringing import Alike, Preview, SeenFile, TwoVersions
from coreflect.core.bringing_steps import Deciding, deciding
from coreflect.core.ports import Desk
from coreflect.plain.bring_at_work import at_work
from coreflect.plain.choices import Left, choose, ended, numbered, press_enter
from coreflect.plain.terminal import Terminal

GO_ON, BRING, BACK = "go-on", "bring", "back"
LINES_AT_ONCE = 20


def decide_and_bring(desk: Desk, terminal: Terminal, names: tuple[str, ...]) -> Preview | None:
    """Look at these files (at what is in two versions here, without names), ask, and bring them in.

    Returns what has become of it all, or None where nothing was written.

    Raises:
        Left: the person leaves; nothing was written.
        CoreflectError: it cannot be done; nothing was written.
    """
    state = deciding(names, at_work(terminal, sentences.LOOKING, lambda tell: desk.bringing.look(names, tell=tell)))
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
            look = partial(desk.bringing.look, names, state.decided)
            state = state.looked(at_work(terminal, sentences.LOOKING, look))
            say_preview(terminal, state)
    if state.step == "nothing":
        press_enter(terminal, "Press Enter to go back:")
        return None
    words = sentences.BRING_IT_IN if names else sentences.KEEP_DECIDED
    answers = numbered(((BRING, words), (BACK, "Back; nothing is written")))
    if choose(terminal, sentences.NOTHING_WRITTEN, options=answers, can_leave=True) == BACK:
        return None
    return at_work(terminal, sentences.BRINGING, partial(desk.bringing.bring, names, state.decided))


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
            more = sentences.counted(len(lines) - start, "more line")
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
