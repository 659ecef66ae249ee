"""Rows of the pages of figures: whoever may see incidents may see their numbers."""

from typing import Any

from bailiwick.kernel.base import clock
from bailiwick.kernel.figures import operations
from bailiwick.kernel.figures.parts import Placed
from bailiwick.resolution.figures.parts import PAGE
from tests.cast import Cast
from tests.routes.rows import Route


def noted(cast: Cast) -> dict[str, Any]:
    """A note that Mia wrote for the staff."""
    return {"pk": operations.add_annotation(PAGE, clock.now().date(), "A storm", by=cast.mia).pk}


def teams(cast: Cast) -> dict[str, Any]:
    """The dashboard of Sam's team."""
    operations.arrange_dashboard(PAGE, [Placed("volume")], by=cast.sam, team=cast.desk)
    return {"whose": f"team-{cast.desk.pk}"}


def volume(_cast: Cast) -> dict[str, Any]:
    return {"code": "volume"}


def place(_cast: Cast) -> dict[str, Any]:
    return {"place_volume": "1", "width_volume": "full"}


FIGURES = (
    # Customers see the figures of their own party; another organization its own.
    Route("figures", without=None, stranger=404),
    Route("figure", without=None, args=volume, stranger=404),
    Route("figure-csv", without=None, args=volume, stranger=404),
    Route("figure", without=404, args=lambda _: {"code": "load"}),
    Route("figure-notes", granted=422, method="post", as_="mia", stranger=422),
    Route("figure-note", granted=303, method="delete", as_="mia", args=noted),
    Route("figure-arrangement", as_="sam", args=teams, without=404),
    Route("figure-arrangement", granted=303, method="post", as_="sam", args=teams, data=place, without=404),
    Route("figure-arrangement", granted=303, method="delete", as_="sam", args=teams, without=404),
    Route(
        "figure-arrangement", as_="mia", lacking="sam", args=lambda _: {"whose": "everybody"}, stranger=200
    ),
)
