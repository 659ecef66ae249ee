"""Whoever changes how items stand to each other does so alone in the organization."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from bailiwick.kernel.base import tenant


@contextmanager
def alone(organization_id: int) -> Iterator[None]:
    """A transaction that waits for every other one that links upward: no two close a circle, none locks crosswise.

    The key is the one that the trigger of the table takes (0009_no_circle.sql).
    """
    with tenant.scope(organization_id), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "select pg_advisory_xact_lock(hashtext('work_link'), hashint8(%s))", [organization_id]
            )
        yield
