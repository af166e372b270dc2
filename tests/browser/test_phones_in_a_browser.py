"""Phones in a browser: with script and without, by thumb and by keyboard, and with a network that comes and goes."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from coreflect.core.texts import answers_file
from coreflect.core.texts import phones as texts
from coreflect.services.meeting import reveal_unasked
from coreflect.services.sitting import sitting_of
from coreflect.web import pages
from coreflect.web.server import Serving
from tests.support.builders.phones import answers_of, notes_of, reflection_in, served, served_again, services_in
from tests.support.builders.workspaces import BrokenSystem, FaultySystem, use_system
from tests.support.screens.browser import tab_to

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PHONE, DESKTOP, NARROW = ({"width": width, "height": 844} for width in (390, 1280, 320))
HOSTILE = "</script><script>document.title = 1; alert(1)</script><img src=x onerror=alert(1)>"
SAYS = "text => document.getElementById('said').textContent === text"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def site(root: Path) -> Iterator[Serving]:
    with served(root, team_name=f"Mill Lane {HOSTILE}") as serving:
        yield serving


class Phones:
    """Opens phones, each with cookies of its own, and notes what their pages ask for and say."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.asked_for: list[str] = []
        self.said: list[str] = []
        self.contexts: list[Any] = []

    def __call__(self, **look: Any) -> Page:
        context = self.browser.new_context(**{"viewport": PHONE, **look})
        self.contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self.asked_for.append(request.url))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))
        return page


@pytest.fixture
def phones(browser: Browser, site: Serving) -> Iterator[Phones]:
    opened = Phones(browser)
    yield opened
    assert opened.said == []
    assert [url for url in opened.asked_for if not url.startswith(f"{site.address}/")] == []
    for context in opened.contexts:
        context.close()


def join(page: Page, site: Serving, *, by_key: bool = False, perspective: str = "carer") -> str:
    """Come in as a person does, and go to the questions; returns the two words."""
    page.goto(site.key_address if by_key else site.address)
    if not by_key:
        page.fill("#code", site.room.code.upper())
    page.click("form[action='/join'] button")
    page.check(f"input[name=perspective][value={perspective}]")
    page.click("button.main")
    words = page.inner_text(".words strong")
    page.click("button.main")
    return words


def choose(page: Page, number: int, answer: str) -> None:
    page.check(f"input[name=answer-{number}][value={answer}]")
    page.wait_for_function(SAYS, arg=texts.SAVED)


def go(page: Page, address: str) -> None:
    """Press a button, and be where it leads."""
    page.click("button.main")
    page.wait_for_url(f"**{address}")


