"""Merge an item into another one, and take the two apart again."""

from typing import Any

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work import kinds
from bailiwick.kernel.work.events import ItemMerged
from bailiwick.kernel.work.links import MERGED_INTO
from bailiwick.kernel.work.models import Merge, W, WorkItem
from bailiwick.kernel.work.operations import link
from bailiwick.kernel.work.relations import queries
from bailiwick.kernel.work.relations.operations import carrying
from bailiwick.kernel.work.relations.operations.alone import alone
from bailiwick.kernel.work.steps import act
from bailiwick.kernel.work.texts import body


def merge_item(
    item: W, *, by: Actor, into: WorkItem, reason: str, expected_version: int | None = None
) -> Merge:
    """Close an item as the same as another one: its conversation, watchers, links and open tasks go on there."""
    why = body(reason, "reason", needed=True)
    kind = kinds.of(item)
    with (
        alone(by.organization_id),
        act(
            "work.merge",
            item,
            by=by,
            reason=why,
            expected_version=expected_version,
            facts=lambda found: kind.facts(found, {"reason": why}),
        ) as doing,
    ):
        _check(doing.item, into)
        before = {name: getattr(doing.item, name) for name in kind.when_merged}
        merge = Merge.objects.create(item_id=item.pk, into_id=into.pk, state_before=doing.item.state)
        with operation("work.absorb", by=by, subject=into) as taking:
            taking.facts["said"] = f"merged {item.reference} “{item.title}” into it"
            merge.carried = {**carrying.carry(doing.item, into), "before": before}
        link(doing.item, MERGED_INTO, into)
        merge.save(update_fields=["carried"])
        doing.set(closed_at=doing.at, **kind.when_merged)
        doing.op.facts["merged_into"] = into.reference
        doing.op.publish(ItemMerged(item.kind, item.pk, into.pk))
    return merge


def _check(item: WorkItem, into: WorkItem) -> None:
    into = WorkItem.objects.get(pk=into.pk)
    if into.kind != item.kind:
        raise Invalid({"into": f"{into} is of another kind; link the two instead."})
    if into.pk == item.pk:
        raise Invalid({"into": "Nothing is merged into itself."})
    end = queries.survivor(into)
    if end.pk == item.pk:
        raise Invalid({"into": f"{into} was merged into {item}; that would be a circle."})
    if end.pk != into.pk:
        raise Invalid({"into": f"{into} was merged itself: merge into {end}."})
    if into.category == WorkItem.Category.CLOSED:
        raise Invalid({"into": f"{into} is closed."})
    if item.party_id not in (None, into.party_id):
        raise Invalid(
            {
                "into": "They belong to different customers, who would lose theirs: make one a part of the other."
            }
        )
    if item.pk in queries.ancestors(into):
        raise Invalid({"into": f"{into} is a part of {item}: merge the other way round."})


def unmerge_item(item: W, *, by: Actor, reason: str, expected_version: int | None = None) -> W:
    """Take a merged item apart again: it goes on where it was, and gets back what was carried over."""
    why = body(reason, "reason", needed=True)
    kind = kinds.of(item)
    with alone(by.organization_id):
        merge = queries.merge_of(item)
        with act(
            "work.unmerge",
            item,
            by=by,
            to=merge.state_before,
            reason=why,
            expected_version=expected_version,
            facts=lambda found: kind.facts(found, {"reason": why}),
        ) as doing:
            values: dict[str, Any] = merge.carried["before"]
            doing.set(closed_at=None, **values)
            into = type(doing.item).objects.get(pk=merge.into_id)
            with operation("work.absorb", by=by, subject=into, reason=why) as giving:
                giving.facts["said"] = f"took {item.reference} “{item.title}” apart from it"
                carrying.give_back(doing.item, into, merge.carried)
            merge.undone_at = clock.now()
            merge.save(update_fields=["undone_at"])
            doing.op.facts["apart_from"] = into.reference
    return doing.item
