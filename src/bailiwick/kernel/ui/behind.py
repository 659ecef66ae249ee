"""From a number to the list of exactly the records that it counts."""

from collections.abc import Callable
from urllib.parse import quote_plus, urlencode

from django.urls import reverse

from bailiwick.kernel.evidence.types import Period

# The parameters of a list that shows what is behind a number.
PARAMETERS = ("among", "start", "end")
_lists: dict[str, str] = {}


def listed_at(kind: str, route: str) -> None:
    """Make known where records of a kind (their subject type) are listed: a route that reads the parameters."""
    _lists[kind] = route


def addresses(kind: str, period: Period) -> Callable[[str], str]:
    """The lists of records of a kind for a period, by what `among` names; empty where that kind has no list."""
    if kind not in _lists:
        return lambda among: ""  # noqa: ARG005 - as the others
    beginning = f"{reverse(_lists[kind])}?view=all&among="
    ending = urlencode({"start": period.start.isoformat(), "end": period.end.isoformat()})
    return lambda among: f"{beginning}{quote_plus(among, safe=':,')}&{ending}"


def address(kind: str, among: str, period: Period) -> str:
    """The list of the records of a kind that `among` names, for a period; empty where that kind has no list."""
    return addresses(kind, period)(among)
