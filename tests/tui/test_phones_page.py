"""Phones in the full screen: what it means first, then how to join, large and calm; how many, and never who."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from coreflect.services.meeting import reveal_unasked
from coreflect.tui.app import CoreflectApp, MeetingApp
from coreflect.tui.meeting.phones import StartPhonesPage
from coreflect.tui.meeting.show_of_hands import Count
from coreflect.web import addresses, server
from coreflect.web.addresses import Address
from coreflect.web.served import _SERVED
from coreflect.web.server import Serving
from tests.support.builders.phones import LOOPBACK, Phone, reflection_in, services_in
from tests.support.builders.workspaces import FILES, a_workspace, kept_round
from tests.support.readers.goldens import Golden
from tests.support.screens.every_screen import opened
from tests.support.screens.home_services import typed, until
from tests.support.screens.shown import shown, unhurried


@pytest.fixture
def root(tmp_path: Path) -> Path:
    a_workspace(tmp_path / "w", kept_round())
    return tmp_path / "w"


@pytest.fixture(autouse=True)
def on_the_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "addresses", lambda: (Address(LOOPBACK, "Wi-Fi"),))
    monkeypatch.setattr(server, "USUAL_PORT", 0)  # tests that run beside one another take none from each other


@asynccontextmanager
async def meeting(root: Path, *keys: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
    """The app at the meeting of the one reflection, after these keys."""
    app = MeetingApp(services_in(root), reflection_in(root))
    app._held = CoreflectApp(services_in(root), timing=unhurried())._held
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, "This updates by itself.")
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        yield pilot


def serving_of(pilot: Pilot[None]) -> Serving:
    return _SERVED[pilot.app.services].serving


def host_of(pilot: Pilot[None]) -> str:
    return serving_of(pilot).host


def code_of(pilot: Pilot[None]) -> str:
    return serving_of(pilot).room.code


def is_served(pilot: Pilot[None]) -> bool:
    return pilot.app.services.phone_room is not None


async def look(pilot: Pilot[None]) -> None:
    pilot.app.screen.look()
    await pilot.pause()


async def test_it_says_first_who_else_can_reach_it_and_serves_nothing_yet(root: Path) -> None:
    async with meeting(root, "j") as pilot:
        seen = await until(pilot, "Everyone at once, on their own phones")
        assert "someone on this Wi-Fi with the right tools could read what is sent" in seen
        assert "A hotspot of your own is better." in seen
        assert f"(•) {LOOPBACK} Wi-Fi" in seen
        assert not is_served(pilot)
        await pilot.press("escape")
        await until(pilot, "This updates by itself.")
        assert not is_served(pilot)


async def test_the_command_opens_the_meeting_at_phones(root: Path) -> None:
    async with MeetingApp(services_in(root), reflection_in(root), phones=True).run_test(size=(80, 24)) as pilot:
        await until(pilot, "Everyone at once, on their own phones")
        await pilot.press("escape")
        await until(pilot, "This updates by itself.")


async def test_phones_of_another_reflection_are_said_to_stop_here(root: Path) -> None:
    reflection = reflection_in(root)
    async with meeting(root, "j", "enter", "escape") as pilot:
        services = pilot.app.services
        other = replace(reflection, id="mill-lane-2026-06-12-bcdfgh", date="2026-06-12")
        services.workspace.save_round(other, FILES)
        first = host_of(pilot)
        pilot.app.push_screen(StartPhonesPage(services, other))
        await until(pilot, "Phones answer another reflection just now.")
        await pilot.press("enter")
        await until(pilot, "This updates by itself.")
        assert serving_of(pilot).room.reflection.id == other.id
        assert first != host_of(pilot)
        assert services.phones_in(reflection) is None


async def test_a_phone_joins_and_finishes_and_the_room_sees_how_many_and_never_who(root: Path) -> None:
    async with meeting(root, "j", "enter") as pilot:
        seen = await until(pilot, "Nobody has joined on a phone yet.")
        assert f"http://{host_of(pilot)}" in seen
        assert " ".join(code_of(pilot).upper()) in seen
        phone = Phone(host_of(pilot))
        phone.join(code_of(pilot), "carer")
        await look(pilot)
        await until(pilot, "1 person joined on a phone, 0 finished.")
        phone.send("/finish", {})
        await look(pilot)
        seen = await until(pilot, "1 person joined on a phone, 1 finished.")
        assert "carer" not in seen.lower()
        await pilot.press("escape")
        await until(pilot, "1 person joined on a phone, 1 finished.")
        await until(pilot, "1 has begun, 1 has finished.")


async def test_phones_go_on_when_the_page_and_the_meeting_are_left_and_end_with_the_app(root: Path) -> None:
    async with meeting(root, "j", "enter", "escape", "escape") as pilot:
        await until(pilot, "Phones go on. The meeting page stops")
        host = host_of(pilot)
        phone = Phone(host)
        assert phone.open("/").status == 200
    with pytest.raises(OSError, match="refused"):
        Phone(host).open("/")


async def test_j_stops_phones_once_it_was_asked(root: Path) -> None:
    async with meeting(root, "j", "enter", "j") as pilot:
        host = host_of(pilot)
        await until(pilot, "Stop phones?")
        await pilot.press("1")
        await until(pilot, "and type these letters")
        await pilot.press("j", "2")
        await until(pilot, "Phones are stopped.")
        with pytest.raises(OSError, match="refused"):
            Phone(host).open("/")


async def test_once_the_answers_are_shown_phones_look_up_and_hands_still_reach_them(root: Path) -> None:
    async with meeting(root, "j", "enter") as pilot:
        phone = Phone(host_of(pilot))
        phone.join(code_of(pilot))
        phone.send("/finish", {})
        reveal_unasked(services_in(root), reflection_in(root), leave_out_unfinished=True)
        await look(pilot)
        seen = await until(pilot, "Phones say “Look up”, and nobody can join.")
        assert code_of(pilot).upper() not in seen.replace(" ", "")
        assert "Look up" in phone.open("/part/1").text


async def test_a_show_of_hands_asks_the_phones_and_takes_their_hands_into_the_fields(root: Path) -> None:
    async with meeting(root, "j", "enter") as pilot:
        room = serving_of(pilot).room
        phones = [Phone(host_of(pilot)) for _ in range(3)]
        for phone in phones:
            phone.join(code_of(pilot))
        await pilot.press("escape", "4", "enter")
        await until(pilot, "0 hands are up on phones.")
        asked = room.hands_asked
        assert asked
        first, second = asked.scale.level_ids[:2]
        for phone, answer in zip(phones, (first, second, second), strict=True):
            phone.send("/hands", {"item": asked.item.id, "answer": answer})
        await look(pilot)
        await until(pilot, "3 hands are up on phones.")
        await pilot.press("j")
        await until(pilot, "They are filled in. Add the hands of people without a phone.")
        counted = {field.key[1]: field.number for field in pilot.app.screen.query(Count) if field.key[0]}
        assert (counted[first], counted[second]) == (1, 2)
        await pilot.press("2", "f2", "f2")
        await until(pilot, "This updates by itself.")
        kept = services_in(root).workspace.room(reflection_in(root).id)
        assert {row.answer: row.count for row in kept} == {first: 2, second: 2}
        assert room.hands_asked is None


async def test_without_phones_a_show_of_hands_says_nothing_of_them(root: Path) -> None:
    async with meeting(root, "4", "enter") as pilot:
        seen = await until(pilot, "Ask everyone to show at the same time")
        assert "phones" not in seen


async def test_closing_the_meeting_stops_phones(root: Path) -> None:
    async with meeting(root, "j", "enter", "escape", "7") as pilot:
        await until(pilot, "Who was not here?")
        await typed(pilot, "night staff")
        await pilot.press("f2")
        await until(pilot, "The meeting is over")
        assert not is_served(pilot)


async def test_the_wifi_is_asked_for_shown_and_stored_nowhere(root: Path) -> None:
    async with meeting(root, "j", "tab") as pilot:
        await typed(pilot, "Library guests")
        await pilot.press("enter")
        assert pilot.app.focused is pilot.app.screen.query_one("#wifi-password", Input)
        await typed(pilot, "teapot-41")
        await pilot.press("enter")
        await until(pilot, "Password: teapot-41")
        await pilot.press("space")
        await until(pilot, "First join the Wi-Fi")
        await pilot.press("space")
        await until(pilot, "or open this address")
    assert all(b"teapot-41" not in path.read_bytes() for path in root.rglob("*") if path.is_file())


async def test_where_there_is_no_network_it_looks_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "addresses", lambda: ())
    async with meeting(root, "j") as pilot:
        await until(pilot, "This laptop is not on a network.")
        monkeypatch.setattr(addresses, "addresses", lambda: (Address(LOOPBACK, "Wi-Fi"),))
        await pilot.press("enter")
        await until(pilot, f"(•) {LOOPBACK} Wi-Fi")
        await pilot.press("enter")
        await until(pilot, "and type these letters")


async def test_an_address_that_the_internet_may_reach_is_warned_of(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "addresses", lambda: (Address("8.8.8.8", "eth0"),))
    async with meeting(root, "j") as pilot:
        await until(pilot, "the internet may reach this address too")


async def test_an_address_that_cannot_be_listened_on_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "addresses", lambda: (Address("192.0.2.7", "gone"),))
    async with meeting(root, "j", "enter") as pilot:
        await until(pilot, "This laptop cannot serve phones on 192.0.2.7.")
        assert not is_served(pilot)


async def test_without_the_libraries_one_sentence_says_how_to_get_them(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("coreflect.web.server")
    monkeypatch.setitem(sys.modules, "coreflect.web.server", None)
    async with meeting(root, "j") as pilot:
        await until(pilot, 'Get it with: pip install "coreflect[web]"')


async def test_two_hours_later_phones_are_stopped(root: Path) -> None:
    async with meeting(root, "j", "enter") as pilot:
        serving_of(pilot).room._until = 0
        await look(pilot)
        await until(pilot, "Phones are stopped: two hours are over")
        assert not is_served(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("name", ["phones-start", "phones", "phones-wifi", "hands-on-phones", "meeting-on-phones"])
async def test_the_pages_fit_beside_one_another_and_use_a_wide_window(
    name: str, size: tuple[int, int], golden: Golden
) -> None:
    async with opened(name, size=size) as at:
        golden(f"tui-{name}-{size[0]}x{size[1]}.txt", shown(at.app))


async def test_a_picture_that_does_not_fit_says_so_and_the_letters_stay() -> None:
    async with opened("phones", size=(60, 14)) as at:
        seen = " ".join(shown(at.app).split())
        assert "The picture does not fit: make the window larger, or type this" in seen
        assert "B C D F G H" in seen
