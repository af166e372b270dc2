"""The way through the site on a phone without script, and what the disk holds at each step of it."""

from __future__ import annotations

import errno
import re
import select
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coreflect.core.errors import CoreflectError
from coreflect.core.reflections.answers_file import LONGEST_NOTE
from coreflect.core.reflections.responses import Place
from coreflect.core.texts import phones as texts
from coreflect.core.texts.answering import YOUR_TWO_WORDS
from coreflect.services.meeting import reveal_unasked
from coreflect.services.sitting import Sitting, sitting_of
from coreflect.web.pages import COOKIE
from coreflect.web.served import start, stop
from coreflect.web.server import CannotServe, Serving
from tests.support.builders.phones import (
    LOOPBACK,
    Phone,
    Seen,
    answers_of,
    draft_of,
    notes_of,
    reflection_in,
    served,
    served_again,
    services_in,
)
from tests.support.builders.searching import searched
from tests.support.builders.workspaces import BrokenSystem, a_workspace, use_system

LEVELS = ("never", "sometimes", "always")
EMPTY = {"br", "hr", "img", "input", "link", "meta"}
HOSTILE = "</textarea></script><script>document.title = 1</script>\"'><img src=x onerror=alert(1)>&amp;\u202e"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def site(root: Path) -> Iterator[Serving]:
    with served(root) as serving:
        yield serving


@pytest.fixture
def phone(site: Serving) -> Phone:
    """A phone whose person has begun."""
    begun = Phone(site.host)
    begun.join(site.room.code)
    return begun


def words_of(site: Serving, phone: Phone) -> str:
    return site.room.phone(phone.cookies[COOKIE]).words


def turnout(root: Path) -> tuple[int, int]:
    return tuple(services_in(root).workspace.turnout(reflection_in(root).id))


