"""Bytes as keyboards send them: Caps Lock, a French number row, other scripts and digits work as on any other."""

from __future__ import annotations

from textual._xterm_parser import XTermParser
from textual.events import Key

from tests.support.screens.answering import AtQuestion, at_question

FIRST = ("garden", "garden-1-1")


async def typed(person: AtQuestion, sent: bytes) -> str:
    """Press what these bytes are to the terminal; returns the screen."""
    for event in XTermParser(debug=False).feed(sent.decode()):
        if isinstance(event, Key):
            person.app.post_message(event)
            await person.pilot.pause()
    return person.screen


async def test_an_answer_is_chosen_with_the_key_that_is_meant() -> None:
    # The same answer twice in a row would take it off.
    meant = (
        *[(b"N", "not-sure"), (b"X", "not-applicable"), (b"R", "rather-not-say")],
        *[("é".encode(), "started"), (b'"', "some-places"), (b"&", "not-yet"), (b"'", "everywhere")],
        *[("２".encode(), "started"), ("٣".encode(), "some-places")],
        *[("т".encode(), "not-sure"), ("χ".encode(), "not-applicable"), ("Т".encode(), "not-sure")],
    )
    async with at_question() as person:
        for sent, code in meant:
            await typed(person, sent)
            assert person.draft.choice(FIRST) == code, sent.decode()


async def test_a_page_opens_with_the_key_that_is_meant() -> None:
    opened = (
        *[(b"G", "All questions"), (b"C", "Please name nobody"), (b"Q", "You have answered 1 of 4")],
        *[("й".encode(), "You have answered 1 of 4"), (b"S", "2 of 4")],
    )
    async with at_question() as person:
        await typed(person, b"1")
        for sent, seen in opened:
            assert seen in await typed(person, sent), sent.decode()
            await person.press("escape")


async def test_a_key_that_does_nothing_says_so_in_one_line() -> None:
    async with at_question() as person:
        # On a French number row a bracket is a five, and there is no fifth answer.
        for sent, name in (*((one.encode(), one) for one in "j9ж日"), (b"(", "5"), (b"\x1b[15~", "f5")):
            assert f"{name} does nothing here. F1 says what the keys do." in await typed(person, sent)
            assert person.draft.choice(FIRST) is None


async def test_in_a_note_every_letter_is_a_letter() -> None:
    async with at_question() as person:
        await typed(person, b"c")
        assert "NÉ&т" in await typed(person, "NÉ&т".encode())


async def test_text_that_is_pasted_on_a_card_leaves_one_line_on_it() -> None:
    async with at_question() as person:
        await person.press("f3")
        seen = await typed(person, b"jump over the yz")
        assert seen.count("does nothing here") == 1
        assert "z does nothing here. F1 says what the keys do." in seen
        assert not person.app._notifications
