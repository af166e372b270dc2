"""Every screen of a meeting, as a page and the keys to press on it; `every_screen` opens them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from textual.screen import Screen

from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Question, Turnout, questions
from coreflect.services.app import Services
from coreflect.services.discussion import Discussion
from coreflect.services.meeting import MeetingState, ask_to_reveal, plan_of
from coreflect.tui.meeting.plan import MeetingClock
from tests.support.builders.examples import a_round, bank
from tests.support.builders.talking import APART, a_room, an_action

Page = Screen[Any]
Keys = tuple[str, ...]
Make = Callable[[Services, Reflection, tuple[Question, ...]], Page]


def meeting_page(name: str) -> tuple[Services, Page, Keys]:
    """The desk of an open reflection with an action, the page of this name there, and the keys to press on it."""
    make, revealed, keys = MEETING[name]
    services, workspace = a_room(privacy="open", smallest_group=0, revealed=revealed)
    workspace.save_action(an_action())
    if name == "actions-opening":
        workspace.put(a_round(id="mill-lane-2026-11-12-bcdfgh", date="2026-11-12"), bank())
    reflection = services.workspace.rounds()[0]
    return services, make(services, reflection, questions(reflection, services.workspace.banks(reflection.id))), keys


def _clock() -> MeetingClock:
    """A clock at two, on which no time passes."""
    return MeetingClock(now=lambda: datetime(2026, 5, 12, 14, 0))


def _meeting(services: Services, reflection: Reflection, _: object) -> Page:
    from coreflect.tui.meeting.meeting import MeetingPage

    return MeetingPage(services, reflection, _clock())


def _plan(services: Services, reflection: Reflection, _: object) -> Page:
    from coreflect.tui.meeting.plan import MeetingPlanPage

    return MeetingPlanPage(_clock(), plan_of(services, reflection))


def _reveal(services: Services, reflection: Reflection, _: object) -> Page:
    from coreflect.tui.meeting.meeting import RevealCard

    return RevealCard(services, ask_to_reveal(services, reflection, Turnout(9, 7)))


def _later(services: Services, reflection: Reflection, _: object) -> Page:
    from coreflect.tui.meeting.meeting import CountLaterCard

    private = replace(reflection, privacy="private", smallest_group=4)
    finished = len(reflection.counted) + 6
    return CountLaterCard(services, MeetingState(private, Turnout(finished, finished)))


def _results(services: Services, reflection: Reflection, _: object) -> Page:
    from coreflect.tui.meeting.results import ResultsPage

    return ResultsPage(services, reflection, services.results.published(reflection.id), _clock())


def _item(services: Services, reflection: Reflection, asked: tuple[Question, ...]) -> Page:
    from coreflect.tui.meeting.result_item import ResultItemPage

    one = next(one.item for one in asked if one.item.id == APART)
    discussion = Discussion(services, reflection, services.results.published(reflection.id))
    return ResultItemPage(discussion, ("garden", APART, one.edition), _clock())


def _by_part(_: object, reflection: Reflection, __: object) -> Page:
    from coreflect.reporting.by_part import ByPart, PartRow
    from coreflect.tui.meeting.by_part import ByPartPage

    rows = (
        PartRow("Assets: 36 answers from 12 people to 3 questions.", "Never: 3; Seldom: 12; Often: 18; Always: 3."),
        PartRow("Networks: 24 answers from 12 people to 2 questions.", "Never: 0; Seldom: 20; Often: 3; Always: 1."),
    )
    principles = ByPart("By principle", "All answers to the questions about each principle, added up.", rows)
    sections = ByPart("By section", "All answers to the questions of each section, added up.", rows)
    return ByPartPage(reflection, (principles, sections))


def _which(_: object, __: object, asked: tuple[Question, ...]) -> Page:
    from coreflect.tui.meeting.show_of_hands import WhichQuestionPage

    return WhichQuestionPage(asked)


def _hands(services: Services, reflection: Reflection, asked: tuple[Question, ...]) -> Page:
    from coreflect.tui.meeting.show_of_hands import ShowOfHandsPage

    return ShowOfHandsPage(services, reflection, asked[0])


def _keying(services: Services, reflection: Reflection, _: object) -> Page:
    from coreflect.tui.paper.keying import KeyingPage

    return KeyingPage(services, reflection)


def _where_now(services: Services, reflection: Reflection, asked: tuple[Question, ...]) -> Page:
    from coreflect.tui.meeting.result_item import WhereNowPage

    return WhereNowPage(services, reflection, asked[0])


def _room_note(services: Services, reflection: Reflection, asked: tuple[Question, ...]) -> Page:
    from coreflect.tui.meeting.result_item import RoomNotePage

    return RoomNotePage(services, reflection, asked[0])


def _sheet_note(_: object, reflection: Reflection, asked: tuple[Question, ...]) -> Page:
    from coreflect.tui.paper.keying import SheetNotePage

    return SheetNotePage(reflection, asked[0], None)


def _action(services: Services, reflection: Reflection, _: object) -> Page:
    from coreflect.tui.meeting.actions import ActionPage

    return ActionPage(services, reflection, None, an_action())


def _actions(services: Services, reflection: Reflection, _: object) -> Page:
    from coreflect.tui.meeting.actions import ActionsPage

    return ActionsPage(services, reflection.team)


def _actions_opening(services: Services, reflection: Reflection, _: object) -> Page:
    from coreflect.tui.meeting.last_time import LastTimePage

    return LastTimePage(services, reflection)


def _asking(services: Services, reflection: Reflection, _: object) -> Page:
    from coreflect.tui.meeting.asking import AskingPage

    return AskingPage(services, reflection)


def _closing(services: Services, reflection: Reflection, _: object) -> Page:
    from coreflect.tui.meeting.closing import ClosingPage

    return ClosingPage(services, reflection)


def _phones_start(services: Services, reflection: Reflection, _: object) -> Page:
    from coreflect.tui.meeting.phones import StartPhonesPage
    from coreflect.web.addresses import Address

    page = StartPhonesPage(services, reflection)
    page._addresses = (Address("192.168.178.100", "Wi-Fi"), Address("8.8.8.8", "eth0"))
    return page


def _phones_nowhere(services: Services, reflection: Reflection, _: object) -> Page:
    from coreflect.tui.meeting.phones import StartPhonesPage

    page = StartPhonesPage(services, reflection)
    page._addresses = ()
    return page


class _Door:
    """A door that nobody reaches, with so many people behind it."""

    code, joined, finished, shut, address, key_address = "bcdfgh", 12, 5, "", "", ""
    host = "192.168.178.100:8080"

    def __init__(self, reflection: Reflection) -> None:
        self.reflection = reflection
        self.room = self
        self.address = f"http://{self.host}"
        self.key_address = f"{self.address}/bcdfghjkmnpqrstv".upper()

    def ask_for_hands(self, _: object) -> None: ...

    def stop_hands(self) -> None: ...

    def close(self) -> None: ...

    def hands(self, _: object) -> Counter[tuple[str, str]]:
        return Counter({("everyone", "started"): 3})


def _serve(services: Services, reflection: Reflection, wifi: str = "", shut: str = "") -> None:
    from coreflect.web import served

    door: Any = _Door(reflection)
    door.shut = shut
    services.phone_room = door
    served._SERVED[services] = served.Served(door, (wifi, "teapot-41" if wifi else ""))


def _phones(wifi: str = "", shut: str = "") -> Make:
    def make(services: Services, reflection: Reflection, _: object) -> Page:
        from coreflect.tui.meeting.phones import PhonesPage

        _serve(services, reflection, wifi, shut)
        return PhonesPage(services, reflection)

    return make


def _hands_on_phones(services: Services, reflection: Reflection, asked: tuple[Question, ...]) -> Page:
    _serve(services, reflection)
    return _hands(services, reflection, asked)


def _meeting_on_phones(services: Services, reflection: Reflection, asked: object) -> Page:
    _serve(services, reflection)
    return _meeting(services, reflection, asked)


MEETING: dict[str, tuple[Make, bool, Keys]] = {
    "meeting": (_meeting, False, ()),
    "meeting-shown": (_meeting, True, ()),
    "meeting-plan": (_plan, False, ("space",)),
    "reveal": (_reveal, False, ()),
    "later": (_later, True, ()),
    "results-opening": (_results, True, ()),
    "results": (_results, True, ("enter", "t")),
    "result-item": (_item, True, ()),
    "result-item-prompt": (_item, True, ("p",)),
    "by-part": (_by_part, True, ()),
    "which-question": (_which, False, ()),
    "hands": (_hands, False, ("3",)),
    "hands-questioned": (_hands, False, ("9", "f2")),
    "hands-on-phones": (_hands_on_phones, False, ("j",)),
    "meeting-on-phones": (_meeting_on_phones, True, ()),
    "phones-start": (_phones_start, False, ()),
    "phones-start-fault": (_phones_nowhere, False, ()),
    "phones": (_phones(), False, ()),
    "phones-wifi": (_phones("Library guests"), False, ("space",)),
    "phones-shown": (_phones(shut="revealed"), True, ()),
    "phones-stop": (_phones(), False, ("j",)),
    "keying": (_keying, False, ()),
    "keying-sheet": (_keying, False, ("3", "enter", "1", "enter")),
    "where-now": (_where_now, True, ("2", "enter")),
    "room-note": (_room_note, True, ("a",)),
    "sheet-note": (_sheet_note, True, ("a",)),
    "action": (_action, True, ()),
    "action-fault": (_action, True, ("end", "ctrl+u", "f2")),
    "actions": (_actions, True, ()),
    "actions-opening": (_actions_opening, True, ("2",)),
    "closing": (_closing, True, ()),
    "asking": (_asking, True, ("a",)),
}
"""Each screen: how it is made, whether the answers have been shown, and which keys to press on it."""
