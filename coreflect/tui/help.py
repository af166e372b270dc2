"""Help says what a page is and what each key does; beside a question also whom to tell, and where answers are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coreflect.core.answers import OFFERED
from coreflect.core.model import Reflection
from coreflect.core.texts import answering as sentences
from coreflect.core.workspace import Place
from coreflect.tui.pages import Page
from coreflect.tui.widgets.text import Hanging, hints, said


class PageHelp(Page[None]):
    """The help of any page. It closes as it was opened, and the page under it is as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,question_mark,f1,b", "close", show=False)]

    def __init__(self, help_text: HelpText) -> None:
        super().__init__()
        self._help = help_text

    def compose(self) -> ComposeResult:
        yield Static(said(f"Help · {self._help.title}"), id="where", classes="title")
        with VerticalScroll(id="body"):
            if self._help.what:
                yield Static(said(self._help.what), classes="said")
            if keys := self.keys():
                yield Static(_table(keys), classes="said")
            for text in self.more():
                yield Static(said(text), classes="said")
            yield Static(_table(EVERYWHERE), classes="said")
            for text in (NOTHING_BREAKS, NO_MOUSE):
                yield Static(said(text), classes="said")
        yield Static(hints(("↑ ↓", "read on", "screen.read_on"), ("Esc", "close", "screen.close")), id="hints")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def keys(self) -> Keys:
        """The keys of the page, in order."""
        return self._help.keys

    def more(self) -> Sequence[str]:
        """What is said under the keys, before that nothing can be broken."""
        return ()

    def action_close(self) -> None:
        self.dismiss(None)

    def action_read_on(self) -> None:
        self.query_one(VerticalScroll).scroll_page_down(animate=False)


class HelpPage(PageHelp):
    """The help of the question page: with the answers beside the levels, whom to tell, and where answers are kept."""

    def __init__(self, reflection: Reflection, wording: str, place: Place) -> None:
        # What a question is stands on the page itself; whom to tell has to be in sight at once.
        super().__init__(replace(QUESTION, what=""))
        self._reflection = reflection
        self._wording = wording
        self._place = place

    def keys(self) -> Keys:
        beside = tuple((each.key, f"{each.say(self._wording)}: {each.help}") for each in OFFERED)
        return (*QUESTION.keys[:1], *beside, *QUESTION.keys[1:])

    def more(self) -> Sequence[str]:
        return (
            sentences.whom_to_tell(self._reflection),
            f"Your answers and notes are kept {sentences.where_kept(self._place)}, without your name.",
        )


def _table(lines: Keys) -> Hanging:
    width = max(len(key) for key, _ in lines)
    return Hanging(tuple((Content.styled(f"{key:<{width}}   ", "bold"), said(text)) for key, text in lines))


Keys = tuple[tuple[str, str], ...]
"""(key as it stands on the keyboard, what it does)"""

NOTHING_BREAKS = (
    "Nothing can be broken here. Press keys to see what they do. Everything that was shown as kept is kept."
)
NO_MOUSE = (
    "You need no mouse. Press one key, then look. Nothing has to be quick. Where words stand beside a line to type on, "
    "letters are only letters; Tab or Esc leads away from there."
)
EVERYWHERE: Keys = (
    ("F1", "this help, on every page"),
    ("F3", "other colours, on every page"),
    ("Ctrl and q", "leave, from every page; always safe"),
)
ENTER, ESC = "Enter", "Esc"
ARROWS = ("↑ ↓", "go from line to line")
ARROWS_READ = ("↑ ↓", "read on, where there is more than fits")
HIDE = (".", "hide this page at once")
TAB = ("Tab", "go to the next place; Shift and Tab goes back")


@dataclass(frozen=True, slots=True)
class HelpText:
    """The help of one page: its name, what it is, and what its keys do."""

    title: str
    what: str
    keys: Keys


