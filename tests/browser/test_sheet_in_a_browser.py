"""The sheet as a person fills it in: from disk, without a network, by keyboard or thumb, until its answers count."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from coreflect.banks.shelf import Shelf
from coreflect.core.codes import new_code
from coreflect.core.model import AskedBank
from coreflect.core.reflections.answers_file import read_answers_file
from coreflect.core.reflections.responses import Place
from coreflect.core.texts import answers_file as texts
from coreflect.core.texts.paper import HELPING, THANKS
from coreflect.reporting.paper import paper_html
from coreflect.services.all_records import AllRecords
from coreflect.services.imports import Imports
from coreflect.services.printing import print_questions
from coreflect.services.sitting import find_answers
from coreflect.workspace.ids import RETURN_WORDS, SystemIds
from tests.support.builders.answers_files import answers_file
from tests.support.builders.examples import a_round
from tests.support.builders.services import some_services
from tests.support.screens.browser import tab_to

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).parents[2] / "coreflect/reporting/templates/sheet.js"
PHONE, DESKTOP = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
HOSTILE = "</script><script>document.title = 1; alert(1)</script><img src=x onerror=alert(1)>"


class Opened:
    """Opens the sheet from a file in a browser without a network, and notes all that it asks for and says."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser = browser
        self.folder = folder
        self.asked_for: list[str] = []
        self.said: list[str] = []
        self.contexts: list[Any] = []

    def __call__(self, html: str = "", **look: Any) -> Page:
        file = self.folder / "sheet.html"
        file.write_text(html or sheet(), encoding="utf-8")
        context = self.browser.new_context(**{"viewport": PHONE, "accept_downloads": True, **look})
        context.set_offline(True)
        self.contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self.asked_for.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.goto(file.as_uri())
        return page


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    found = Opened(browser, tmp_path)
    yield found
    assert {url.partition(":")[0] for url in found.asked_for} <= {"file", "blob"}
    assert found.said == []
    for context in found.contexts:
        context.close()


def sheet(*, large: bool = False, **reflection: object) -> str:
    services, workspace = some_services(a_round(**reflection))
    return print_questions(services, workspace.rounds()[0], wording="standard", large=large, cards=False)


def to_the_end(page: Page) -> None:
    while page.is_visible("#next"):
        page.click("#next")


def saved(page: Page, folder: Path) -> Path:
    """Save, as a person does at the end of the sheet; returns the file."""
    to_the_end(page)
    with page.expect_download() as download:
        page.click("#save")
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def test_a_person_fills_it_in_without_a_network_and_their_answers_count(opened: Opened, tmp_path: Path) -> None:
    services, workspace = some_services()
    page = opened(print_questions(services, workspace.rounds()[0], wording="standard", large=False, cards=False))
    words = page.inner_text("[data-words] >> nth=0")
    page.check("input[name=perspective][value=carer]")
    page.check("input[name=help][value=chosen]")
    assert page.is_visible("#card")
    page.check("input[name=wording][value=plain]")
    page.click("#next")
    assert "About garden-1-1 (easier)" in page.inner_text("#form")
    page.check("input[name=answer-1][value=everywhere]")
    page.click("[data-question='1'] summary")
    page.fill("#note-1", "Ask Ana's group.")
    page.check("input[name=sharing-1][value=room]")
    page.check("input[name=answer-2][value=not-sure]")
    file = saved(page, tmp_path)

    assert re.fullmatch(r"answers-mill-lane-2026-05-12-bcdfgh-[a-z]{4}\.coreflect\.json", file.name)
    assert page.inner_text("#blank") == "2 left blank."
    assert (file.name in page.inner_text("#said"), words in page.inner_text("#said")) == (True, True)
    Imports(workspace).import_files([str(file)])
    merged = AllRecords(workspace).merged()
    assert list(merged.answers["answer"].astype(str)) == ["everywhere", "not-sure", "skipped", "skipped"]
    (response,), (note,) = merged.records.responses, merged.records.notes
    assert (response.perspective, response.wording) == ("carer", "plain")
    assert (note.text, note.sharing) == ("Ask Ana's group.", "room")
    assert [row.answer for row in merged.records.room] == ["chosen"]
    assert services.results.turnout(response.round).finished == 1
    assert find_answers(services, words).response == response.id


