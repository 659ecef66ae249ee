"""The last administrator stays: nothing may leave an organization without somebody who may do everything."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.models import Organization

_STANDING = """
select p.id, max(case when a.valid_to is null then 2 else 1 end)
from identity_roleassignment a
join identity_role r on r.id = a.role_id
join identity_grant g on g.role_id = r.id
join identity_person p on p.id = a.person_id
join identity_account c on c.id = p.account_id
where g.verb = '*' and r.retired_at is null and a.ended_at is null and a.scope_type = ''
    and a.valid_from <= %(today)s and (a.valid_to is null or a.valid_to >= %(today)s)
    and p.disabled_at is null and p.party_id is null and p.access_until is null and c.is_active
group by p.id
"""


@contextmanager
def keep_an_administrator() -> Iterator[None]:
    """Raise Invalid, undoing the operation, if what is done inside takes the last administrator away.

    An administrator is somebody of the staff who can sign in and holds "*" everywhere; one with a last day does not
    replace one without, and support from outside replaces nobody. The organization is locked, so
    that two administrators cannot remove each other at once.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=tenant.current())
    before = _standing()
    yield
    if _standing() < before:
        raise Invalid(
            {"": "This would leave the organization without an administrator: name another one first."}
        )


def administrators() -> set[int]:
    """Who keeps the organization going: its lasting administrators, or without any those whose last day is set."""
    levels = _levels()
    highest = max(levels.values(), default=0)
    return {person_id for person_id, level in levels.items() if level == highest}


def _standing() -> int:
    """2 with a lasting administrator, 1 with one whose last day is set, 0 without any."""
    return max(_levels().values(), default=0)


def _levels() -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"today": clock.now().date()})
        return dict(cursor.fetchall())
