"""The anchor of the full-screen timings: a bare screen with the widgets of a question, and nothing behind it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

LEVELS = ("Done to people", "Done for people", "Done with people, in part", "Done together as equals")


def rows(item: int, chosen: int | None) -> list[Option]:
    return [
        Option(
            Content.assemble(
                ("(•) " if index == chosen else "( ) "),
                (f"{index + 1}  {label}", "bold"),
                f"\n       What level {index + 1} of item {item} means, in one line.",
            )
        )
        for index, label in enumerate(LEVELS)
    ]


class AnchorApp(App[None]):
    """One screen that is updated in place."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(digit), f"choose({digit - 1})", show=False) for digit in range(1, 5)),
        Binding("enter", "go_on", show=False, priority=True),
    ]
    CSS = """
    #top { height: 1; } #where { width: 1fr; } #kept { width: auto; }
    #body { height: 1fr; } OptionList { height: auto; border: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._item = 1

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(id="where")
            yield Static(id="kept")
        yield Static("About the day centre, over the last six months", id="about")
        with VerticalScroll(id="body", can_focus=False):
            yield Static("Over the last six months, how has this been done here?", id="stem")
            yield Static(id="item")
            yield OptionList()
            yield Static("( ) n  Not sure   ( ) x  Doesn't apply here   ( ) r  Rather not say")
        yield Static("Write a note", id="note")
        yield Static("Choose an answer", id="status")
        yield Static("Your two words bring you back here.", id="words")
        yield Static("Enter go on   ANCHOR", id="hints")

    def on_mount(self) -> None:
        self._show(None)
        self.query_one(OptionList).focus()

    def action_choose(self, level: int) -> None:
        self._show(level)

    def action_go_on(self) -> None:
        self._item += 1
        self._show(None)

    def _show(self, chosen: int | None) -> None:
        self.query_one("#where", Static).update(f"Who does what · {self._item} of 22")
        self.query_one("#kept", Static).update("Saved" if chosen is not None else "")
        self.query_one("#item", Static).update(f"Deciding how money is spent, question {self._item}")
        options = self.query_one(OptionList)
        options.set_options(rows(self._item, chosen))
        options.highlighted = chosen


if __name__ == "__main__":
    AnchorApp().run()
