"""operation(): the only way to write. One call is one transaction, one policy check, one entry in the ledger."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, NamedTuple, TypeVar, cast, overload

import orjson
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from bailiwick.kernel.base import clock, statements, tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotFound, Refused, Stale
from bailiwick.kernel.base.kept import Given, KeptQuery
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ledger.records import Record
from bailiwick.kernel.ledger.undoing import undone_if_raised

R = TypeVar("R", bound=Record)

FUTURE_TOLERANCE = timedelta(minutes=2)

_JSON = DjangoJSONEncoder(ensure_ascii=False)

_open: ContextVar["Operation[Any] | None"] = ContextVar("bailiwick_operation", default=None)

_BEGIN = """
select pg_current_xact_id_if_assigned() is null,
    set_config('app.operation', nextval(pg_get_serial_sequence('ledger_event', 'id'))::text, true)
"""

_INSERT = """
insert into ledger_event (id, organization_id, parent_id, verb, actor_kind, actor_id, subject_type, subject_id,
                          occurred_at, payload, salt, digest)
select $1::bigint, $2::bigint, $3::bigint, $4, $5, $6::bigint, $7, $8::bigint,
       coalesce($9::timestamptz, clock_timestamp()), r.payload, r.salt,
       sha256(r.salt || convert_to(r.payload::text, 'UTF8'))