def test_it_is_changed_from_its_own_file_and_replaces_what_came_before(opened: Opened, tmp_path: Path) -> None:
    services, workspace = some_services()
    html = print_questions(services, workspace.rounds()[0], wording="standard", large=False, cards=False)
    page = opened(html)
    page.click("#next")
    page.check("input[name=answer-1][value=started]")
    page.click("[data-question='1'] summary")
    page.fill("#note-1", "Gone soon.")
    first = saved(page, tmp_path)
    again = opened(html)
    again.set_input_files("#open", str(first))
    again.wait_for_function("document.getElementById('said').textContent")
    assert again.inner_text("#said") == texts.IN_THE_SCRIPT["opened"]
    again.click("#next")
    assert again.is_checked("input[name=answer-1][value=started]")
    again.click("[data-question='1'] .blank")
    again.fill("#note-1", "")
    second = saved(again, tmp_path)
    Imports(workspace).import_files([str(second), str(first)])

    merged = AllRecords(workspace).merged()
    assert set(merged.answers["answer"].astype(str)) == {"skipped"}
    assert merged.records.notes == ()
    assert services.results.turnout(workspace.rounds()[0].id).finished == 1


def test_it_is_filled_in_with_the_keyboard_alone(opened: Opened, tmp_path: Path) -> None:
    page = opened(viewport=DESKTOP)

    tab_to(page, "#next")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    tab_to(page, "input[name=answer-1]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    tab_to(page, "textarea")
    page.keyboard.type("By hand.")
    for _ in range(2):
        tab_to(page, "#next")
        page.keyboard.press("Enter")
    tab_to(page, "#save")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "a.json")
    file = read_answers_file("a.json", (tmp_path / "a.json").read_bytes())
    assert [answer.answer for answer in file.answers] == ["started", "skipped", "skipped", "skipped"]
    assert [(note.text, note.sharing) for note in file.notes] == [("By hand.", "facilitator")]


