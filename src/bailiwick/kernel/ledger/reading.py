"""Read the ledger of the current organization, for pages and the API."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from django.db import connection

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.ledger import merkle

_ENTRY = """
select e.id, e.verb, e.actor_kind, e.actor_id, e.subject_type, e.subject_id, e.occurred_at, e.recorded_at,
       e.payload::text, encode(e.digest, 'hex'), l.index, e.parent_id
from ledger_event e left join ledger_leaf l on l.event_id = e.id
where e.organization_id = %(organization)s {where}
order by e.id desc limit %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One row that an entry changed, before and after; None once erased."""

    table: str
    row_id: int
    op: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    digest: str


@dataclass(slots=True)
class Entry:
    """One entry of the ledger; `index` is its place in the tree, None while it waits to be sealed."""

    id: int
    verb: str
    actor_kind: str
    actor_id: int | None
    subject_type: str
    subject_id: int | None
    occurred_at: datetime
    recorded_at: datetime
    payload: dict[str, Any] | None
    digest: str
    index: int | None
    parent_id: int | None
    changes: list[Change] = field(default_factory=list)

    @property
    def by(self) -> str:
        return str((self.payload or {}).get("by", "erased"))

    @property
    def reason(self) -> str:
        return str((self.payload or {}).get("reason", ""))


@dataclass(frozen=True, slots=True)
class Proof:
    """An entry's audit path to the newest checkpoint, with all that is needed to check it by hand."""

    leaf_text: str
    leaf_hash: str
    index: int
    tree_size: int
    path: list[str]
    checkpoint: str


def entries_about(
    subject_type: str, subject_id: int, *, before: int | None = None, limit: int = 50
) -> list[Entry]:
    """The entries about one record, newest first, with the rows they changed (2 queries)."""
    where = (
        "and e.subject_type = %(type)s and e.subject_id = %(id)s "
        "and (%(before)s::bigint is null or e.id < %(before)s::bigint)"
    )
    return _entries(where, {"type": subject_type, "id": subject_id, "before": before, "limit": limit})


def latest(*, before: int | None = None, verb: str = "", limit: int = 50) -> list[Entry]:
    """The newest entries of the organization (2 queries)."""
    where = "and (%(before)s::bigint is null or e.id < %(before)s::bigint) and (%(verb)s = '' or e.verb = %(verb)s)"
    return _entries(where, {"before": before, "verb": verb, "limit": limit})


def entry(event_id: int) -> Entry:
    """One entry; raises NotFound."""
    found = _entries("and e.id = %(id)s", {"id": event_id, "limit": 1})
    if not found:
        raise NotFound("There is no such entry.")
    return found[0]


def proof(of: Entry) -> Proof | None:
    """The proof that an entry is part of what was signed last; None while it is not."""
    organization = tenant.current()
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.size, c.note from ledger_checkpoint c where c.organization_id = %s order by c.id desc limit 1",
            [organization],
        )
        row = cursor.fetchone()
        if row is None or of.index is None or of.index >= row[0]:
            return None
        size, note = row
        cursor.execute(
            "select ledger_leaf_text(e, c.amount, c.digest) from ledger_event e cross join lateral (select count(*) as "
            "amount, sha256(coalesce(string_agg(x.digest, ''::bytea order by x.id), ''::bytea)) as digest "
            "from ledger_change x where x.event_id = e.id) c where e.id = %s",
            [of.id],
        )
        text = cursor.fetchone()[0]
    path = merkle.prove_inclusion(of.index, size, _Tiles(organization))
    return Proof(
        text, merkle.leaf_hash(text.encode()).hex(), of.index, size, [step.hex() for step in path], note
    )


class _Tiles:
    """The stored subtrees, read by the application's own role."""

    def __init__(self, organization_id: int) -> None:
        self.organization_id = organization_id

    def read(self, level: int, first: int, count: int) -> list[bytes]:
        table = "ledger_leaf" if level == 0 else "ledger_node"
        only = "" if level == 0 else "and level = %(level)s"
        with connection.cursor() as cursor:
            cursor.execute(
                f"select hash from {table} where organization_id = %(o)s {only} "  # noqa: S608 - fixed names
                "and index >= %(first)s and index < %(end)s order by index",
                {"o": self.organization_id, "first": first, "end": first + count}
                | ({"level": level} if level else {}),
            )
            return [bytes(row[0]) for row in cursor.fetchall()]


def _entries(where: str, parameters: dict[str, Any]) -> list[Entry]:
    with connection.cursor() as cursor:
        cursor.execute(_ENTRY.format(where=where), {"organization": tenant.current(), **parameters})
        found = [
            Entry(
                *(*row[:8], orjson.loads(row[8]) if row[8] else None, *row[9:]),
            )
            for row in cursor.fetchall()
        ]
        cursor.execute(
            "select event_id, table_name, row_id, op, before::text, after::text, encode(digest, 'hex') "
            "from ledger_change where event_id = any(%s) order by id limit 2000",
            [[one.id for one in found]],
        )
        by_id = {one.id: one for one in found}
        for event_id, table, row_id, op, before, after, digest in cursor.fetchall():
            change = Change(
                table,
                row_id,
                op,
                orjson.loads(before) if before else None,
                orjson.loads(after) if after else None,
                digest,
            )
            by_id[event_id].changes.append(change)
    return found
