"""The lists of the portal: what one reported, and for a coordinator what all of the customer reported."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.kept import KeptQuery
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.search import index
from bailiwick.kernel.work.models import Merge, WorkItem
from bailiwick.portal.pages.words import Standing, standing
from bailiwick.resolution.incidents import queries

SORTS = {"updated": Sort("updated_at")}
MOST_OPEN, SEARCHED = 50, 500
FIELDS = ("id", "number", "reference", "title", "state", "category", "updated_at", "opened_at", "reporter_id",
          "reporter__name", "is_merged")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """An incident in a list of the portal; `reporter` is named when it is somebody else."""

    reference: str
    title: str
    standing: Standing
    updated_at: Any
    opened_at: Any
    reporter: str
    waits_for_you: bool


def listed(actor: Actor, params: Mapping[str, str]) -> QuerySet[WorkItem, Any]:
    """The incidents that the parameters ask for: `show` (open, closed, all), `whose` (own, all) and words `q`."""
    items = WorkItem.objects.filter(queries.visibility(actor), kind=queries.KIND)
    show = params.get("show") or "open"
    if show != "all":
        items = items.filter(category="closed") if show == "closed" else items.exclude(category="closed")
    if params.get("whose") == "own":
        items = items.filter(reporter_id=actor.person_id)
    if words := params.get("q", "").replace("\0", "").strip()[:200]:
        items = items.filter(_matching(actor, words))
    merged = Exists(Merge.objects.filter(item_id=OuterRef("pk"), undone_at=None))
    rows: QuerySet[WorkItem, Any] = items.annotate(is_merged=merged).values(*FIELDS)
    return rows


def _matching(actor: Actor, words: str) -> Q:
    digits = words.upper().removeprefix("INC-")
    named = Q(number=int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 19 else Q()
    found = index.find(words, queries.KIND, party_id=actor.party_id, limit=SEARCHED)
    return named | Q(pk__in=found)


def open_incidents(actor: Actor) -> list[Row]:
    """What is not closed, the latest first; what waits for the actor comes before."""
    latest = KeptQuery.by(
        actor,
        WorkItem,
        "portal",
        lambda anybody: listed(anybody, {}).order_by("-updated_at", "-id")[:MOST_OPEN],
    )
    return sorted((row(one, actor) for one in latest.rows()), key=lambda one: not one.waits_for_you)


def row(item: Mapping[str, Any], actor: Actor) -> Row:
    """A slim row as the portal shows it."""
    is_own = item["reporter_id"] == actor.person_id
    waits = item["category"] == "resolved" or item["state"] == "awaiting_user"
    return Row(
        item["reference"],
        item["title"],
        standing(item["state"], item["category"], is_merged=item["is_merged"]),
        item["updated_at"],
        item["opened_at"],
        "" if is_own else item["reporter__name"] or "",
        is_own and waits,
    )