from (select $10::jsonb as payload, uuid_send(gen_random_uuid()) as salt offset 0) r
returning set_config('app.operation', $11, true)
"""


@dataclass(slots=True)
class Operation(Generic[R]):
    """An operation in progress: what it is about, and what the ledger will say of it.

    `subject` is the locked, freshly read record; for a record that the operation itself creates, call `about`.
    `facts` are stored in the ledger's payload as JSON.
    """

    id: int
    verb: str
    by: Actor
    subject: R
    reason: str
    at: datetime | None
    facts: dict[str, Any] = field(default_factory=dict)
    events: list[Any] = field(default_factory=list)

    def about(self, subject: Record) -> None:
        """Name the record that this operation created."""
        self.subject = cast("R", subject)

    def publish(self, event: Any) -> None:
        """Tell the rest of the house after the commit; `event` is a frozen dataclass registered with `events`."""
        if not is_dataclass(event):
            raise TypeError("An event is a dataclass.")
        self.events.append(event)

    def payload(self) -> dict[str, Any]:
        """What the ledger keeps and can forget again: names, reason, facts, events."""
        content: dict[str, Any] = {"by": self.by.name}
        if self.subject is not None:
            content["subject"] = self.subject.subject_name()
        if self.reason:
            content["reason"] = self.reason
        if self.facts:
            content["facts"] = self.facts
        if self.events:
            content["events"] = [{"is": type(e).__name__, **asdict(e)} for e in self.events]
        if self.by.request:
            content["request"] = self.by.request
        return content


def current() -> "Operation[Any]":
    """The operation in progress; raises Refused when there is none."""
    operation_ = _open.get()
    if operation_ is None:
        raise Refused("Nothing is written outside an operation.")
    return operation_


@overload
def operation(
    verb: str, *, by: Actor, reason: str = ..., at: datetime | None = ...
) -> AbstractContextManager[Operation[Any]]: ...


@overload
def operation(
    verb: str,
    *,
    by: Actor,
    subject: R,
    reason: str = ...,
    at: datetime | None = ...,
    expected_version: int | None = ...,
) -> AbstractContextManager[Operation[R]]: ...


@contextmanager
def operation(
    verb: str,
    *,
    by: Actor,
    subject: Any = None,
    reason: str = "",
    at: datetime | None = None,
    expected_version: int | None = None,
) -> Iterator[Operation[Any]]:
    """Open an operation of `by` on `subject`, which is locked, re-read and given as `op.subject`.

    Raises Refused (no policy, not granted), NotFound (the subject is not there for this organization), Stale (its
    version is not `expected_version`), Invalid (`at` lies in the future or has no zone). The whole is undone if the
    block raises. A nested operation joins the outer transaction and names it as its parent.
    """
    if by is None:
        raise Refused(f"“{verb}” needs somebody who does it.")
    _check_instant(at)
    outer = _open.get()
    parent_id = outer.id if outer else None
    with tenant.scope(by.organization_id):
        key, is_first = _begin()
        with undone_if_raised(is_first=is_first, outer=parent_id):
            if subject is not None:
                subject = _locked(subject, expected_version)
            policies.require(by, verb, subject)
            op = Operation(key, verb, by, subject, reason, at or clock.told())
            token = _open.set(op)
            try:
                yield op
            finally:
                _open.reset(token)
            _record(op, parent_id=parent_id)


def _check_instant(at: datetime | None) -> None:
    if at is None:
        return
    if at.tzinfo is None:
        raise Invalid({"at": "The time needs a zone."})
    if at > clock.now() + FUTURE_TOLERANCE:
        raise Invalid({"at": "The time lies in the future."})


def _locked(subject: Any, expected_version: int | None) -> Any:
    model = type(subject)
    fresh = next(iter(KeptQuery(model, "locked", lambda: _locking(model)).rows(key=subject.pk)), None)
    if fresh is None:
        raise NotFound("There is no such record.")
    if expected_version is not None and fresh.version != expected_version:
        raise Stale(f"{fresh} was changed meanwhile.", expected=expected_version, actual=fresh.version)
    return fresh


def _locking(model: type[Record]) -> Any:
    # A record may extend another whose table holds the version: a row that is not locked is read as it was before.
    tables = ("self", *(link.name for link in model._meta.parents.values() if link is not None))
    return model.objects.select_for_update(of=tables).filter(pk=Given("key"))


def _begin() -> tuple[int, bool]:
    """The number of the entry to come, and whether its transaction has written nothing yet."""
    [(is_first, key)] = statements.rows(_BEGIN)
    return int(key), is_first


def _record(op: Operation[Any], *, parent_id: int | None) -> None:
    """Write the entry; with it the operation ends for the database, and the outer one, if any, goes on."""
    subject = op.subject
    parameters = [
        op.id,
        op.by.organization_id,
        parent_id,
        op.verb,
        op.by.kind.value,
        op.by.person_id,
        subject.subject_type() if subject is not None else "",
        subject.pk if subject is not None else None,
        op.at,
        as_json(op.payload()),
        str(parent_id or ""),
    ]
    statements.rows(_INSERT, parameters)


def _plain_json(content: Mapping[str, Any]) -> str:
    """As `as_json`, ten times as fast; for content that is JSON already but for its times."""
    text = orjson.dumps(content, default=_JSON.default, option=orjson.OPT_PASSTHROUGH_DATETIME).decode()
    return text.replace("\\u0000", "\ufffd")


def as_json(content: Mapping[str, Any]) -> str:
    """JSON text that PostgreSQL takes: NUL characters, which jsonb cannot hold, become U+FFFD."""
    return _JSON.encode(content).replace("\\u0000", "\ufffd")


class Entry(NamedTuple):
    """One entry of a bulk write: a verb on a subject at a past instant, with its facts."""

    verb: str
    subject_type: str
    subject_id: int
    occurred_at: datetime
    facts: Mapping[str, Any]


def record_entries(op: Operation[Any], entries: list[Entry]) -> None:
    """Write many entries under one operation: one statement, each entry a leaf of its own (imports).

    The policy of every verb in it is required of the operation's actor.
    """
    for verb in {entry.verb for entry in entries}:
        policies.require(op.by, verb, None)
    payload = {"by": op.by.name}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into ledger_event (organization_id, parent_id, verb, actor_kind, actor_id, subject_type, subject_id,
                                      occurred_at, payload, salt, digest)
            select %s, %s, r.verb, %s, %s, r.subject_type, r.subject_id, r.occurred_at, r.payload, r.salt,
                   sha256(r.salt || convert_to(r.payload::text, 'UTF8'))
            from (select *, uuid_send(gen_random_uuid()) as salt
                  from unnest(%b::text[], %b::text[], %b::bigint[], %b::timestamptz[], %b::text[]::jsonb[])
                  with ordinality as e(verb, subject_type, subject_id, occurred_at, payload, n)
                  order by n offset 0) r
            """,
            [
                op.by.organization_id,
                op.id,
                op.by.kind.value,
                op.by.person_id,
                [entry.verb for entry in entries],
                [entry.subject_type for entry in entries],
                [entry.subject_id for entry in entries],
                [entry.occurred_at for entry in entries],
                [_plain_json({**payload, "facts": dict(entry.facts)}) for entry in entries],
            ],
        )
