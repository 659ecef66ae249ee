"""Make items parts of others, and let parts follow what happens to the whole."""

from collections.abc import Callable
from typing import Literal

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import BailiwickError, Invalid
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work import kinds
from bailiwick.kernel.work.links import PART_OF
from bailiwick.kernel.work.models import Link, W, WorkItem
from bailiwick.kernel.work.operations import end_link, link
from bailiwick.kernel.work.relations import queries
from bailiwick.kernel.work.relations.operations.alone import alone

Follow = Literal["refuse", "leave", "follow"]
VERB = "work.adopt"
NAMED = 5


def adopt_item(item: W, *, by: Actor, parent: WorkItem, expected_version: int | None = None) -> W:
    """Make an item a part of another one of its kind; what it was a part of before, it is no more."""
    with (
        alone(by.organization_id),
        operation(VERB, by=by, subject=parent) as above,
        operation(VERB, by=by, subject=item, expected_version=expected_version) as op,
    ):
        _check(op.subject, above.subject)
        for old in _upward(item):
            end_link(old)
        link(op.subject, PART_OF, above.subject)
        op.facts["said"] = f"made it a part of {parent.reference}"
        above.facts["said"] = f"made {item.reference} a part of it"
    return op.subject


def _check(item: WorkItem, parent: WorkItem) -> None:
    if parent.kind != item.kind:
        raise Invalid({"parent": f"{parent} is of another kind; link the two instead."})
    if parent.pk == item.pk:
        raise Invalid({"parent": "Nothing is a part of itself."})
    if item.pk in queries.ancestors(parent):
        raise Invalid({"parent": f"{parent} is a part of {item} already; that would be a circle."})
    if parent.category == WorkItem.Category.CLOSED:
        raise Invalid({"parent": f"{parent} is closed."})
    if item.category == WorkItem.Category.CLOSED:
        raise Invalid({"": f"{item} is closed."})


def release_item(item: W, *, by: Actor, expected_version: int | None = None) -> W:
    """Take an item out of what it is a part of."""
    with (
        alone(by.organization_id),
        operation(VERB, by=by, subject=item, expected_version=expected_version) as op,
    ):
        above = queries.parent(op.subject)
        if above is None:
            raise Invalid({"": f"{item} is no part of another."})
        for old in _upward(item):
            end_link(old)
        op.facts["said"] = f"took it out of {above.reference}"
        with operation(VERB, by=by, subject=type(op.subject).objects.get(pk=above.pk)) as whole:
            whole.facts["said"] = f"took {item.reference} out of it"
    return op.subject


def _upward(item: WorkItem) -> list[Link]:
    return list(
        Link.objects.filter(from_type=item.kind, from_id=item.pk, relation=PART_OF, ended_at__isnull=True)
    )


def refuse_over_open_parts(item: WorkItem) -> None:
    """Raise Invalid when parts of the item are neither resolved nor closed."""
    still = list(queries.parts(item).filter(is_live=True)[: NAMED + 1])
    if not still:
        return
    names = ", ".join(one.reference for one in still[:NAMED]) + (" and more" if len(still) > NAMED else "")
    raise Invalid({"parts": f"Still open below it: {names}. Resolve them first, or choose that they follow."})


def follow(item: WorkItem, do: Callable[[WorkItem], object], *, by: Actor, only_live: bool = True) -> int:
    """Do the same to every part of the item, the deepest first; how many. All or none: call it in a transaction.

    Raises Invalid naming the part that cannot follow, and why.
    """
    with tenant.scope(by.organization_id):
        found = queries.parts(item)
        below = list(found.filter(is_live=True) if only_live else found.exclude(category="closed"))
        whole = {one.pk: one for one in kinds.of(item).visible(by).filter(pk__in=[one.pk for one in below])}
    count = 0
    for one in below:
        if one.pk not in whole:
            raise Invalid({"parts": "A part of it is not yours to see; it cannot follow."})
        count += follow(whole[one.pk], do, by=by, only_live=only_live)
        try:
            do(whole[one.pk])
        except BailiwickError as refusal:
            raise Invalid({"parts": f"{one.reference} cannot follow: {refusal.message}"}) from refusal
        count += 1
    return count
