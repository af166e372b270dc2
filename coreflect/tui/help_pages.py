"""The help of the first page, of set-up, and of every page of the person who answers."""

from __future__ import annotations

from coreflect.tui.help_words import ARROWS, ARROWS_READ, CARD, ENTER, ESC, HIDE, TAB, HelpText

QUESTION = HelpText(
    "A question",
    "One question at a time. Choose the answer that fits what you have seen. There is no right or wrong one.",
    (
        ("1 2 3 …", "choose an answer; the arrows and the space bar do it too"),
        (ENTER, "go on, once an answer is chosen"),
        ("s", "leave this question blank and go on"),
        ("b or ←", "back to the question before"),
        ("→", "on to a question that you have been to"),
        ("c", "write a note"),
        ("g", "the list of all questions"),
        ("w", "other words for the same questions"),
        HIDE,
        ("q", "leave; every answer is kept"),
    ),
)

PAGES: dict[str, HelpText] = {
    "HomeScreen": HelpText(
        "The first page",
        "Here you see which reflections there are, and what you can do. The sign › shows the line that Enter chooses.",
        (
            ARROWS,
            (ENTER, "choose that line; on a reflection, people answer its questions"),
            ("m", "read more about the reflection, and what else can be done with it"),
            ("t", "the meeting: see how many have finished, look at the answers together"),
            ("w", "type your two return words, to come back to your own answers"),
            ("n", "set up a reflection"),
            ("o", "open an invitation from another laptop"),
            ("b", "bring files from other laptops together"),
            ("l", "look back: the reflections of a team side by side"),
            ("v", "read the questions first"),
            ("k", "choose other colours"),
            ("f", "see which files could not be read, if it says so"),
            HIDE,
            ("q", "leave"),
        ),
    ),
    "SetUpScreen": HelpText(
        "Set up a reflection",
        "A form with a few lines. Type what fits, and go on to the next line. Under the form stands what each line is "
        "for. Nothing is kept before you have read it back and said yes.",
        (
            TAB,
            ("← →", "choose between answers that stand side by side"),
            ("F2 or Ctrl and s", "read it back; then you can still change it"),
            (ESC, "close; what you typed is still there when you come back"),
        ),
    ),
    "OpenFile": HelpText(
        "Open an invitation",
        "Another laptop wrote a file that begins a reflection here too. Type its name, or drag the file into this "
        "window with the mouse. It holds no answers.",
        ((ENTER, "open it"), (ESC, "close; nothing is changed")),
    ),
    "QuestionReader": HelpText(
        "Read the questions",
        "All the questions, to read before anything begins. Nothing is answered here and nothing is kept.",
        (
            ("↑ ↓", "read on, or back"),
            ("Space", "one page on"),
            ("w", "the same questions in easier words, and back"),
            HIDE,
            ("Esc or q", "close"),
        ),
    ),
    "RoundCard": HelpText(
        "One reflection",
        "What was agreed for this reflection, and what can be done with it now.",
        CARD.keys,
    ),
    "ForgetCard": HelpText(
        "Take all answers out",
        'Nothing goes before you have typed the team\'s name, or the word "forget", and pressed Enter. Read first what '
        "goes and what is kept: answers and notes do not come back.",
        (
            (ENTER, "take them out, once the name is typed"),
            ("Tab", "read on with the arrows, where not all of it fits"),
            (ESC, "close; nothing goes"),
        ),
    ),
    "ChoiceCard": CARD,
    "ColoursCard": HelpText(
        "Colours",
        "Four sets of colours. Two of them have high contrast. Choose what you read best.",
        (
            ("↑ ↓", "see the next colours"),
            (ENTER, "keep these, also for next time"),
            (ESC, "back to the colours from before"),
        ),
    ),
    "BlankPage": HelpText(
        "Hidden",
        "Your page is hidden, so that nobody else can read it. It is still there.",
        (("Any key", "asks whether it is only you; the next key brings your page back"), (".", "keeps it hidden")),
    ),
    "Seat": HelpText(
        "The next person",
        "One person after another sits down here and answers.",
        (),
    ),
    "ReadingPage": HelpText(
        "Something to read",
        "Read in your own time. Where two words stand in a frame, write them down: they bring you back to what you "
        "answered.",
        (ARROWS_READ, ("Enter or Space", "go on"), ("b or ←", "back, where it says so"), HIDE, ("q", "leave")),
    ),
    "ChoicePage": HelpText(
        "One thing to choose",
        "Choose what fits you. You can change it until you go on.",
        (
            ("1 2 3 …", "choose an answer; the arrows and the space bar do it too"),
            (ENTER, "go on with what is chosen"),
            ("b or ←", "back, where it says so"),
            (ESC, "back to where you were, where it says so"),
            HIDE,
            ("q", "leave"),
        ),
    ),
    "PracticePage": HelpText(
        "One to try",
        "This looks like the real questions. What you choose here is not kept.",
        (
            ("1 2 3 …", "choose an answer"),
            ("n", "Not sure"),
            ("x", "Doesn't apply here"),
            ("r", "Rather not say"),
            (ENTER, "go on, once an answer is chosen"),
            ("b or ←", "back"),
            HIDE,
            ("q", "leave"),
        ),
    ),
    "QuestionPage": QUESTION,
    "NotePage": HelpText(
        "A note",
        "Write what you want to say about this question. Then say who may read it. Please name nobody.",
        (
            ("Enter", "a new line, while you write"),
            TAB,
            ("1 2", "who may read it, once you have gone there with Tab"),
            (ESC, "close; your words are kept"),
            ("F12", "hide this page at once"),
        ),
    ),
    "JumpPage": HelpText(
        "All questions",
        "Every question, and whether you have answered it. It does not say what you answered.",
        (ARROWS, (ENTER, "go to that question"), ("Esc, g, b or ←", "close"), HIDE, ("q", "close")),
    ),
    "FinishingPage": HelpText(
        "The end of the questions",
        "You have come to the end. Your answers count once you press Enter. Leaving some blank is fine.",
        (
            (ENTER, "finish"),
            ("g", "see the list of all questions"),
            ("k", "take a code, or change it: with it your answers can be laid side by side next time"),
            ("Esc, b or ←", "back to the last question"),
            HIDE,
            ("q", "leave; you are asked what becomes of your answers"),
        ),
    ),
    "CodePage": HelpText(
        "Your code from last time",
        "Type the code that you wrote down last time. If a character is not as it was given, you are told. Without it "
        "you finish just as well.",
        ((ENTER, "keep it"), (ESC, "back; nothing is changed"), ("F12", "hide this page at once")),
    ),
    "HandOverPage": HelpText(
        "Ready for the next person",
        "The person before has finished or has left. Nothing of what they said can be seen here.",
        (
            (ENTER, "begin, if you are the next person"),
            ("h, q or Esc", "the first page, for instance to type your two return words"),
        ),
    ),
    "HelpPage": HelpText(
        "Help", "This is the help itself.", (ARROWS_READ, ("Esc, Enter or b", "close"), HIDE, ("q", "close"))
    ),
    "PageHelp": HelpText(
        "Help", "This is the help itself.", (ARROWS_READ, ("Esc, Enter or b", "close"), HIDE, ("q", "close"))
    ),
}