CARD = HelpText(
    "A card",
    "This card says something, or asks one thing. Nothing happens before you choose.",
    (
        ARROWS,
        ("1 2 3 …", "choose the line with that number"),
        (ENTER, "choose the line with the sign ›"),
        (ESC, "close; nothing is changed"),
    ),
)
KEPT = (("F2 or Ctrl and s", "keep what stands here"), (ESC, "close; where something is not kept yet, you are asked"))


BRINGING: dict[str, HelpText] = {
    "ImportPage": HelpText(
        "Bring files together",
        "Other laptops wrote files with what people there answered. Choose some of them here. Then you see what is in "
        "them. Nothing is written before you say so, and it can be taken back whole.",
        (
            ARROWS,
            ("Space or Enter", "choose the file with the sign ›, or leave it out again"),
            ("a", "choose all files; again, none"),
            ("o", "type the name of another file, or of a folder that holds some"),
            ("g", "look at what is in the chosen files"),
            ("u", "take back what was brought in last"),
            ("v", "decide what stands in two versions"),
            ("F12", "hide this page at once"),
            ("Esc or q", "close"),
        ),
    ),
    "PreviewPage": HelpText(
        "What would be brought in",
        "Here you see what would become of it all. New: not here yet. Here already or more than once: it counts once. "
        "Older: there is a newer version. Taken out: somebody took it back, for good. In two versions: two laptops say "
        "different things, and people decide which holds.",
        (
            ARROWS,
            (ENTER, "choose the line with the sign ›; on a reflection or a file, read it in sentences"),
            ("g", "go on: what is to be decided is asked first, then it is brought in"),
            ("r", "see which files cannot be used, and why"),
            ("j", "names that look alike: say which are one"),
            ("v", "what stands in two versions: say which holds"),
            HIDE,
            ("Esc or q", "back; nothing is written"),
        ),
    ),
    "RefusedCard": HelpText(
        "Files that cannot be used",
        "These files were cut off or changed on their way. Ask for them again. You can go on without them.",
        (*CARD.keys[:-1], (ESC, "close; nothing is written")),
    ),
    "AlikePage": HelpText(
        "Names that look alike",
        "Two names may be one, typed in two ways. You know. If you are not sure, say no: you can join them later.",
        (
            ("y n", "yes, or no; 1 and 2 do it too"),
            (ENTER, "go on with what is chosen"),
            HIDE,
            ("Esc, b or ←", "stop asking; what you said so far holds"),
        ),
    ),
    "VersionsPage": HelpText(
        "In two versions",
        "Two laptops changed the same thing, and neither knew of the other. Talk about which one holds. You can leave "
        "it for now, and decide later.",
        (
            ("1 2 3 …", "choose a version; the arrows and the space bar do it too"),
            (ENTER, "go on with what is chosen"),
            HIDE,
            ("Esc, b or ←", "stop asking; what you said so far holds"),
        ),
    ),
    "AtWork": HelpText(
        "Something that takes time",
        "Many files take time to look at. You can stop it; then nothing has changed.",
        ((ESC, "stop"),),
    ),
    "ImportedPage": HelpText(
        "Brought in",
        "This has become of everything in the files. If it was a mistake, take it back whole.",
        (
            ARROWS,
            (ENTER, "choose the line with the sign ›"),
            ("u", "take it back whole; it asks once"),
            HIDE,
            ("Esc or q", "to the first page"),
        ),
    ),
}


_WINDOW = ("e l", "earlier or later reflections, where not all of them fit")

