"""Say where one is and see who else is there; ephemeral, so none of it is in the ledger."""

import json
from datetime import timedelta
from typing import Any

from django.db import connection

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotFound
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger import visibility
from bailiwick.kernel.ledger.sealing import CHANNEL
from bailiwick.kernel.presence.models import Here, Unseen
from bailiwick.kernel.presence.types import Doing, Seen

AGAIN_AFTER, LASTS = timedelta(seconds=25), timedelta(seconds=55)
LARGEST_KEY = 2**63

_COME = """
insert into presence_here (organization_id, kind, record_id, person_id, page, doing, until)
select %(organization)s, %(kind)s, %(record)s, %(person)s, %(page)s, %(doing)s, %(until)s
where not exists (
    select from presence_unseen where organization_id = %(organization)s and person_id = %(person)s
)
on conflict (organization_id, kind, record_id, person_id, page)
do update set doing = excluded.doing, until = excluded.until
returning coalesce((
    select h.doing from presence_here h
    where h.organization_id = %(organization)s and h.kind = %(kind)s and h.record_id = %(record)s
    and h.person_id = %(person)s and h.page = %(page)s and h.until > %(now)s
), '')
"""
_OTHERS = """
select p.id, p.name, h.doing, extract(epoch from h.until - %(now)s)::float from presence_here h
join identity_person p on p.organization_id = h.organization_id and p.id = h.person_id
where h.organization_id = %(organization)s and h.kind = %(kind)s and h.record_id = %(record)s
and h.person_id <> %(person)s and h.until > %(now)s
order by p.name, p.id
"""


def come(kind: str, record_id: int, *, by: Actor, page: str, doing: Doing) -> list[Seen] | None:
    """Say that the actor has a record open and what they do there; who else has it open.

    None for somebody who does not want to be seen. Raises NotFound for a record that is not there for the actor, and
    for people from outside, who do not see who works at what.
    """
    given = _asked(kind, record_id, by, page)
    with connection.cursor() as cursor:
        cursor.execute(_COME, given | {"doing": doing.value, "until": clock.now() + LASTS})
        row = cursor.fetchone()
        if row is None:
            return None
        cursor.execute(_OTHERS, given)
        others = _seen(cursor.fetchall())
    if others and row[0] != doing:
        _tell(kind, record_id)
    return others


def leave(kind: str, record_id: int, *, by: Actor, page: str) -> None:
    """Say that the actor has closed the page."""
    own = Here.objects.filter(kind=kind, record_id=record_id, person_id=by.person_id or 0, page=page)
    gone, _ = own.delete()
    if gone:
        _tell_others(kind, record_id)


def be_seen(*, by: Actor, seen: bool) -> None:
    """Choose whether colleagues see where one is."""
    if by.person_id is None:
        raise NotFound("Only people are somewhere.")
    if seen:
        Unseen.objects.filter(person_id=by.person_id).delete()
        return
    Unseen.objects.get_or_create(person_id=by.person_id)
    left = list(Here.objects.filter(person_id=by.person_id))
    Here.objects.filter(pk__in=[one.pk for one in left]).delete()
    for kind, record_id in {(one.kind, one.record_id) for one in left}:
        _tell_others(kind, record_id)


def forget_gone() -> None:
    """Pages that were closed without a word."""
    Here.objects.filter(until__lt=clock.now() - LASTS).delete()


def forget_presence(person: Person) -> None:
    """Within an erasure."""
    Here.objects.filter(person=person).delete()
    Unseen.objects.filter(person=person).delete()


def presence_of(person: Person) -> int:
    """At how many pages the person is."""
    return Here.objects.filter(person=person, until__gt=clock.now()).count()


def _asked(kind: str, record_id: int, by: Actor, page: str) -> dict[str, Any]:
    if by.person_id is None or not 0 < record_id < LARGEST_KEY:
        raise NotFound("There is no such record.")
    if not visibility.is_there(by, kind, record_id):
        raise NotFound("There is no such record.")
    if not 0 < len(page) <= 40:
        raise Invalid({"page": "Name the page."})
    return {
        "organization": tenant.current(), "kind": kind, "record": record_id, "person": by.person_id, "page": page,
        "now": clock.now(),
    }  # fmt: skip


def _seen(rows: list[tuple[int, str, str, float]]) -> list[Seen]:
    """Each person once, with the most that they do on any of their pages."""
    order = list(Doing)
    found: dict[int, Seen] = {}
    for key, name, doing, seconds in rows:
        one, before = Seen(name, Doing(doing), seconds), found.get(key)
        if before is None or order.index(one.doing) > order.index(before.doing):
            found[key] = one
    return list(found.values())


def _tell_others(kind: str, record_id: int) -> None:
    """Nobody is told of what nobody looks at."""
    if Here.objects.filter(kind=kind, record_id=record_id, until__gt=clock.now()).exists():
        _tell(kind, record_id)


def _tell(kind: str, record_id: int) -> None:
    """Pages of the staff that show who is there ask again; those of customers hear nothing."""
    message = {"o": tenant.current(), "k": f"presence:{kind}", "r": [record_id]}
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CHANNEL, json.dumps(message)])
