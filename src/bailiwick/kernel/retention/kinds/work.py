"""What people wrote and attached to work that is closed."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.retention.kinds import operations as taking
from bailiwick.kernel.retention.kinds.types import Kind
from bailiwick.kernel.work.models import Attachment, Comment, WorkItem

CLOSED = WorkItem.Category.CLOSED
WHEN = "when the work was closed"
LEDGER = "The ledger's entries of it lose their content; who did what and when, and every proof, stay."


def _texts() -> QuerySet[WorkItem]:
    return WorkItem.objects.filter(category=CLOSED).exclude(title=taking.ERASED)


def _comments() -> QuerySet[Comment]:
    return Comment.objects.filter(item__category=CLOSED).exclude(text=taking.ERASED)


def _files() -> QuerySet[Attachment]:
    return Attachment.objects.filter(item__category=CLOSED).exclude(name=taking.ERASED)


def _of(people: Sequence[Person], to: str) -> Q:
    """Work in which one of these people had a part; `to` leads to the work."""
    keys = [person.pk for person in people]
    item = OuterRef(f"{to}pk" if to else "pk")
    said = Comment.objects.filter(item_id=item, author_id__in=keys)
    attached = Attachment.objects.filter(item_id=item, by_id__in=keys)
    named = Q(**{f"{to}reporter_id__in": keys}) | Q(**{f"{to}assignee_id__in": keys})
    return named | Q(Exists(said)) | Q(Exists(attached))


WORK = (
    Kind(
        name="work-comments",
        counted_from=WHEN,
        counted="item__closed_at",
        what=f"Their texts are erased. {LEDGER}",
        rows=_comments,
        held=lambda people: _of(people, "item__"),
        take=taking.take_comments,
    ),
    Kind(
        name="work-files",
        counted_from=WHEN,
        counted="item__closed_at",
        what=f"The files and their names are erased. {LEDGER}",
        rows=_files,
        held=lambda people: _of(people, "item__"),
        take=taking.take_files,
    ),
    Kind(
        name="work-texts",
        counted_from=WHEN,
        counted="closed_at",
        what=f"The texts are erased; states, times, priorities and measures stay. {LEDGER}",
        rows=_texts,
        held=lambda people: _of(people, ""),
        take=taking.take_texts,
    ),
)
