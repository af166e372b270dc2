"""Every sentence that is made from fields reads right, whatever people typed into them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import product
from pkgutil import iter_modules
from typing import Any

import pytest

from coreflect.core import texts
from coreflect.core.model import Action
from coreflect.core.reflections.responses import Place, Turnout
from coreflect.reporting.look_back import Team, round_line, what_about
from coreflect.reporting.look_back_text import round_texts
from tests.support.builders.examples import a_round
from tests.support.builders.results import published_round

ODD = ("How we plan people's weeks", "Do we meet?", "The day centre.", "A. B.", "Since May!")
_BROKEN = re.compile(
    r"\.\.|(?<![A-Z])\.[,;:]|[?!…]\.|(?<![A-Z])\.\?|\w  \w|\s[.,;]|(?:about|over) (?:How we|Do we|The day|Since)\b|“”"
)
_CALLED_WITH: dict[str, list[Any]] = {
    "int": [1, 3],
    "int | None": [None, 4],
    "bool": [True, False],
    "Place": [Place("", shared=False)],
    "Turnout": [Turnout(5, 3)],
    "Sequence[Bank]": [()],
    "Iterable[Bank]": [()],
    "Sequence[HandedOver]": [()],
    "Sequence[Reflection]": [()],
    "Mapping[str, str]": [{"?": "not sure"}],
    "Sharing": ["room", "facilitator"],
    "Happened": ["partly"],
    "Kind": ["team", "round"],
    "str": ["one"],
}
TYPED = frozenset(
    {
        *("team", "team_name", "known", "about", "period", "contact", "what", "who", "due", "outcome", "known_by"),
        *("missing", "why", "what_and_period", "how", "person", "about_then", "about_now", "period_then", "period_now"),
    }
)
"""The names under which sentences take what people typed."""


def _sentences() -> Iterator[Callable[..., object]]:
    """The functions of the texts that take what people typed, and otherwise nothing but plain values."""
    for module in iter_modules(texts.__path__):
        for name, made in vars(import_module(f"{texts.__name__}.{module.name}")).items():
            if inspect.isfunction(made) and made.__module__.endswith(module.name) and not name.startswith("_"):
                parameters = inspect.signature(made).parameters
                takes = {parameter.annotation for parameter in parameters.values()}
                is_typed = takes & {"Reflection", "Action"} or TYPED & parameters.keys()
                if is_typed and takes <= {"Reflection", "Action", *_CALLED_WITH}:
                    yield made


SENTENCES = list(_sentences())


def test_there_are_sentences_to_look_at() -> None:
    assert len(SENTENCES) > 60


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("made", SENTENCES, ids=lambda made: f"{made.__module__.rpartition('.')[2]}.{made.__name__}")
def test_a_sentence_reads_right_with_any_field(made: Callable[..., object], odd: str) -> None:
    fields = {
        "Reflection": [a_round(team_name=odd, about=odd, period=odd, contact=odd)],
        "Action": [Action("a", "b", (), "r", "", "", odd, odd, odd, odd, "doing", "partly", odd, odd)],
    }
    parameters = inspect.signature(made).parameters.values()
    choices = [
        [odd]
        if parameter.annotation == "str" and parameter.name in TYPED
        else (_CALLED_WITH | fields)[parameter.annotation]
        for parameter in parameters
    ]
    for values in product(*choices):
        pairs = list(zip(parameters, values, strict=True))
        said = made(
            *(value for parameter, value in pairs if parameter.kind is not parameter.KEYWORD_ONLY),
            **{parameter.name: value for parameter, value in pairs if parameter.kind is parameter.KEYWORD_ONLY},
        )
        for line in _texts(said):
            assert not _BROKEN.search(line), line


@pytest.mark.parametrize("odd", ODD)
def test_what_reflections_are_about_reads_right_with_any_field(odd: str) -> None:
    first = published_round()._replace(team_name=odd, about=odd, period=odd, missing=odd, date="2026-05-12")
    other = first._replace(about="the garden", period="2025", date="2026-11-12")
    for rounds in ((first,), (first, first), (first, other), (other, first)):
        for line in (*round_texts(Team("a", odd, rounds)), *what_about(rounds), *map(round_line, rounds)):
            assert not _BROKEN.search(line), line


def _texts(said: object) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, tuple):
        for part in said:
            yield from _texts(part)
