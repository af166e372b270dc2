"""What `merge` and `import` share: names declared to be the same, versions that are kept, and how fates are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coreflect.core.bank_table import quoted
from coreflect.core.errors import Misuse
from coreflect.core.names import slug

if TYPE_CHECKING:
    from coreflect.core.bringing import SeenRound
    from coreflect.core.model import Alias, Round
    from coreflect.package.merged import Tally

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--same-team", metavar="A=B", multiple=True, help="Read the team A as B, here and from now on."),
    click.option(
        "--same-round", metavar="A=B", multiple=True, help="Read the reflection A as B, here and from now on."
    ),
    click.option(
        "--keep", metavar="RECORD=REVISION", multiple=True, help="Keep this version of a record in two versions."
    ),
)
_FATES = (
    ("new", "new"),
    ("same", "came more than once"),
    ("replaced", "replaced"),
    ("withdrawn", "taken out"),
    ("in_conflict", "in two versions"),
)


def deciding_options(command: F) -> F:
    """Gives a command the options by which names are joined and versions kept."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def kept(keep: Iterable[str]) -> list[tuple[str, str]]:
    """The (record, revision) pairs that were typed.

    Raises:
        Misuse: one of them is no pair.
    """
    return [_pair(text, "--keep", "RECORD=REVISION") for text in keep]


def aliases(rounds: Sequence[Round], same_team: Sequence[str], same_round: Sequence[str]) -> list[Alias]:
    """The names that were typed as being the same, of the teams and reflections among these rounds.

    Raises:
        Misuse: there is no such team or reflection, or one is named twice.
    """
    from coreflect.cli.choose import chosen
    from coreflect.core.model import Alias

    teams = {facts.team for facts in rounds}
    found: list[Alias] = []
    for text in same_team:
        name, same_as = (_team(one, teams) for one in _pair(text, "--same-team", "A=B"))
        found.append(Alias("team", name, same_as))
    for text in same_round:
        name, same_as = (chosen(rounds, one).id for one in _pair(text, "--same-round", "A=B"))
        found.append(Alias("round", name, same_as))
    for alias in found:
        if alias.name == alias.same_as:
            raise Misuse(f"{quoted(alias.name)} is named twice.", "Name two different ones: A=B.")
    return found


def round_told(team: str, tally: Tally | SeenRound, same: str = "") -> str:
    """One line on what becomes of the records of a round; `same` is what is said of those that come again."""
    numbers = {name: getattr(tally, name) for name, _ in _FATES}
    words = {**dict(_FATES), **({"same": same} if same else {})}
    parts = [f"{number:,} {words[name]}" for name, number in numbers.items() if number]
    return f"{quoted(team)}, {tally.round}: {records_counted(sum(numbers.values()))}: {', '.join(parts)}"


def records_counted(count: int) -> str:
    """A number of records."""
    return f"{count:,} record" if count == 1 else f"{count:,} records"


def _team(text: str, teams: set[str]) -> str:
    for name in (text.strip(), slug(text)):
        if name in teams:
            return name
    raise Misuse(f"There is no team {quoted(text)} in these files.", f"There are: {', '.join(sorted(teams)[:20])}.")


def _pair(text: str, option: str, form: str) -> tuple[str, str]:
    first, equals, second = text.partition("=")
    if not equals or not first.strip() or not second.strip():
        raise Misuse(f"{option} takes {form}, not {quoted(text)}.", f"Type {option} {form}.")
    return first.strip(), second.strip()
