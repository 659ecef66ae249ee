"""Which lists have saved views, and what of their address a view keeps."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from bailiwick.kernel.base.errors import NotFound

# A place in a list, and what a number is made of, are good for the moment only.
PASSING = frozenset({"after", "before", "open", "among", "start", "end"})


@dataclass(frozen=True, slots=True)
class KeptList:
    """A list with saved views: its title and its route."""

    title: str
    route: str


_lists: dict[str, KeptList] = {}


def add(page: str, title: str, route: str) -> None:
    """Let views of a list be saved."""
    _lists[page] = KeptList(title, route)


def list_named(page: str) -> KeptList:
    """The list of that name; raises NotFound."""
    found = _lists.get(page)
    if found is None:
        raise NotFound("There is no such list.")
    return found


def kept_query(query: str) -> str:
    """What a view keeps of a list's address."""
    pairs = parse_qsl(query.lstrip("?").replace("\0", ""), max_num_fields=100)
    return urlencode([(name, value) for name, value in pairs if name not in PASSING])
