"""`coreflect room` opens the app at the meeting; the first page lies beneath it, and people can be asked to answer."""

from __future__ import annotations

from coreflect.tui.answering.session import AnsweringScreen
from coreflect.tui.app import MeetingApp
from coreflect.tui.home.home import HomePage
from coreflect.tui.meeting.meeting import MeetingPage
from tests.support.builders.examples import a_round
from tests.support.builders.services import some_services


async def test_it_opens_at_the_meeting_and_escape_leads_to_the_first_page() -> None:
    services, _ = some_services()
    app = MeetingApp(services, a_round())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, MeetingPage)
        await pilot.press("escape")
        assert isinstance(app.screen, HomePage)


async def test_the_first_line_lets_people_answer_on_this_laptop() -> None:
    services, _ = some_services()
    app = MeetingApp(services, a_round())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert any(isinstance(screen, AnsweringScreen) for screen in app.screen_stack)
