"""The states a work item went through, as the clocks read them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from bailiwick.kernel.base.kept import Given, KeptQuery
from bailiwick.kernel.work.models import Transition, WorkItem
from bailiwick.kernel.work.reading import Moment


def moments(item: WorkItem) -> list[Moment]:
    """The item's states in order of time."""
    return from_rows(KeptQuery(Transition, "moments", _moments).rows(item=item.pk))


def _moments() -> QuerySet[Transition, Any]:
    rows = Transition.objects.filter(item_id=Given("item")).order_by("at", "id")
    return rows.values_list("at", "to_state", "to_category")


def from_rows(rows: Iterable[tuple[object, str, str]]) -> list[Moment]:
    """Rows of (at, state, category) as moments."""
    return [Moment(*row) for row in rows]  # type: ignore[arg-type]
