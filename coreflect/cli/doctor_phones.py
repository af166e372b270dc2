"""`doctor --phones` says whether phones could reach this laptop, and what is in the way; in a terminal it tries one."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from coreflect.core.names import shown
from coreflect.core.texts import phones as texts
from coreflect.web.qr import drawn
from coreflect.web.served import NotInstalled, require_site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coreflect.web.trial import Trial, Tried

SECONDS_FOR_A_PHONE = 60
WHITE, BLACK = 231, 16
"""The colours of a picture, by their numbers among 256, so that no theme changes them."""


def check_phones(*, as_json: bool) -> bool:
    """Write what was found; returns whether phones could be served here, and came where one was waited for."""
    try:
        require_site()
    except NotInstalled as error:
        if as_json:
            _write_json(error.hint, ())
        else:
            click.echo(str(error))
        return False
    from coreflect.web.trial import Trial, try_addresses

    tried = try_addresses()
    works = next((each for each in tried if each.works), None)
    if as_json:
        _write_json("", tried)
        return works is not None
    click.echo(texts.INSTALLED)
    for each in tried:
        click.echo(shown(texts.tried(each.ip, each.adapter, listens=each.listens, reaches_itself=each.reaches_itself)))
        if each.is_reached_from_everywhere:
            click.echo(f"  {texts.FROM_THE_INTERNET}")
    if works is None:
        click.echo(texts.NO_ADDRESS if not tried else texts.NONE_WORKS)
        click.echo(texts.WITHOUT_PHONES)
        return False
    return _wait_for_a_phone(Trial(works.ip)) if is_terminal() else True


def is_terminal() -> bool:
    """Whether somebody sits here who may scan a picture."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _wait_for_a_phone(trial: Trial) -> bool:
    """Wait for a phone to open the one page that is served."""
    with trial:
        click.echo()
        for line in drawn(trial.address.upper()):
            click.secho(line, fg=WHITE, bg=BLACK)
        click.echo(texts.try_a_phone(trial.address))
        try:
            came = trial.came(SECONDS_FOR_A_PHONE)
        except KeyboardInterrupt:
            came = trial.came(0)
    click.echo()
    for line in (texts.PHONE_CAME,) if came else (texts.NO_PHONE_CAME, *texts.MAY_BE_IN_THE_WAY, texts.WITHOUT_PHONES):
        click.echo(line)
    return came


def _write_json(how_to_install: str, tried: Sequence[Tried]) -> None:
    data = {
        "installed": not how_to_install,
        "how_to_install": how_to_install,
        "addresses": [each._asdict() for each in tried],
    }
    click.echo(json.dumps(data, indent=2, ensure_ascii=True))
