"""The help of the pages on which files from other laptops are brought together."""

from __future__ import annotations

from coreflect.tui.help_words import ARROWS, CARD, ENTER, ESC, HIDE, HelpText

BRINGING: dict[str, HelpText] = {
    "BringPage": HelpText(
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
    "BroughtPage": HelpText(
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
