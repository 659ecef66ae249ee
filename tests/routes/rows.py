"""A row of the route table: what an address answers to a stranger, to another organization, without the grant,
and as it should.

Each named route has a row. `args` makes the address's arguments out of the cast, `data` what a POST sends. `granted`
is asked as the person `as_`, `without` as `lacking` (None where nobody signed in is refused), `stranger` as Zoe of the
other organization with the same arguments.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.cast import Cast

SIGN_IN = "sign-in"
Expected = int | tuple[int, ...] | str


def nothing(_cast: Cast) -> dict[str, Any]:
    """An address without arguments."""
    return {}


@dataclass(frozen=True)
class Route:
    """One method of one route; several rows may have the same name."""

    name: str
    granted: int = 200
    anonymous: Expected = SIGN_IN
    stranger: int = 404
    without: int | tuple[int, ...] | None = 403
    method: str = "get"
    as_: str = "ada"
    lacking: str = "cora"
    args: Callable[[Cast], dict[str, Any]] = nothing
    data: Callable[[Cast], dict[str, Any]] = field(default=nothing)


def anybody(name: str, status: int, **more: Any) -> Route:
    """A route that needs nobody and answers everybody alike."""
    return Route(name, granted=status, anonymous=status, stranger=status, without=None, **more)


def signed_in(name: str, status: int = 200, **more: Any) -> Route:
    """A route for everybody who is signed in, about themselves."""
    return Route(name, **{"granted": status, "stranger": status, "without": None, **more})
