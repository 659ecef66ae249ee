"""What the queue page shows of what was asked for: rows or groups, in the chosen columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.keyset import named
from bailiwick.kernel.ui import paging
from bailiwick.kernel.ui.columns import PARAMETER, ListColumn, chosen
from bailiwick.resolution.reading import columns, groups, lists
from bailiwick.resolution.reading.columns import Showing

SIZE = 50


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for what of the queue; `among` are incidents that it is limited to."""

    actor: Actor
    params: QueryDict
    showing: Showing
    among: QuerySet[Any] | None = None

    @property
    def columns(self) -> tuple[ListColumn, ...]:
        """The chosen columns."""
        return chosen(columns.offered(self.actor), self.params.getlist(PARAMETER), always="title")


def listed(asking: Asking) -> dict[str, Any]:
    """The page's rows with its neighbours, or its groups."""
    shown = asking.columns
    by = groups.grouping(asking.params.get("group", ""))
    if by is None:
        found = paging.page(
            lists.kept_queue(asking.actor, asking.params, among=asking.among, fields=columns.fields(shown)),
            sorts=lists.SORTS,
            params=asking.params,
            default=lists.usual_sort(asking.params),
            size=SIZE,
        )
        return {"rows": rows(found.items, shown, asking.showing), "pages": found, "groups": None}
    sort = named(lists.SORTS, asking.params.get("sort") or lists.usual_sort(asking.params))
    found_groups, is_more = groups.grouped(
        asking.actor, asking.params, by, sort,
        fields=columns.fields(shown), showing=asking.showing, among=asking.among,
    )  # fmt: skip
    in_groups = [(one, rows(one.rows, shown, asking.showing)) for one in found_groups]
    return {"rows": [], "pages": None, "groups": in_groups, "grouping": by, "is_more": is_more}


def rows(
    items: Iterable[Mapping[str, Any]], shown: tuple[ListColumn, ...], showing: Showing
) -> list[dict[str, Any]]:
    """Slim rows as the table shows them."""
    made = [(column.key, column.shown) for column in shown if column.shown is not None]
    return [
        {
            **item,
            "url": f"/incidents/{item['reference']}/",
            **{key: make(item, showing) for key, make in made},
        }
        for item in items
    ]
