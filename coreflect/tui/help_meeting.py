"""The help of the pages of a meeting: how many have finished, the answers, what is settled, and what will be done."""

from __future__ import annotations

from coreflect.tui.help_words import ARROWS, ARROWS_READ, CARD, ENTER, ESC, HIDE, KEPT, TAB, HelpText

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
