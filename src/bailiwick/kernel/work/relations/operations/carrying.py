"""Carry over what belongs to a merged item, and give it back."""

from typing import Any

from bailiwick.kernel.base import clock
from bailiwick.kernel.work.links import MERGED_INTO, PART_OF
from bailiwick.kernel.work.models import Link, Task, Watcher, WorkItem
from bailiwick.kernel.work.operations import end_link


def carry(item: WorkItem, into: WorkItem) -> dict[str, Any]:
    """Let watchers and reporter watch the survivor, and move links and open tasks to it; what was carried, by key."""
    return {
        "watchers": _carry_watchers(item, into),
        "tasks": _carry_tasks(item, into),
        **_carry_links(item, into),
    }


def _carry_watchers(item: WorkItem, into: WorkItem) -> list[int]:
    wanted = set(Watcher.objects.filter(item_id=item.pk).values_list("person_id", flat=True))
    wanted |= {item.reporter_id} if item.reporter_id not in (None, into.reporter_id) else set()
    wanted -= set(Watcher.objects.filter(item_id=into.pk).values_list("person_id", flat=True))
    Watcher.objects.bulk_create(Watcher(item_id=into.pk, person_id=person) for person in sorted(wanted))
    return sorted(wanted)


def _carry_tasks(item: WorkItem, into: WorkItem) -> list[int]:
    still = Task.objects.filter(item_id=item.pk, done_at=None, dropped_at=None)
    keys = list(still.values_list("pk", flat=True))
    Task.objects.filter(pk__in=keys).update(item_id=into.pk)
    return keys


def _carry_links(item: WorkItem, into: WorkItem) -> dict[str, list[int]]:
    """The survivor keeps its own place in a whole; what was merged into the item before stays there."""
    ended, made = [], []
    begun = Link.objects.filter(from_type=item.kind, from_id=item.pk, ended_at=None)
    met = Link.objects.filter(to_type=item.kind, to_id=item.pk, ended_at=None).exclude(relation=MERGED_INTO)
    for old in [*begun, *met]:
        from_here = old.from_id == item.pk and old.from_type == item.kind
        end_link(old)
        ended.append(old.pk)
        other = (old.to_type, old.to_id) if from_here else (old.from_type, old.from_id)
        if other == (into.kind, into.pk) or (from_here and old.relation == PART_OF):
            continue
        here = (into.kind, into.pk)
        begins, leads = (here, other) if from_here else (other, here)
        new, is_new = Link.objects.get_or_create(
            from_type=begins[0], from_id=begins[1], relation=old.relation, to_type=leads[0], to_id=leads[1]
        )
        if is_new or new.ended_at is not None:
            new.ended_at = None
            new.save(update_fields=["ended_at"])
            made.append(new.pk)
    return {"ended": ended, "made": made}


def give_back(item: WorkItem, into: WorkItem, carried: dict[str, Any]) -> None:
    """Undo what `carry` did, as far as nobody changed it since."""
    Watcher.objects.filter(item_id=into.pk, person_id__in=carried["watchers"]).delete()
    Task.objects.filter(pk__in=carried["tasks"], item_id=into.pk, done_at=None, dropped_at=None).update(
        item_id=item.pk
    )
    Link.objects.filter(pk__in=carried["made"], ended_at=None).update(ended_at=clock.now())
    Link.objects.filter(from_type=item.kind, from_id=item.pk, relation=MERGED_INTO, ended_at=None).update(
        ended_at=clock.now()
    )
    for old in Link.objects.filter(pk__in=carried["ended"]):
        is_taken = (
            old.relation == PART_OF
            and Link.objects.filter(
                from_type=old.from_type, from_id=old.from_id, relation=PART_OF, ended_at=None
            ).exists()
        )
        if not is_taken:
            old.ended_at = None
            old.save(update_fields=["ended_at"])