LOOK_BACK: dict[str, HelpText] = {
    "LookBackPage": HelpText(
        "Look back",
        "Choose a team, to see its reflections side by side. Teams stand by name. No team is laid beside another.",
        (ARROWS, (ENTER, "choose the team with the sign ›"), HIDE, ("Esc, b or ←", "back")),
    ),
    "RoundsWindow": HelpText("Reflections side by side", "As many stand side by side as fit.", (_WINDOW, HIDE)),
    "LookBackTeamPage": HelpText(
        "A team's reflections side by side",
        "The reflections stand beside one another, and every question under them: first what moved, then where you see "
        "it differently, then where many cannot tell. It need not be the same people each time. A lower answer can "
        "mean that people see more.",
        (
            ARROWS,
            (ENTER, "open the question with the sign ›"),
            _WINDOW,
            ("o", "open a reflection here that came with files, to hold its meeting"),
            HIDE,
            ("Esc or b", "back"),
        ),
    ),
    "LookBackItemPage": HelpText(
        "One question, each time it was asked",
        "Each dot is a person. Nobody can see which. A line | stands between two times that cannot be compared, and it "
        "says why.",
        (
            ("← →", "the question before, or the next"),
            ("g", "whose answers: everyone's, then each group that may be shown"),
            _WINDOW,
            ARROWS_READ,
            HIDE,
            ("Esc, Enter or b", "the list"),
        ),
    ),
}


