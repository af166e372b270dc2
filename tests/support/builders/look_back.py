"""Services to look back with: results that stand still, of the four rounds or of any others."""

from __future__ import annotations

from coreflect.core.answers import EVERYONE
from coreflect.core.results import Picture, Published, Shape
from coreflect.services.app import Services
from coreflect.services.results import Results
from coreflect.workspace.workspace import Workspace
from tests.support.builders.examples import CountingIds
from tests.support.builders.results import an_item, move, picture_of, published_round
from tests.support.builders.services import some_services, with_other


class StillResults(Results):
    """Results of a workspace, beside which these stand side by side."""

    def __init__(self, workspace: Workspace, published: Published) -> None:
        super().__init__(workspace, CountingIds("v"))
        self.published_now = published

    def side_by_side(self) -> Published:
        return self.published_now


def look_back_services(published: Published) -> tuple[Services, StillResults]:
    """Services with these results to look back at, and them."""
    services, workspace = some_services()
    results = StillResults(workspace, published)
    return with_other(services, results=results), results


def many_rounds(number: int, *, team: str = "mill-lane", name: str = "Mill Lane") -> Published:
    """So many rounds of a team, a month apart, all asked the same two questions."""
    rounds = []
    for at in range(number):
        since = f"{team}-{at - 1}" if at else ""
        beds = picture_of((at % 5, 3, at, 2), not_sure=at % 3)
        gate = picture_of((0, 4, 4, 0))
        shapes: tuple[Shape, Shape] = ("further up" if at % 2 else "", "")
        items = tuple(
            an_item(item, f"We choose the {item} together", Picture(EVERYONE, spread, move(since, "", shape=shape)))
            if since
            else an_item(item, f"We choose the {item} together", Picture(EVERYONE, spread, move()))
            for item, spread, shape in (("beds", beds, shapes[0]), ("gate", gate, shapes[1]))
        )
        date = f"{2024 + at // 12}-{at % 12 + 1:02}-15"
        rounds.append(published_round(round=f"{team}-{at}", team=team, team_name=name, date=date, items=items))
    return Published(tuple(rounds))


def many_teams(number: int) -> Published:
    """So many teams with a round each, the last of them first in the alphabet."""
    return Published(
        tuple(
            one
            for at in range(number)
            for one in many_rounds(1, team=f"team-{at:03}", name=f"Team {number - at:03}").rounds
        )
    )
