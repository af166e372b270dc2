"""Before the first question of each bank: what its words mean, and one question to try whose answer is never kept."""

from __future__ import annotations

from coreflect.core.model import Round
from coreflect.core.responses import Question
from coreflect.core.sentences import CHOOSE_FIRST, PRACTICE_END, PRACTICE_START, stem
from coreflect.core.walkthrough import Walkthrough
from coreflect.plain import reading
from coreflect.plain.choices import Left, ended, not_among, press_enter, rest
from coreflect.plain.commands import Level, NonAnswer, Unknown, understood
from coreflect.plain.terminal import Terminal


def introduce(terminal: Terminal, facts: Round, walk: Walkthrough) -> Walkthrough:
    """Introduce the bank of this question; the one to try comes only while none of the bank is answered.

    Raises:
        Left: the person wants to leave.
    """
    bank, wording = walk.question.bank, walk.wording
    terminal.pause()
    terminal.say(ended(bank.title.say(wording)), " ".join(bank.intro.say(wording).split()))
    begun = any(question.bank.id == bank.id and walk.draft.choice(question.key) for question in walk.asked)
    if begun:
        press_enter(terminal)
    else:
        practise(terminal, facts, walk.question, wording)
    return walk.introduce()


def practise(terminal: Terminal, facts: Round, question: Question, wording: str) -> None:
    """Ask the question to try, with the levels of this question; nothing of it is kept.

    Raises:
        Left: the person wants to leave.
    """

    def say_it() -> None:
        terminal.pause()
        terminal.say(
            PRACTICE_START,
            ended(stem(question.bank.stem.say(wording), facts.period)),
            ended(question.bank.practice.say(wording)),
        )
        for said in (*reading.levels(question.scale, wording), *reading.beside(wording)):
            terminal.say(said, hang=3)
        terminal.say("Type a number or a letter, then Enter.")

    numbers = [str(number) for number in range(1, len(question.scale.levels) + 1)]
    say_it()
    while True:
        typed = terminal.ask("Your answer:")
        command = understood(typed)
        if isinstance(command, Level) and str(command.number) in numbers:
            tried = question.scale.levels[command.number - 1].id
            terminal.say(f"You chose {reading.spoken_answer(question, tried, wording)}")
            break
        if isinstance(command, NonAnswer):
            terminal.say(f"You chose: {reading.spoken_answer(question, command.code, wording)}")
            break
        if command == "blank":
            terminal.say("Left blank.")
            break
        if command == "leave":
            raise Left
        if command == "go on":
            terminal.say(CHOOSE_FIRST)
        elif command == "rest":
            rest(terminal)
            say_it()
        elif command == "help":
            say_it()
        elif isinstance(command, (Level, Unknown)):
            terminal.say(not_among(typed, [*numbers, "n", "x", "r", "s"]))
        else:
            terminal.say("That key works at the questions themselves. Here, only try an answer.")
    terminal.say(PRACTICE_END)