MEETING: dict[str, HelpText] = {
    "MeetingPage": HelpText(
        "The meeting",
        "For whoever runs the meeting. It says how many have begun and how many have finished, and follows by itself. "
        "It never says who, and shows no answers.",
        (
            ARROWS,
            ("1 2 3 …", "choose the line with that number"),
            (ENTER, "choose the line with the sign ›"),
            HIDE,
            ("Esc or b", "the first page"),
        ),
    ),
    "MeetingPlanPage": HelpText(
        "The plan of the meeting",
        "One way to use two hours. It is a suggestion, and hurries nobody.",
        (
            ("s", "begin: the time of each part then stands beside it"),
            ("c", "turn the clock in the corner off, or on again"),
            HIDE,
            ("Esc, Enter, b or ←", "back"),
        ),
    ),
    "RevealCard": HelpText(
        "Show the answers",
        "Until now nobody has seen any answers. This shows them to everyone, once and for all, as far as that gives "
        "nobody away. Read what the card says before you choose.",
        CARD.keys,
    ),
    "LaterCard": HelpText(
        "Count those who finished later",
        "The answers were shown before some had finished. Here they are counted too, as far as that gives nobody away. "
        "Read what the card says before you choose.",
        CARD.keys,
    ),
    "OpeningPage": HelpText(
        "How to look at the answers",
        "The first thing to look at together: how many answered, and one question that people see alike.",
        (ARROWS_READ, ("Enter, Space or →", "on to all questions"), (ESC, "on to all questions"), HIDE),
    ),
    "ResultsPage": HelpText(
        "All questions, as the room answered",
        "Every question stands in this list: first where you see it differently, then where many cannot tell, then the "
        "rest. Choose up to three to talk about. The others stay in the list.",
        (
            ARROWS,
            (ENTER, "open the question with the sign ›"),
            ("t or Space", "talk about this one; again: no longer"),
            ("a", "what we will do"),
            ("p", "the plan of the meeting"),
            ("l", "look back: beside the team's other reflections"),
            HIDE,
            ("Esc, b or ←", "back"),
        ),
    ),
    "ResultItemPage": HelpText(
        "One question, as the room answered",
        "Each dot is a person. Nobody can see which. Both can be true: ask what each of you has seen.",
        (
            ("p", "a question that helps to talk"),
            ("c", "write down what was said"),
            ("h", "a show of hands"),
            ("w", "where the room stands now"),
            ("a", "something that we will do"),
            ("t", "talk about this one; again: no longer"),
            ("← →", "the question before, or the next"),
            HIDE,
            ("Esc, Enter or b", "the list"),
        ),
    ),
    "WhichQuestionPage": HelpText(
        "Which question?",
        "Choose the question that this is about.",
        (ARROWS, (ENTER, "choose it"), (ESC, "close; nothing is changed"), HIDE),
    ),
    "HandsPage": HelpText(
        "A show of hands",
        "Everyone shows at the same time, with cards or fingers held low. Count, and type how many showed each answer. "
        "If the numbers do not fit, you are asked; you decide.",
        (
            ("0 1 2 …", "type a number"),
            ("↑ ↓", "go from answer to answer"),
            TAB,
            (ENTER, "the next answer; at the end, keep"),
            *KEPT,
        ),
    ),
    "KeyingPage": HelpText(
        "Type in a paper sheet",
        "Type what stands on the paper, one row a question. Type what the person chose, also when you see it another "
        "way. It is read back to you before it is kept.",
        (
            ("1 2 3 …", "the answer with that number; then the next row comes by itself"),
            ("Letters", "what stands beside them, such as n for Not sure, c for a note, k for a code from last time"),
            ("Backspace", "the row before"),
            (ENTER, "on: read the sheet back, then keep it"),
            ("F12", "hide this page at once"),
            (ESC, "leave; where a sheet is half typed, you are asked first"),
        ),
    ),
    "SheetNotePage": HelpText(
        "A note on a paper sheet",
        "Type what the person wrote beside the question. Then say who may read it, as it is ticked on the sheet.",
        (
            ("Enter", "a new line, while you write"),
            TAB,
            ("1 2", "who may read it, once you have gone there with Tab"),
            ("Esc or F2", "back to the sheet; the note is kept with it"),
            ("F12", "hide this page at once"),
        ),
    ),
    "WhereNowPage": HelpText(
        "Where the room stands now",
        "After talking: say where you stand together. Seeing it differently, and leaving it so, is as good an answer "
        "as any other. Before an answer is kept, ask those who have said least.",
        (("1 2 3 …", "choose; the arrows and the space bar do it too"), (ENTER, "keep what is chosen"), *KEPT),
    ),
    "RoomNotePage": HelpText(
        "What was said",
        "Write down what was said, in the words of the room. Please do not write who said it.",
        (
            ("Enter", "a new line, while you write"),
            TAB,
            ("1 2", "who may read it, once you have gone there with Tab"),
            (ESC, "keep and close"),
            ("F12", "hide this page at once"),
        ),
    ),
    "ActionPage": HelpText(
        "Something that we will do",
        "What, who, by when, and who will say that it is done. That last one is not the person who does it.",
        (TAB, ("↑ ↓", "go from line to line"), (ENTER, "the next line; at the end, keep"), *KEPT),
    ),
    "ActionsPage": HelpText(
        "What we will do",
        "Everything that this team said it would do, and how far it is.",
        (
            ARROWS,
            (ENTER, "open the line with the sign ›"),
            ("1 2 3 4", "say how far it is: to do, doing, done, dropped"),
            ("a", "add something that you will do"),
            HIDE,
            ("Esc, b or q", "back"),
        ),
    ),
    "ActionsOpening": HelpText(
        "What became of it",
        "Last time you said that you would do something. The person who was to say whether it is done answers here.",
        (
            ("1 2 3 4", "Yes · Partly · No · Not sure"),
            (ENTER, "keep the answer and go on"),
            TAB,
            ("s", "leave it open for now"),
            (ESC, "close"),
        ),
    ),
    "ClosingPage": HelpText(
        "Before you go",
        "Who was not here? How was this for you? When do you meet again?",
        (TAB, (ENTER, "the next line; at the end, keep"), *KEPT),
    ),
    "KeptPage": HelpText("A page to fill in", "Type what fits. Nothing is kept before you say so.", (TAB, *KEPT)),
}


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


HELP: dict[str, HelpText] = PAGES | MEETING | BRINGING | LOOK_BACK


def help_on(kind: type) -> HelpText | None:
    """The help of a page, or of the page that it is a kind of; None where there is none."""
    return next((HELP[each.__name__] for each in kind.__mro__ if each.__name__ in HELP), None)