@pytest.mark.parametrize("look", [PHONE, DESKTOP], ids=["phone", "wide"])
def test_axe_finds_nothing_that_keeps_anybody_out(opened: Opened, look: dict[str, int]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(viewport=look)
    rules = {"rules": {"color-contrast-enhanced": {"enabled": True}}}
    while True:
        for summary in page.query_selector_all("summary:visible"):
            summary.click()
        found = Axe().run(page, options=rules).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        if not page.is_visible("#next"):
            break
        page.click("#next")


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
@pytest.mark.parametrize("text", ["100%", "200%"])
def test_a_phone_scrolls_in_one_direction_even_at_twice_the_size(opened: Opened, large: bool, text: str) -> None:
    page = opened(sheet(large=large))
    page.evaluate("size => (document.documentElement.style.fontSize = size)", text)
    while page.is_visible("#next"):
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        page.click("#next")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_what_is_heard_of_a_question(opened: Opened) -> None:
    page = opened()
    page.click("#next")
    heard = page.locator("[data-question='1']").aria_snapshot()

    assert heard.splitlines()[:4] == [
        '- group "Over the last six months, how far is this happening? 1. About garden-1-1":',
        "  - text: Over the last six months, how far is this happening? 1. About garden-1-1",
        '  - radio "Not yet. It is not-yet."',
        "  - text: Not yet. It is not-yet.",
    ]


def test_without_its_script_it_says_what_to_do_and_shows_the_sheet_to_print(opened: Opened) -> None:
    page = opened(java_script_enabled=False)
    shown = page.inner_text("body")

    assert shown.startswith(texts.OPEN_IN_A_BROWSER)
    assert THANKS in shown
    assert not page.is_visible("#save")


def test_printing_shows_the_sheet_for_the_pen_whatever_is_filled_in(opened: Opened) -> None:
    page = opened()
    page.check("input[name=perspective][value=carer]")
    page.emulate_media(media="print")
    shown = page.inner_text("body")

    assert THANKS in shown
    assert texts.START_TITLE not in shown
    assert texts.OPEN_IN_A_BROWSER not in shown


def test_nothing_stays_in_the_browser_unless_ticked_and_then_it_goes_with_saving(
    opened: Opened, tmp_path: Path
) -> None:
    page = opened()
    kept = "Object.keys(localStorage).length"
    page.check("input[name=perspective][value=carer]")
    assert page.evaluate(kept) == 0
    page.reload()
    assert page.query_selector("input[name=perspective]:checked") is None
    page.check("#keep")
    words = page.inner_text("[data-words] >> nth=0")
    page.check("input[name=perspective][value=staff]")
    page.reload()
    assert page.inner_text("#said") == texts.IN_THE_SCRIPT["kept"]
    assert page.is_checked("input[name=perspective][value=staff]")
    assert page.inner_text("[data-words] >> nth=0") == words
    saved(page, tmp_path)
    assert page.evaluate(kept) == 0


def test_the_policy_lets_nothing_run_or_load_but_what_stands_in_it(opened: Opened) -> None:
    html = sheet(team_name=HOSTILE, about=HOSTILE)
    (policy,) = re.findall(r'Content-Security-Policy" content="(.*?)"', html)
    hashed = r"'sha256-[\w+/=]{44}'"
    assert re.fullmatch(
        f"default-src 'none'; style-src {hashed}; script-src {hashed}; base-uri 'none'; form-action 'none'", policy
    )
    page = opened(html)
    assert HOSTILE in page.inner_text("h1 >> nth=0")
    assert page.title() != "1"
    assert page.evaluate("fetch('https://example.org').then(() => 'sent', () => 'not sent')") == "not sent"
    opened.said.clear()


@pytest.fixture
def script(browser: Browser) -> Iterator[Page]:
    """The script alone, in a page with nothing to fill in."""
    page = browser.new_page()
    page.add_script_tag(path=str(SCRIPT))
    yield page
    page.close()


SHEET = {
    "round": "r",
    "questions": [{"bank": "b", "item": "i", "edition": 1}, {"bank": "b", "item": "j", "edition": 2}],
}
FILLED = {"perspective": "", "wording": "standard", "help": "", "code": "", "answers": {"1": "often"}, "notes": {}}


def test_the_script_makes_ids_and_words_by_chance(script: Page) -> None:
    secrets = script.evaluate("Array.from({ length: 200 }, () => letters(SECRET_LETTERS))")
    revisions = script.evaluate("Array.from({ length: 200 }, newRevision)")
    words = script.evaluate("words => Array.from({ length: 200 }, () => twoWords(words))", list(RETURN_WORDS))

    assert len({*secrets, *revisions}) == 400
    assert all(re.fullmatch(r"[bcdfghjkmnpqrstvwxz2-9]{24}", secret) for secret in secrets)
    assert all(re.fullmatch(r"[bcdfghjkmnpqrstvwxz][bcdfghjkmnpqrstvwxz2-9]{9}", each) for each in revisions)
    assert all(len({*pair.split()} & {*RETURN_WORDS}) == 2 for pair in words)
    assert script.evaluate("twoWords(['only', 'two'])") in ("only two", "two only")


def test_the_script_reads_a_code_as_the_laptop_does(script: Page) -> None:
    codes = [new_code(SystemIds()) for _ in range(50)]
    wrong = [f"{code[:-1]}{'2' if code[-1] != '2' else '3'}" for code in codes]
    typed = [
        *codes,
        *(f" {code.upper().replace('-', ' – ')} " for code in codes),
        "",
        *wrong,
        "abc",
        "fff-222",
        "fkr-222",
    ]

    read = script.evaluate("typed => typed.map(readCode)", typed)
    assert read == [*codes, *codes, "", *[None] * (len(wrong) + 3)]


def test_the_script_writes_each_answer_once_and_names_notes_that_were_taken_off(script: Page) -> None:
    note = {"text": " A note. ", "sharing": "room"}
    first, second, third = script.evaluate(
        """([sheet, filled, note]) => {
            const person = newPerson(["only", "two"]);
            return [{ 1: note }, { 1: { ...note, text: " " } }, { 1: note }].map((notes) => {
                const file = answersFile(sheet, person, { ...filled, notes });
                wasSaved(person, file);
                return file;
            });
        }""",
        [SHEET, FILLED, note],
    )

    assert [row["answer"] for row in first["answers"]] == ["often", "skipped"]
    assert first["perspective"] == "not-said"
    assert first["notes"][0]["text"] == "A note."
    assert (second["notes"], second["removed"]) == ([], [first["notes"][0]["note"]])
    assert third["replaces"] == [first["revision"], second["revision"]]
    assert third["removed"] == second["removed"]
    assert third["notes"][0]["note"] not in second["removed"]
    assert {first["key"], second["key"]} == {third["key"]}


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"coreflect": "answers"}', json.dumps(answers_file())])
def test_the_script_opens_no_other_file(script: Page, text: str) -> None:
    assert script.evaluate("([sheet, text]) => readAnswersFile(sheet, text)", [SHEET, text]) is None


def test_printed_it_has_the_helpers_card_on_its_cover_and_three_questions_a_side(browser: Browser) -> None:
    from pypdf import PdfReader

    banks = [one.bank for one in Shelf().banks() if one.bank and one.bank.id == "nesta-principles"]
    asked = (AskedBank("nesta-principles", "whole", "0123456789ab"),)
    page = browser.new_page()
    page.set_content(paper_html(a_round(banks=asked), banks, Place("/workspace", shared=False)))
    cover, *sides = [one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    page.close()

    assert HELPING in cover
    assert sum(side.count("Note, for:") for side in sides) == 18
    assert [side.count("Note, for:") for side in sides] == [3] * 6


def test_in_large_print_the_last_side_has_more_on_it_than_thanks(browser: Browser) -> None:
    from pypdf import PdfReader

    banks = [one.bank for one in Shelf().banks() if one.bank and one.bank.id == "scie-statements"]
    asked = (AskedBank("scie-statements", "whole", "0123456789ab"),)
    page = browser.new_page()
    page.set_content(paper_html(a_round(banks=asked), banks, Place("/workspace", shared=False), large=True))
    last = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages[-1].extract_text()
    page.close()

    assert " ".join(THANKS.split()) in " ".join(last.split())
    assert "Note, for:" in last
