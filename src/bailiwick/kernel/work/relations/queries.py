"""Reads of how work items stand to each other."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.base.kept import Given, KeptQuery
from bailiwick.kernel.work import kinds
from bailiwick.kernel.work.links import MERGED_INTO, PART_OF, UPWARD
from bailiwick.kernel.work.models import Escalation, Link, Merge, W, WorkItem

DEEPEST, MOST_MERGED = 50, 200


def _above(item: WorkItem, relation: str) -> WorkItem | None:
    found = KeptQuery(WorkItem, "above", _linked_to).rows(kind=item.kind, item=item.pk, relation=relation)
    return found[0] if found else None


def _linked_to() -> QuerySet[WorkItem]:
    kind = Given("kind")
    links = Link.objects.filter(
        from_type=kind, from_id=Given("item"), relation=Given("relation"), to_type=kind, ended_at=None
    )
    return WorkItem.objects.filter(pk__in=links.values("to_id")).order_by("pk")[:1]


def parent(item: WorkItem) -> WorkItem | None:
    """What the item is a part of."""
    return _above(item, PART_OF)


def ancestors(item: WorkItem, relation: str = PART_OF) -> list[int]:
    """Keys of what the item is a part of (or was merged into), the nearest first."""
    assert relation in UPWARD
    found: list[int] = []
    one = _above(item, relation)
    while one is not None and len(found) < DEEPEST:
        found.append(one.pk)
        one = _above(one, relation)
    return found


def survivor(item: W) -> W:
    """Where an item goes on: what it was merged into, and so on; itself if it was not."""
    if item.category != WorkItem.Category.CLOSED:
        return item
    above = ancestors(item, MERGED_INTO)
    return type(item).objects.get(pk=above[-1]) if above else item


def is_merged(item: WorkItem) -> bool:
    """Whether an item goes on in another one."""
    over = item.category == WorkItem.Category.CLOSED
    return over and Merge.objects.filter(item_id=item.pk, undone_at=None).exists()


def goes_on(item: W, by: Actor) -> W:
    """Where what is said and sent about an item belongs: where it goes on, if the actor may see that."""
    with tenant.scope(by.organization_id):
        found = survivor(item)
        there = found.pk == item.pk or kinds.of(found).visible(by).filter(pk=found.pk).exists()
        return found if there else item


def merged_here(actor: Actor, item: WorkItem) -> list[int]:
    """Keys of what goes on in an item and is there for the actor, whatever was merged into that too."""
    found: list[int] = []
    level = [item.pk]
    while level and len(found) < MOST_MERGED:
        links = Link.objects.filter(
            to_type=item.kind, to_id__in=level, relation=MERGED_INTO, from_type=item.kind, ended_at=None
        )
        level = list(links.values_list("from_id", flat=True)[:MOST_MERGED])
        found += level
    return list(seen(actor, item.kind, found).values_list("pk", flat=True)) if found else []


def parts(item: WorkItem) -> QuerySet[WorkItem]:
    """The items that are a part of this one, the oldest first."""
    links = Link.objects.filter(
        to_type=item.kind, to_id=item.pk, relation=PART_OF, from_type=item.kind, ended_at=None
    )
    return WorkItem.objects.filter(pk__in=links.values("from_id")).order_by("pk")


def with_open_parts(kind: str) -> Exists:
    """The condition that an item of a kind has parts that are neither resolved nor closed."""
    links = Link.objects.filter(
        to_type=kind, to_id=OuterRef("pk"), relation=PART_OF, from_type=kind, ended_at=None
    )
    return Exists(links.filter(from_id__in=WorkItem.objects.filter(is_live=True, kind=kind).values("pk")))


def merge_of(item: WorkItem) -> Merge:
    """The merge by which an item goes on in another; raises NotFound when it does not."""
    found = Merge.objects.filter(item_id=item.pk, undone_at=None).select_related("into").first()
    if found is None:
        raise NotFound(f"{item} was not merged into another.")
    return found


def escalations(item: WorkItem) -> QuerySet[Escalation]:
    """The item's escalations, the newest first."""
    found = Escalation.objects.filter(item_id=item.pk).order_by("-pk")
    return found.select_related("team", "person", "by", "acknowledged_by")


def escalation(item: WorkItem, pk: int) -> Escalation:
    """One of them; raises NotFound."""
    found = escalations(item).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such escalation.")
    return found


def seen(actor: Actor, code: str, keys: Iterable[int]) -> QuerySet[WorkItem]:
    """The items of a kind with these keys that are there for the actor."""
    return kinds.named(code).visible(actor).filter(Q(pk__in=list(keys)))