@pytest.mark.parametrize("by_key", [False, True], ids=["code", "picture"])
@pytest.mark.parametrize("look", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_person_joins_answers_and_is_counted(
    phones: Phones, site: Serving, root: Path, look: dict[str, int], by_key: bool
) -> None:
    page = phones(viewport=look)
    words = join(page, site, by_key=by_key)
    choose(page, 1, "always")
    assert answers_of(root, words) == {"deciding-1": "always"}
    page.click("[data-question='2'] summary")
    page.fill("#note-2", "Two\nlines.")
    go(page, "/part/2")
    assert notes_of(root, words) == {"deciding-2": "Two\nlines."}
    choose(page, 3, "not-sure")
    go(page, "/end")
    assert texts.left_blank(1) in page.inner_text("main")
    page.check("input[name=new-code]")
    go(page, "/done")

    (response,) = services_in(root).workspace.records([reflection_in(root).id]).responses
    assert [answer.answer for answer in response.answers] == ["always", "skipped", "not-sure"]
    assert [words, response.code] == page.locator(".words strong").all_inner_texts()
    assert HOSTILE in page.inner_text("h1")


def test_saved_is_shown_once_the_disk_has_it_and_not_before(
    phones: Phones, site: Serving, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Waiting(FaultySystem):
        until = Event()

        def fsync(self, file: int) -> None:
            self.until.wait(20)
            super().fsync(file)

    page = phones()
    words = join(page, site)
    with monkeypatch.context() as slow:
        use_system(slow, Waiting())
        page.check("input[name=answer-1][value=never]")
        page.wait_for_function(SAYS, arg=texts.IN_THE_SCRIPT["saving"])
        assert (page.inner_text("#said"), answers_of(root, words)) == (texts.IN_THE_SCRIPT["saving"], {})
        Waiting.until.set()
        page.wait_for_function(SAYS, arg=texts.SAVED)
    assert answers_of(root, words) == {"deciding-1": "never"}


def test_a_note_is_sent_once_its_writer_pauses(phones: Phones, site: Serving, root: Path) -> None:
    page = phones()
    page.clock.install()
    words = join(page, site)
    page.click("[data-question='1'] summary")
    page.type("#note-1", "Word by word.")
    assert not [url for url in phones.asked_for if url.endswith("/answer")]
    page.clock.run_for(1500)
    page.wait_for_function(SAYS, arg=texts.SAVED)
    assert len([url for url in phones.asked_for if url.endswith("/answer")]) == 1
    assert notes_of(root, words) == {"deciding-1": "Word by word."}


def test_what_was_given_without_a_network_is_saved_once_it_is_back(phones: Phones, site: Serving, root: Path) -> None:
    page = phones()
    words = join(page, site)
    page.context.set_offline(True)
    page.check("input[name=answer-1][value=never]")
    page.wait_for_function(SAYS, arg=texts.IN_THE_SCRIPT["waiting"])
    page.check("input[name=answer-2][value=always]")
    page.click("button.main")
    assert (page.url.endswith("/part/1?"), answers_of(root, words)) == (True, {})
    page.context.set_offline(False)
    page.wait_for_function(SAYS, arg=texts.SAVED)
    assert answers_of(root, words) == {"deciding-1": "never", "deciding-2": "always"}


def test_what_the_laptop_could_not_save_is_not_called_saved_until_it_is(
    phones: Phones, site: Serving, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = phones()
    words = join(page, site)
    with monkeypatch.context() as broken:
        use_system(broken, BrokenSystem("replace", errno.ENOSPC))
        page.check("input[name=answer-1][value=never]")
        page.wait_for_function(SAYS, arg=texts.IN_THE_SCRIPT["waiting"])
    page.wait_for_function(SAYS, arg=texts.SAVED)
    assert answers_of(root, words) == {"deciding-1": "never"}


def test_what_was_given_while_the_laptop_started_anew_is_saved_once_its_person_is_in_again(
    phones: Phones, site: Serving, root: Path
) -> None:
    page = phones()
    words = join(page, site)
    with served_again(root, site) as again:
        page.click("input[name=answer-1][value=never]")
        page.wait_for_selector(f"text={texts.STILL_TO_SAVE}")
        page.fill("#code-again", again.room.code)
        page.fill("#words", words)
        page.click("button")
        page.wait_for_url("**/part/1")
        assert page.is_checked("input[name=answer-1][value=never]")
        assert answers_of(root, words) == {"deciding-1": "never"}


def test_the_whole_way_without_a_script(phones: Phones, site: Serving, root: Path) -> None:
    page = phones(java_script_enabled=False)
    words = join(page, site)
    page.check("input[name=answer-1][value=sometimes]")
    page.click("[data-question='1'] summary")
    page.fill("#note-1", "Two\nlines.")
    go(page, "/part/2")
    assert answers_of(root, words) == {"deciding-1": "sometimes"}
    assert notes_of(root, words) == {"deciding-1": "Two\nlines."}
    page.go_back()
    assert page.input_value("#note-1") == "Two\nlines."
    page.check("input[name=answer-1][value='']")
    go(page, "/part/2")
    go(page, "/end")
    go(page, "/done")
    assert answers_of(root, words) == {"deciding-1": "skipped", "deciding-2": "skipped", "doing-1": "skipped"}


def test_of_eight_phones_the_right_people_are_counted(phones: Phones, site: Serving, root: Path) -> None:
    eight = [phones() for _ in range(8)]
    eight[0].clock.install()
    words = [join(page, site, perspective="carer" if at % 2 else "staff") for at, page in enumerate(eight)]
    for at, page in enumerate(eight):
        choose(page, 1, ("never", "sometimes", "always")[at % 3])
    eight[1].reload()
    assert eight[1].is_checked("input[name=answer-1][value=sometimes]")
    at_the_laptop = sitting_of(services_in(root), words[2])
    assert at_the_laptop is not None
    at_the_laptop.finish()
    eight[3].close()  # and never comes back
    for page in (eight[0], eight[1], *eight[4:]):
        page.goto(f"{site.address}/end")
        go(page, "/done")

    assert site.room.joined == 8
    reflection = reveal_unasked(services_in(root), reflection_in(root), leave_out_unfinished=True)
    assert reflection is not None
    records = services_in(root).workspace.records([reflection_in(root).id])
    assert len(reflection_in(root).counted) == len(records.responses) == 7
    assert sorted(one.answers[0].answer for one in records.responses) == sorted(
        ("never", "sometimes", "always")[at % 3] for at in range(8) if at != 3
    )
    eight[0].clock.run_for(12_000)
    eight[0].wait_for_selector(f"text={texts.LOOK_UP}")
    eight[2].reload()
    assert texts.LOOK_UP in eight[2].inner_text("main")


# Who could be kept out


EVERY_PAGE = ("door", "start", "words", "part", "end", "done", "hands", "remove", "told", "not saved")


def every_page(page: Page, site: Serving, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Go to each page in turn, and name it."""
    page.goto(site.address)
    yield "door"
    page.fill("#code", site.room.code)
    page.click("form[action='/join'] button")
    yield "start"
    page.check("input[name=perspective][value=carer]")
    page.click("button.main")
    yield "words"
    page.click("button.main")
    choose(page, 1, "always")
    for summary in page.query_selector_all("summary:visible"):
        summary.click()
    yield "part"
    page.goto(f"{site.address}/end")
    yield "end"
    with monkeypatch.context() as broken:
        use_system(broken, BrokenSystem("replace", errno.ENOSPC))
        page.click("button.main")
    yield "not saved"
    page.click("button.main")
    yield "done"
    site.room.ask_for_hands(site.room.asked[0])
    page.goto(f"{site.address}/hands")
    page.click("fieldset button >> nth=0")
    yield "hands"
    site.room.stop_hands()
    page.goto(f"{site.address}/remove")
    yield "remove"
    page.click("button[value=yes]")
    yield "told"


@pytest.mark.parametrize("look", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_that_keeps_anybody_out(
    phones: Phones, site: Serving, monkeypatch: pytest.MonkeyPatch, look: dict[str, int]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page, seen = phones(viewport=look), []
    rules = {"rules": {"color-contrast-enhanced": {"enabled": True}}}
    for name in every_page(page, site, monkeypatch):
        found = Axe().run(page, options=rules).response["violations"]
        assert [(name, one["id"], one["nodes"][0]["html"]) for one in found] == []
        seen.append(name)
    assert sorted(seen) == sorted(EVERY_PAGE)


@pytest.mark.parametrize("text", ["100%", "200%"])
def test_a_narrow_phone_scrolls_in_one_direction_even_at_twice_the_size(
    phones: Phones, site: Serving, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    page = phones(viewport=NARROW)
    for name in every_page(page, site, monkeypatch):
        page.evaluate("size => (document.documentElement.style.fontSize = size)", text)
        assert (name, page.evaluate("document.documentElement.scrollWidth")) == (name, 320)


def test_it_is_answered_with_the_keyboard_alone(phones: Phones, site: Serving, root: Path) -> None:
    page = phones(viewport=DESKTOP)
    page.goto(site.address)

    def press_enter(address: str) -> None:
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{address}")

    tab_to(page, "#code")
    page.keyboard.type(site.room.code)
    press_enter("/start")
    tab_to(page, "input[name=perspective]")
    page.keyboard.press("Space")
    tab_to(page, "button.main")
    press_enter("/words")
    words = page.inner_text(".words strong")
    tab_to(page, "button.main")
    press_enter("/part/1?")
    tab_to(page, "input[name=answer-1]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    tab_to(page, "textarea")
    page.keyboard.type("By hand.")
    tab_to(page, "nav button.main")
    press_enter("/part/2")
    tab_to(page, "nav button.main")
    press_enter("/end")
    tab_to(page, "button.main")
    press_enter("/done")
    assert answers_of(root, words)["deciding-1"] == "sometimes"
    assert notes_of(root, words) == {"deciding-1": "By hand."}


def test_what_is_heard_of_a_question(phones: Phones, site: Serving) -> None:
    page = phones()
    join(page, site)
    choose(page, 1, "never")
    heard = page.locator("[data-question='1']").aria_snapshot().splitlines()
    asked = "Over the last six months, how far was this true? 1. We did deciding-1 together."

    assert heard[0] == f'- group "{asked}":'
    assert heard[2] == '  - radio "Never. It was never so." [checked]'
    assert f'  - radio "{answers_file.LEAVE_BLANK}"' in heard
    assert page.locator("#said").get_attribute("role") == "status"


# What a browser keeps to


def test_a_form_names_where_it_comes_from_under_the_policy_that_is_sent_and_would_not_under_a_stricter_one(
    phones: Phones, site: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    origins = []
    for policy in (pages.HEADERS["Referrer-Policy"], "no-referrer"):
        monkeypatch.setitem(pages.HEADERS, "Referrer-Policy", policy)
        page = phones(java_script_enabled=False)
        page.goto(site.key_address)
        with page.expect_request(f"{site.address}/join") as sent:
            page.click("form[action='/join'] button")
        origins.append((policy, sent.value.all_headers().get("origin"), page.url.endswith("/start")))
    assert origins == [("same-origin", site.address, True), ("no-referrer", "null", False)]


def test_the_policy_lets_nothing_run_or_load_but_what_stands_in_the_page(phones: Phones, site: Serving) -> None:
    page = phones()
    join(page, site)
    assert page.title() != "1"
    assert page.evaluate("fetch('https://example.org').then(() => 'sent', () => 'not sent')") == "not sent"
    assert page.evaluate("document.cookie") == ""
    run = "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 1' }))"
    assert page.evaluate(f"{run}; window.ran") is None
    phones.asked_for = [url for url in phones.asked_for if "example.org" not in url]
    assert re.search("script-src 'sha256-", page.content())
