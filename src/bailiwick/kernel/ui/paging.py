"""Pages of lists, with the addresses of the next and the previous one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from bailiwick.kernel.base.kept import KeptQuery
from bailiwick.kernel.base.keyset import Key, Sort, window
from bailiwick.kernel.ui.jinja.links import query_string

T = TypeVar("T")

__all__ = ["Key", "Page", "Sort", "page"]


@dataclass(frozen=True)
class Page(Generic[T]):
    """A page of a list; `next` and `previous` are addresses, empty where there is nothing. `sort` is as in `?sort=`."""

    items: list[T] = field(default_factory=list)
    next: str = ""
    previous: str = ""
    sort: str = ""


def page(
    queryset: "QuerySet[Any, T] | KeptQuery",
    *,
    sorts: Mapping[str, Sort],
    params: Mapping[str, Any],
    default: str,
    size: int = 50,
) -> Page[T]:
    """The page that `params` ask for by `sort`, `after` and `before`, in one query.

    Raises Invalid for an order that is not among `sorts` and for a position that is not one of this list's.
    """
    found = window(
        queryset,
        sorts=sorts,
        name=str(params.get("sort") or default),
        after=str(params.get("after") or ""),
        before=str(params.get("before") or ""),
        size=size,
    )
    if found.is_beyond:
        return Page([], "", query_string(params), found.sort)
    following = query_string(params, after=found.after, before=None) if found.after else ""
    preceding = query_string(params, before=found.before, after=None) if found.before else ""
    return Page(found.items, following, preceding, found.sort)
