"""Keep, discard and forget what people are typing. None of it is a record, so none of it is in the ledger."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.db import connection

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, Refused
from bailiwick.kernel.drafts.models import Draft
from bailiwick.kernel.identity.models import Person

Typed = Sequence[tuple[str, str]]
LARGEST = 128 * 1024
MOST = 50
KEPT, KEPT_TRACE = timedelta(days=30), timedelta(days=1)
SECRET = re.compile(r"password|passphrase|passcode|secret|token|csrf|otp", re.IGNORECASE)
TURNS = 2**53

_KEEP = """
insert into drafts_draft (organization_id, person_id, form, typed, writer, turn, saved_at)
values (%(organization)s, %(person)s, %(form)s, %(typed)s::text::jsonb, %(writer)s, %(turn)s, %(at)s)
on conflict (organization_id, person_id, form) do update
set typed = excluded.typed, writer = excluded.writer, turn = excluded.turn, saved_at = excluded.saved_at
where drafts_draft.writer <> excluded.writer or drafts_draft.turn < excluded.turn
returning xmax = 0
"""
_DROP_OLDEST = """
delete from drafts_draft where id in (
    select id from drafts_draft where organization_id = %(organization)s and person_id = %(person)s
    order by saved_at desc, id desc offset %(most)s
)
"""


def keep_draft(form: str, typed: Typed, *, by: Actor, writer: str, turn: int) -> datetime:
    """Keep what the actor has typed into a form; secrets are left out. Raises Invalid for too much of it.

    One small write. What arrives after a later turn of the same writer changes nothing.
    """
    pairs = [(name, value) for name, value in typed if not SECRET.search(name)]
    text = orjson.dumps(pairs).decode()
    if len(text) > LARGEST:
        raise Invalid({"typed": f"More than {LARGEST // 1024} KB are not kept."})
    return _write(form, text, by, writer, turn)


def note_sent(form: str, *, by: Actor, writer: str, turn: int) -> None:
    """The form was sent: there is no draft of it any more, and none comes back from a write that is late."""
    _write(form, "[]", by, writer, turn)


def discard_draft(form: str, *, by: Actor) -> None:
    """The actor does not want it any more."""
    Draft.objects.filter(person_id=by.person_id or 0, form=form).delete()


def forget_drafts() -> None:
    """Nobody comes back to a draft after so long."""
    now = clock.now()
    Draft.objects.filter(saved_at__lt=now - KEPT).delete()
    Draft.objects.filter(saved_at__lt=now - KEPT_TRACE, typed=[]).delete()


def forget_drafts_of(person: Person) -> None:
    """Within an erasure: what they typed goes with them."""
    Draft.objects.filter(person=person).delete()


def drafts_of(person: Person) -> int:
    """How many drafts the person has."""
    return Draft.objects.filter(person=person).exclude(typed=[]).count()


def _write(form: str, text: str, by: Actor, writer: str, turn: int) -> datetime:
    if by.person_id is None:
        raise Refused("Only people have drafts.")
    if not 0 <= turn < TURNS or not 0 < len(writer) <= 40:
        raise Invalid({"turn": "Say which page writes, and which of its writes this is."})
    now = clock.now()
    given: dict[str, Any] = {
        "organization": tenant.current(), "person": by.person_id, "form": form, "typed": text,
        "writer": writer, "turn": turn, "at": now, "most": MOST,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, given)
        row = cursor.fetchone()
        if row is not None and row[0]:
            cursor.execute(_DROP_OLDEST, given)
    return now
