"""Makes the pages that a phone is shown: the door, the questions a part at a time, the end, and a show of hands.

They are the parts of the sheet on a screen, written in the wording that the person chose and with what they have given
so far. Each works without its script, which saves every answer as it is given and says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from coreflect.core.answers import PERSPECTIVES
from coreflect.core.banks.bank import STANDARD, offered_wordings
from coreflect.core.meeting.room import answers
from coreflect.core.model import Reflection
from coreflect.core.reflections.form_fields import given_on
from coreflect.core.reflections.responses import Place, Question
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.core.texts import answering, answers_file, paper
from coreflect.core.texts import phones as texts
from coreflect.reporting.html import Page, page, read_script
from coreflect.reporting.sheet import Form, Part

Carried = Sequence[tuple[str, str]]
"""(name, value) of fields that a phone sent and that could not be stored, so that they are sent again."""


def door_page(
    reflection: Reflection, *, key: str = "", fault: str = "", carried: Carried = (), words_alone: bool = False
) -> Page:
    """Make the page at the door; with the `key` of the picture no code is asked.

    With `words_alone` only those who have begun are let in, because what they sent is `carried` until they are.
    """
    return _page(
        "door",
        reflection,
        title=texts.DOOR_TITLE,
        key=key,
        fault=fault,
        words_alone=words_alone,
        carried=_as_they_are(carried),
    )


def start_page(
    reflection: Reflection, asked: Sequence[Question], place: Place, *, fault: str = "", chosen: Mapping[str, str]
) -> Page:
    """Make the page before the first question: the welcome, the words to choose, the perspective, and any help.

    Takes the reflection and its questions, where the answers are stored, and what was `chosen` before by field, with
    what is wrong with it.
    """
    banks = tuple({question.bank.id: question.bank for question in asked}.values())
    return _page(
        "start",
        reflection,
        title=texts.START_TITLE,
        welcome=texts.welcome(reflection, len(asked), place, banks),
        wordings=offered_wordings(banks),
        perspectives=PERSPECTIVES,
        helpers=answering.HELPER_ANSWERS,
        fault=fault,
        chosen={"wording": STANDARD, "perspective": "", "help": "", **chosen},
    )


def words_page(reflection: Reflection, words: str) -> Page:
    """Make the page that shows a person's two words, and what they are for."""
    return _page("words", reflection, title=texts.WORDS_TITLE, words=words, about=answering.return_words_given("")[1:])


def part_page(reflection: Reflection, walkthrough: Walkthrough, at: int, words: str, *, hands: str = "") -> Page:
    """Make the page of one part of the questions, counted from 1, with what was given so far.

    `hands` is the question on which the room shows hands just now.
    """
    form = _form(reflection, walkthrough.asked, walkthrough.wording)
    part = form.parts[at - 1]
    return _page(
        "part",
        reflection,
        title=texts.part_of(at, len(form.parts)),
        wording=walkthrough.wording,
        given={number: _given(walkthrough, number) for number, _ in part.asked},
        part=part,
        at=at,
        parts=len(form.parts),
        words=answering.return_words_line(words),
        hands=hands,
        about=form.about,
        readers=answering.note_readers(reflection),
        offered=form.offered,
        longest_note=form.longest_note,
    )


def end_page(
    reflection: Reflection, walkthrough: Walkthrough, words: str, *, takes_code: bool, state: str = "", fault: str = ""
) -> Page:
    """Make the page after the last question: what was left blank, the repeat code, and the end.

    `takes_code` offers a repeat code; `state` says whether the answers count as they are.
    """
    form = _form(reflection, walkthrough.asked, walkthrough.wording)
    part_of = {number: at for at, part in enumerate(form.parts, 1) for number, _ in part.asked}
    blanks = [(index + 1, part_of[index + 1]) for index in walkthrough.blanks]
    return _page(
        "end",
        reflection,
        title=texts.END_TITLE,
        blanks=blanks,
        last=len(form.parts),
        words=words,
        code=walkthrough.draft.code,
        offer=answering.code_offer(walkthrough.wording) if takes_code else "",
        state=state,
        fault=fault,
    )


def done_page(reflection: Reflection, words: str, code: str) -> Page:
    """Make the page of somebody who has finished."""
    to_write_down = "|".join(map(re.escape, filter(None, (words, code))))
    thanks = [re.split(f"({to_write_down})", paragraph) for paragraph in texts.thanks(words, reflection, code)]
    return _page("done", reflection, title=texts.DONE_TITLE, thanks=thanks)


def hands_page(reflection: Reflection, question: Question, raised: str, *, others: bool) -> Page:
    """Make the page of a show of hands; `raised` is the answer whose hand is up, and with `others` it leads back."""
    return _page(
        "hands",
        reflection,
        title=texts.HANDS_TITLE,
        item=question.item.id,
        asked=question.item.text.say(),
        offered=answers(question.scale),
        raised=raised,
        others=others,
    )


def remove_page(reflection: Reflection) -> Page:
    """Make the page that asks before answers are removed."""
    return _page("remove", reflection, title=texts.REMOVE)


def told_page(
    reflection: Reflection, lines: Sequence[str], *, leads_back: str = "", again: str = "", carried: Carried = ()
) -> Page:
    """Make a page that says something and asks nothing; `leads_back` is the address of the page that it leads to.

    `again` is where what is `carried` was sent to, and can be sent once more.
    """
    return _page(
        "told",
        reflection,
        title=reflection.team_name,
        lines=lines,
        leads_back=leads_back,
        again=again,
        carried=_as_they_are(carried),
    )


def _as_they_are(carried: Carried) -> list[tuple[str, Markup]]:
    """Escape what a phone sent, and keep every character of it, since it is read by that person alone."""
    return [(name, escape(value)) for name, value in carried]


def _given(walkthrough: Walkthrough, number: int) -> dict[str, object]:
    given = given_on(walkthrough.draft, walkthrough.asked[number - 1].key)
    return {**given._asdict(), "before": given.before, "note": escape(given.note)}


class _Form(NamedTuple):
    parts: list[Part]
    about: object
    offered: object
    longest_note: object


@lru_cache(maxsize=16)
def _form(reflection: Reflection, asked: tuple[Question, ...], wording: str) -> _Form:
    values = Form(reflection, asked, wording, alone=True).values()
    parts: list[Part] = values["parts"]  # type: ignore[assignment]
    return _Form(parts, values["about"], values["offered"], values["longest_note"])


def parts_of(reflection: Reflection, walkthrough: Walkthrough) -> int:
    """Count the parts in which the questions are asked."""
    return len(_form(reflection, walkthrough.asked, walkthrough.wording).parts)


def _page(name: str, reflection: Reflection, *, title: str, wording: str = STANDARD, **values: object) -> Page:
    shows = {
        "title": title,
        "team": reflection.team_name,
        "texts": answers_file,
        "phones": texts,
        "answering": answering,
        "printed": paper,
        "said": Markup(json.dumps(texts.IN_THE_SCRIPT).replace("<", "\\u003c")),  # noqa: S704 - our own sentences
        "given": {},
        "fault": "",
    }
    script = read_script("phone.js")
    return page(f"phone_{name}.html", "phone.css", wording, shows | values, sends=True, script=script)
