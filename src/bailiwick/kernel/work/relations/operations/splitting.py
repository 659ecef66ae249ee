"""Split a part of an item off into one of its own."""

from collections.abc import Sequence

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work import kinds
from bailiwick.kernel.work.links import SPLIT_FROM
from bailiwick.kernel.work.models import Comment, WorkItem
from bailiwick.kernel.work.operations import link
from bailiwick.kernel.work.relations.operations.alone import alone
from bailiwick.kernel.work.texts import body, line

MOST_QUOTED = 50


def split_item(
    item: WorkItem,
    *,
    by: Actor,
    title: str,
    description: str = "",
    comments: Sequence[int] = (),
    reason: str = "",
) -> WorkItem:
    """Log a new item of the same service and reporter, with what was chosen of the conversation quoted, and link both.

    What the customer may read is quoted in the description, internal notes in an internal note of the new item.
    """
    called = line(title, "title")
    own = body(description, "description")
    with alone(by.organization_id), operation("work.split", by=by, subject=item, reason=reason) as op:
        chosen = _chosen(item, comments)
        public = "\n\n".join(_quoted(one) for one in chosen if one.is_public)
        made: WorkItem = kinds.of(item).split(
            op.subject, by, called, "\n\n".join(filter(None, (own, public)))
        )
        with operation("work.split", by=by, subject=made) as new:
            new.facts["said"] = f"split it off from {item.reference}"
            internal = "\n\n".join(_quoted(one) for one in chosen if not one.is_public)
            if internal:
                noted = Comment.objects.create(
                    item_id=made.pk, at=made.opened_at, author_id=by.person_id, text=internal, is_public=False
                )
                new.facts["comment"] = noted.pk
            link(made, SPLIT_FROM, op.subject)
        op.facts["said"] = f"split off {made.reference} “{called}”"
    return made


def _chosen(item: WorkItem, keys: Sequence[int]) -> list[Comment]:
    if len(keys) > MOST_QUOTED:
        raise Invalid({"comments": f"{MOST_QUOTED} comments at most."})
    found = list(
        Comment.objects.filter(item_id=item.pk, pk__in=list(keys))
        .select_related("author")
        .order_by("at", "pk")
    )
    if len(found) != len(set(keys)):
        raise Invalid({"comments": f"Not all of these belong to {item}."})
    return found


def _quoted(comment: Comment) -> str:
    said = "\n".join(f"> {row}" for row in comment.text.splitlines())
    author = comment.author.name if comment.author else "Bailiwick"
    return f"{author}, {comment.at:%Y-%m-%d %H:%M} UTC:\n\n{said}"