class _Nesting(HTMLParser):
    """Follows which elements are open, and notes what is not closed in turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        if tag not in EMPTY:
            self.open.append(tag)
        self.faults += [f"{tag} {name}" for name, _ in attrs if name.startswith("on") or name in ("src", "style")]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"/{tag}")


def check_page(seen: Seen) -> None:
    """A page is whole, runs its own two scripts alone, and comes with the headers that keep it so."""
    nesting = _Nesting()
    nesting.feed(seen.text)
    assert (nesting.open, nesting.faults, nesting.scripts) == ([], [], 2)
    style = seen.text.partition("<style>")[2].partition("</style>")[0]
    script = seen.text.rpartition("<script>")[2].rpartition("</script>")[0]
    of_style, of_script = (b64encode(sha256(text.encode()).digest()).decode() for text in (style, script))
    assert seen.headers["Content-Security-Policy"] == (
        f"default-src 'none'; style-src 'sha256-{of_style}'; script-src 'sha256-{of_script}'; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    check_headers(seen)


def check_headers(seen: Seen) -> None:
    wanted = {
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert {name: seen.headers.get(name) for name in wanted} == wanted
    assert not {"Server", "Access-Control-Allow-Origin", "X-Powered-By"} & set(seen.headers)


# The way


def test_a_person_goes_from_the_door_to_the_thanks_and_is_counted(site: Serving, root: Path) -> None:
    phone = Phone(site.host)
    door = phone.open(f"/{site.room.key.upper()}")
    start = phone.send("/join", door.fields)
    assert (door.fields["code"], start.path) == (site.room.key, "/start")
    words = phone.send("/start", {**start.fields, "perspective": "carer", "wording": "cy", "help": "chosen"})
    two_words = words_of(site, phone)
    assert (words.path, words.says(YOUR_TWO_WORDS), words.says(two_words)) == ("/words", True, True)

    first = phone.open("/part/1")
    assert first.says("DECIDING-1")
    second = phone.send("/part/1", {**first.fields, "answer-1": "always", "note-1": "Tea.\nCake.", "go": "2"})
    assert second.path == "/part/2"
    assert (answers_of(root, two_words), turnout(root)) == ({"deciding-1": "always"}, (1, 0))
    end = phone.send("/part/2", {**second.fields, "answer-3": "not-sure", "go": "end"})
    assert end.path == "/end"
    assert end.says(texts.left_blank(1))
    assert end.says(texts.question_number(2))
    done = phone.send("/finish", {**end.fields, "new-code": "yes"})
    assert done.path == "/done"

    for seen in (door, start, words, first, second, end, done, phone.open("/remove")):
        check_page(seen)
    records = services_in(root).workspace.records([reflection_in(root).id])
    (response,), (note,) = records.responses, records.notes
    assert [answer.answer for answer in response.answers] == ["always", "skipped", "not-sure"]
    assert (response.perspective, response.wording, bool(response.code)) == ("carer", "cy", True)
    assert (note.text, note.sharing) == ("Tea.\nCake.", "facilitator")
    assert [row.answer for row in records.room] == ["chosen"]
    assert (site.room.joined, site.room.finished, turnout(root)) == (1, 1, (1, 1))
    assert done.says(response.code)
    assert done.says(two_words)


def test_a_phone_keeps_its_token_where_no_script_and_no_other_site_reaches_it(site: Serving) -> None:
    phone = Phone(site.host)
    seen = phone.ask("POST", "/join", f"code={site.room.code}", Origin=site.address)
    assert re.fullmatch(rf"{COOKIE}=[\w-]{{43}}; HttpOnly; Path=/; SameSite=Strict", seen.headers["Set-Cookie"])
    check_headers(seen)
    for path in ("/state", "/part/1", "/nowhere"):
        check_headers(Phone(site.host).ask("GET", path))


def test_a_page_that_is_opened_without_the_token_takes_it_from_nobody(site: Serving, phone: Phone) -> None:
    """Another site that leads here sends no cookie, and must not end what the phone has begun."""
    for path in ("/part/1", "/end", "/done", "/hands", "/words", "/"):
        assert "Set-Cookie" not in Phone(site.host).ask("GET", path).headers
    assert phone.open("/part/1").status == 200


def test_a_phone_that_keeps_no_cookie_is_told_so(site: Serving) -> None:
    phone = Phone(site.host)
    phone.ask("POST", "/join", f"code={site.room.code}", Origin=site.address)
    phone.cookies.clear()
    seen = phone.open("/start")
    assert (seen.status, seen.says(texts.NO_COOKIE)) == (403, True)


def test_whoever_comes_back_to_the_door_is_led_to_where_they_stand(site: Serving, phone: Phone) -> None:
    assert phone.open("/").path == "/part/1"
    assert phone.open("/start").path == "/words"
    assert phone.open("/done").path == "/end"
    phone.send("/finish", {})
    assert phone.open(f"/{site.room.key}").path == "/done"


def test_without_a_perspective_the_start_keeps_what_was_chosen(site: Serving, root: Path) -> None:
    phone = Phone(site.host)
    phone.send("/join", {"code": site.room.code})
    seen = phone.send("/start", {"wording": "plain", "help": "paid"})
    assert (seen.status, seen.says(texts.CHOOSE_PERSPECTIVE), turnout(root)) == (400, True, (0, 0))
    assert (seen.fields["wording"], seen.fields["help"]) == ("plain", "paid")


def test_a_page_opened_again_shows_what_was_given_and_sent_again_changes_nothing(phone: Phone, root: Path) -> None:
    phone.answer_part(1, {"answer-1": "sometimes", "note-2": " A & <b>note</b>\n\n of mine. "}, "2")
    before = phone.open("/part/1")
    assert (before.fields["answer-1"], before.fields["note-2"]) == ("sometimes", "A & <b>note</b>\n\n of mine.")
    files = {path: path.read_bytes() for path in root.rglob("*.json")}
    phone.send("/part/1", before.fields)
    assert {path: path.read_bytes() for path in root.rglob("*.json")} == files


def test_an_answer_is_left_blank_and_a_note_taken_off(phone: Phone, site: Serving, root: Path) -> None:
    words = words_of(site, phone)
    phone.answer_part(1, {"answer-1": "sometimes", "note-1": "Gone soon."}, "2")
    phone.answer_part(1, {"answer-1": "", "note-1": " "}, "2")
    assert (answers_of(root, words), notes_of(root, words)) == ({"deciding-1": "skipped"}, {})


# Old pages, double taps


@pytest.fixture(scope="module")
def long_served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Serving, Phone]]:
    """A site for many examples, and the phone of one person who has begun: a beginning is slow by intent."""
    root = tmp_path_factory.mktemp("long") / "workspace"
    with served(root) as site:
        phone = Phone(site.host)
        phone.join(site.room.code)
        yield root, site, phone


FIELDS = ("answer-1", "answer-2", "note-1", "note-2")
TAB_STEPS = st.tuples(
    st.sampled_from((0, 1)),
    st.sampled_from(("open", "form", "form twice", "script")),
    st.sampled_from(FIELDS),
    st.sampled_from(LEVELS),
)


@searched(40)
@given(steps=st.lists(TAB_STEPS, max_size=8))
def test_of_two_tabs_in_any_order_an_old_one_takes_nothing_back(
    long_served: tuple[Path, Serving, Phone], steps: list[tuple[int, str, str, str]]
) -> None:
    root, site, phone = long_served
    words = words_of(site, phone)
    tabs = [phone.open("/part/1").fields] * 2
    model = {name: tabs[0].get(name, "") for name in FIELDS}
    for tab, step, name, value in steps:
        shown = tabs[tab].get(name, "")
        if step == "script":
            phone.ask("POST", "/answer", f"{name}={value}", Origin=site.address)
            tabs[tab] = {**tabs[tab], name: value, f"was-{name}": value}
            model[name] = value
            continue
        if step != "open":
            for _ in range(2 if step == "form twice" else 1):
                phone.send("/part/1", {**tabs[tab], name: value, "go": "end"})
            model |= {name: value} if value != shown else {}
        tabs[tab] = phone.open("/part/1").fields
        assert {name: tabs[tab].get(name, "") for name in FIELDS} == model
    answers, notes = answers_of(root, words), notes_of(root, words)
    assert [answers.get(f"deciding-{number}", "") for number in (1, 2)] == [model["answer-1"], model["answer-2"]]
    assert [notes.get(f"deciding-{number}", "") for number in (1, 2)] == [model["note-1"], model["note-2"]]


def test_begin_and_finish_tapped_twice_are_one_person_and_one_response(site: Serving, root: Path) -> None:
    phone = Phone(site.host)
    phone.send("/join", {"code": site.room.code})
    for _ in range(2):
        assert phone.send("/start", {"perspective": "carer", "wording": "standard", "help": "paid"}).path == "/words"
    for _ in range(2):
        assert phone.send("/finish", {"new-code": "yes"}).path == "/done"
    records = services_in(root).workspace.records([reflection_in(root).id])
    assert (len(records.responses), len(records.room), turnout(root)) == (1, 1, (1, 1))
    assert not records.responses[0].replaces


def test_somebody_else_on_the_same_phone_sees_nothing_of_the_first(site: Serving, phone: Phone, root: Path) -> None:
    phone.answer_part(1, {"answer-1": "always", "note-1": "Mine alone."})
    first = words_of(site, phone)
    assert phone.send("/another", {}).path == "/"
    assert COOKIE not in phone.cookies
    phone.join(site.room.code)
    second = words_of(site, phone)
    assert "Mine alone." not in phone.open("/part/1").text
    phone.answer_part(1, {"answer-1": "never"})
    assert [answers_of(root, words)["deciding-1"] for words in (first, second)] == ["always", "never"]
    assert (site.room.joined, turnout(root)) == (2, (2, 0))


# At the laptop, and the laptop itself


def at_the_laptop(root: Path, words: str) -> Sitting:
    sitting = sitting_of(services_in(root), words)
    assert sitting is not None
    return sitting


def test_a_person_goes_on_at_the_laptop_and_back_on_the_phone(site: Serving, phone: Phone, root: Path) -> None:
    words = words_of(site, phone)
    old = phone.answer_part(1, {"answer-1": "always"}, "1").fields
    sitting = at_the_laptop(root, words)
    sitting.save(sitting.walkthrough.choose("never"))
    sitting.finish()

    phone.send("/part/1", {**old, "answer-2": "sometimes"})
    assert answers_of(root, words) == {"deciding-1": "never", "deciding-2": "sometimes", "doing-1": "skipped"}
    assert phone.open("/end").says(texts.CHANGED_SINCE)
    assert phone.send("/finish", {}).path == "/done"
    assert at_the_laptop(root, words).walkthrough.chosen == "never"
    assert (site.room.joined, site.room.finished, turnout(root)) == (1, 1, (1, 1))


def test_words_that_are_typed_on_another_phone_open_the_same_answers(site: Serving, phone: Phone, root: Path) -> None:
    words = words_of(site, phone)
    phone.answer_part(1, {"answer-1": "always"})
    other = Phone(site.host)
    wrong = other.send("/go-on", {"code": site.room.code, "words": "lantern meadow"})
    assert (wrong.status, wrong.says(texts.NO_SUCH_WORDS)) == (403, True)
    assert other.send("/go-on", {"code": site.room.code, "words": words.upper()}).path == "/part/1"
    assert other.open("/part/1").fields["answer-1"] == "always"
    assert (site.room.joined, turnout(root)) == (1, (1, 0))


def test_what_was_sent_while_the_laptop_started_anew_goes_through_the_door_with_its_person(
    site: Serving, phone: Phone, root: Path
) -> None:
    words = words_of(site, phone)
    phone.answer_part(1, {"answer-1": "always"})
    page = phone.open("/part/1").fields
    with served_again(root, site) as again:
        door = phone.send("/part/1", {**page, "answer-2": "never", "note-1": HOSTILE, "go": "2"})
        assert (door.status, door.says(texts.STILL_TO_SAVE)) == (403, True)
        assert "/join" not in door.text
        check_page(door)
        carried = phone.send("/go-on", {**door.fields, "code": "bbbbbb", "words": words})
        assert (carried.status, answers_of(root, words)) == (403, {"deciding-1": "always"})
        phone.send("/go-on", {**carried.fields, "code": again.room.code, "words": words})
        assert answers_of(root, words) == {"deciding-1": "always", "deciding-2": "never"}
        assert notes_of(root, words) == {"deciding-1": HOSTILE}
        assert phone.open("/part/1").status == 200


def test_a_script_is_told_that_the_phone_is_not_known_any_more(site: Serving, phone: Phone, root: Path) -> None:
    with served_again(root, site):
        seen = phone.ask("POST", "/answer", "answer-1=never", Origin=site.address)
        assert (seen.status, seen.text) == (403, texts.NOT_KNOWN_HERE)


# The meeting


def reveal(root: Path) -> None:
    reveal_unasked(services_in(root), reflection_in(root), leave_out_unfinished=True)


def test_after_the_reveal_phones_say_look_up_and_nothing_more_is_stored(
    site: Serving, phone: Phone, root: Path
) -> None:
    page = phone.open("/part/1").fields
    phone.send("/finish", {})
    reveal(root)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for seen in (phone.open("/"), phone.open("/part/1"), phone.open("/end"), Phone(site.host).open("/")):
        assert (seen.status, seen.says(texts.LOOK_UP)) == (200, True)
        check_page(seen)
    for path, fields in (("/part/1", {**page, "answer-1": "never"}), ("/finish", {"new-code": "yes"})):
        seen = phone.send(path, fields)
        assert (seen.status, seen.says(texts.LOOK_UP), seen.says(texts.NOTHING_STORED)) == (409, True, True)
    seen = phone.ask("POST", "/answer", "answer-1=never", Origin=site.address)
    assert (seen.status, texts.SAVED in seen.text) == (409, False)
    assert Phone(site.host).send("/join", {"code": site.room.code}).status == 409
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_hand_is_raised_by_a_tap_and_again_for_another_answer(site: Serving, phone: Phone, root: Path) -> None:
    phone.send("/finish", {})
    reveal(root)
    assert phone.open("/state").text == "revealed "
    question = site.room.asked[0]
    site.room.ask_for_hands(question)
    assert phone.open("/state").text == f"revealed {question.item.id}"
    hands = phone.open("/done")
    assert hands.path == "/hands"
    check_page(hands)
    for answer in ("always", "sometimes", "sometimes"):
        assert phone.send("/hands", {"item": question.item.id, "answer": answer}).says(texts.HAND_IS_UP)
    assert dict(site.room.hands("everyone")) == {("everyone", "sometimes"): 1}
    assert phone.send("/hands", {"item": question.item.id, "answer": "skipped"}).status == 400
    site.room.stop_hands()
    late = phone.send("/hands", {"item": question.item.id, "answer": "always"})
    assert (late.status, late.says(texts.HANDS_ARE_DOWN)) == (409, True)


def test_answers_are_removed_for_good_once_somebody_is_sure(site: Serving, phone: Phone, root: Path) -> None:
    words = words_of(site, phone)
    phone.send("/finish", {})
    assert phone.send("/remove", {"sure": "no"}).path == "/done"
    assert turnout(root) == (1, 1)
    gone = phone.send("/remove", {"sure": "yes"})
    check_page(gone)
    assert (gone.status, turnout(root), services_in(root).workspace.returning(words)) == (200, (0, 0), None)
    assert phone.open("/part/1").status == 403
    assert site.room.joined == 0


# The system


def test_phones_are_served_where_the_system_has_no_poll(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(select, "poll", raising=False)  # as on Windows
    with served(tmp_path / "other") as site:
        phone = Phone(site.host)
        phone.join(site.room.code)
        assert phone.ask("POST", "/answer", "answer-1=never", Origin=site.address).text == texts.SAVED


def test_two_rooms_on_one_laptop_have_an_address_each(site: Serving, tmp_path: Path) -> None:
    with served(tmp_path / "other") as other:
        assert other.host != site.host
        assert Phone(other.host).open("/").status == 200
    with pytest.raises(CannotServe):
        Serving(site.room, Place("", shared=False), "192.0.2.1")


# What cannot be saved


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_what_could_not_be_saved_is_said_to_be_so_and_sent_again_by_one_button(
    site: Serving, phone: Phone, root: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    words = words_of(site, phone)
    page = phone.open("/part/1").fields
    with monkeypatch.context() as broken:
        use_system(broken, BrokenSystem(step, errno.ENOSPC))
        seen = phone.send("/part/1", {**page, "answer-1": "always", "note-1": HOSTILE, "go": "2"})
        check_page(seen)
        assert (seen.status, seen.says(texts.NOTHING_STORED), seen.says(texts.SAVED)) == (503, True, False)
        assert str(root) not in seen.text
        assert seen.fields["answer-1"] == "always"
        script = phone.ask("POST", "/answer", "answer-2=never", Origin=site.address)
        assert (script.status, str(root) in script.text, script.text.startswith(texts.SAVED)) == (503, False, False)
        assert phone.send("/finish", {}).status == 503
        assert answers_of(root, words) == {}
    assert (again := phone.send("/part/1", seen.fields)).path == "/part/2", again
    assert answers_of(root, words) == {"deciding-1": "always"}
    assert notes_of(root, words) == {"deciding-1": HOSTILE}


def test_a_beginning_that_could_not_be_saved_leaves_nothing_and_is_tried_again(
    site: Serving, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = Phone(site.host)
    phone.send("/join", {"code": site.room.code})
    with monkeypatch.context() as broken:
        use_system(broken, BrokenSystem("replace", errno.ENOSPC))
        seen = phone.send("/start", {"perspective": "carer", "wording": "standard", "help": "chosen"})
        assert (seen.status, seen.says(texts.NOTHING_STORED), turnout(root)) == (503, True, (0, 0))
    assert phone.send("/start", seen.fields).path == "/words"
    assert turnout(root) == (1, 0)


# Any text


ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    (HOSTILE, "\r", "a\rb", "\n\na", "\x00", "\u2028", "\u200f", "\t", "\ufeff", "a" * 30_000, "{{ 1 }}", "\ufffe")
)
ANY_FIELD = st.sampled_from(
    ("answer-1", "note-1", "sharing-1", "note-9", "was-note-1", "go", "code", "words", "sure", "repeat-code", "item")
) | st.text(st.characters(codec="utf-8"), max_size=12)
ANY_PATH = ("/part/1", "/answer", "/finish", "/hands", "/join", "/go-on", "/start", "/remove")


@searched(60)
@given(path=st.sampled_from(ANY_PATH), fields=st.dictionaries(ANY_FIELD, ANY_TEXT, max_size=4))
def test_any_text_in_any_field_gives_a_whole_page_and_is_refused_or_stored(
    long_served: tuple[Path, Serving, Phone], path: str, fields: dict[str, str]
) -> None:
    root, site, phone = long_served
    words = words_of(site, phone)
    before = draft_of(root, words)
    seen = phone.send(path, fields)
    assert seen.status in (200, 400, 403, 409)
    if path != "/answer":
        check_page(seen)
    if seen.status != 200:
        assert draft_of(root, words) == before
    check_page(phone.open("/part/1"))


@searched(60)
@given(note=ANY_TEXT)
@example(note="one\rtwo")
@example(note="\0")
@example(note="\u200fשלום\t1")
def test_any_note_is_stored_as_it_was_given_and_a_page_that_shows_it_does_not_change_it(
    long_served: tuple[Path, Serving, Phone], note: str
) -> None:
    root, site, phone = long_served
    words = words_of(site, phone)
    phone.send("/part/1", {"note-1": "", "go": "1"})
    seen = phone.send("/part/1", {"note-1": note, "sharing-1": "room", "go": "1"})
    lines = note.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").strip()
    if len(lines) > LONGEST_NOTE:
        assert (seen.status, notes_of(root, words).get("deciding-1", "")) == (400, "")
        return
    assert notes_of(root, words).get("deciding-1", "") == lines
    check_page(seen)
    stored = draft_of(root, words)
    phone.send("/part/1", seen.fields)
    assert draft_of(root, words) == stored


def test_no_door_opens_while_the_folder_of_the_workspace_is_away_and_that_is_said(root: Path) -> None:
    a_workspace(root)
    services, reflection = services_in(root), reflection_in(root)
    assert services.workspace.root == root
    root.rename(root.with_name("away"))
    with pytest.raises(CoreflectError, match="is not there any more"):
        start(services, reflection, LOOPBACK)
    assert not root.exists()
    root.with_name("away").rename(root)
    try:
        assert start(services, reflection, LOOPBACK).serving.room.shut == ""
    finally:
        stop(services)
