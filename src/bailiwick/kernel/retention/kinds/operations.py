"""Take rows whose time is over, inside the operation of their rule: texts, files, or rows that no ledger keeps."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from bailiwick.kernel.base import tenant
from bailiwick.kernel.jobs.exporting import files as exported
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.retention.kinds.types import Taken
from bailiwick.kernel.search import index
from bailiwick.kernel.work.files import places
from bailiwick.kernel.work.models import Attachment, Comment, WorkItem

ERASED = "Erased when its time was over"
# Changes of the rows that hold one of these columns, and the entries that made them; that of the present operation,
# whose changes are among them, is not written yet.
_CHANGES = """
select c.id, e.id from ledger_change c
left join ledger_event e on e.id = c.event_id and e.organization_id = c.organization_id
where c.organization_id = %s and c.table_name = %s
    and c.row_id = any(%s::bigint[]) and c.salt is not null
    and (c.before ?| %s::text[] or c.after ?| %s::text[])
"""


def take_comments(keys: Sequence[int]) -> Taken:
    """Texts of comments."""
    Comment.objects.filter(pk__in=keys).update(text=ERASED)
    return _with_ledger(len(keys), [("work_comment", keys, ["text"])])


def take_files(keys: Sequence[int]) -> Taken:
    """Files with their names; the bytes go after the commit, unless another attachment has the same."""
    attachments = list(Attachment.objects.filter(pk__in=keys))
    Attachment.objects.filter(pk__in=keys).update(name=ERASED)
    still = Attachment.objects.filter(sha256__in={one.sha256 for one in attachments}).exclude(name=ERASED)
    gone = {one.sha256 for one in attachments} - set(still.values_list("sha256", flat=True))
    organization = tenant.current()
    transaction.on_commit(lambda: _remove(organization, gone))
    return _with_ledger(len(keys), [("work_attachment", keys, ["name"])])


def take_texts(keys: Sequence[int]) -> Taken:
    """Titles and descriptions of work, and what its kind wrote beside them; what can be searched goes too."""
    items = list(WorkItem.objects.filter(pk__in=keys))
    WorkItem.objects.filter(pk__in=keys).update(title=ERASED, description="")
    tables = [("work_item", keys, ["title", "description"])]
    for kind in WorkItem.__subclasses__():
        texts = list(getattr(kind, "texts", ()))
        if texts:
            for name in texts:
                kind.objects.filter(pk__in=keys).exclude(**{name: ""}).update(**{name: ERASED})
            tables.append((kind._meta.db_table, keys, texts))
    for item in items:
        index.put(item.kind, item.pk, title=f"{item.reference} {ERASED}", body="", party_id=item.party_id)
    return _with_ledger(len(keys), tables)


def take_rows(rows: QuerySet[Any], keys: Sequence[int]) -> Taken:
    """Rows of a table that the ledger does not keep."""
    gone, _ = rows.filter(pk__in=keys).delete()
    return Taken(gone)


def take_runs(keys: Sequence[int]) -> Taken:
    """Background jobs that are over, with their files."""
    runs = Run.objects.filter(pk__in=keys)
    for run in runs:
        exported.remove(run)
    return Taken(runs.delete()[0])


def _with_ledger(rows: int, tables: Sequence[tuple[str, Sequence[int], list[str]]]) -> Taken:
    changes: set[int] = set()
    events: set[int] = set()
    for table, keys, columns in tables:
        with connection.cursor() as cursor:
            cursor.execute(_CHANGES, [tenant.current(), table, list(keys), columns, columns])
            for change, event in cursor.fetchall():
                changes.add(change)
                events |= {event} if event else set()
    return Taken(rows, sorted(events), sorted(changes))


def _remove(organization_id: int, hashes: set[str]) -> None:
    for sha256 in hashes:
        places.place().remove(organization_id, sha256)
