"""Hold every event and row change against the leaf that was sealed for it, in stretches, on several connections."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, NamedTuple

import psycopg
from psycopg import Connection

STRETCH = 20_000
FIRST, LAST = -1, 2**63 - 1

# Only what is not as it was sealed, or not sealed. The order of the inner query is the order of the digests: the
# readers use no parallel workers, which would not keep it.
_STRETCH = """
with changes as (
    select event_id, count(*) as amount, sha256(string_agg(digest, ''::bytea)) as digest, bool_or(is_bad) as is_bad
    from (select event_id, digest,
                 (case when salt is null then before is not null or after is not null
                  else digest <> sha256(salt || convert_to(
                      ledger_change_text(table_name, row_id, op, before, after), 'UTF8')) end) as is_bad
          from ledger_change
          where organization_id = %(organization)s and event_id > %(after)s and event_id <= %(to)s
          order by event_id, id) x
    group by event_id
), events as (
    select e.id, e.epoch > %(epoch)s or (e.epoch = %(epoch)s and (e.xid, e.id) > (%(xid)s::xid8, %(event)s)) as is_new,
           sha256('\\x00'::bytea || convert_to(ledger_leaf_text(
               e, coalesce(c.amount, 0), coalesce(c.digest, sha256(''::bytea))), 'UTF8')) as hash,
           case when e.payload is not null then sha256(e.salt || convert_to(e.payload::text, 'UTF8')) end as content,
           e.digest, coalesce(c.is_bad, false) as has_bad_change
    from ledger_event e left join changes c on c.event_id = e.id
    where e.organization_id = %(organization)s and e.id > %(after)s and e.id <= %(to)s
)
select l.index, coalesce(e.id, l.event_id), e.id is null, coalesce(e.is_new, false), e.hash,
       e.hash is distinct from l.hash, case when e.content <> e.digest then e.content end, e.has_bad_change
from (select index, event_id, hash from ledger_leaf
      where organization_id = %(organization)s and event_id > %(after)s and event_id <= %(to)s) l
full join events e on e.id = l.event_id
where l.hash is distinct from e.hash or e.content <> e.digest or e.has_bad_change
"""
_BOUNDS = """
select id from (select id, row_number() over (order by id) as n from ledger_event where organization_id = %s) numbered
where n %% %s = 0 order by id
"""


class Odd(NamedTuple):
    """An event or leaf that is not simply as it was sealed.

    `hash` is the leaf hash that the event has now; `content` the digest of its payload where that is not the sealed
    one.
    """

    leaf_index: int | None
    event_id: int
    is_gone: bool
    is_new: bool
    hash: bytes | None
    is_altered: bool
    content: bytes | None
    has_bad_change: bool


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far the sequencer had come."""

    epoch: int
    xid: str
    event_id: int


def cursor_of(connection: Connection[Any]) -> Cursor:
    """Where the sequencer stands."""
    row = connection.execute("select epoch, xid::text, event_id from ledger_cursor").fetchone()
    assert row is not None
    return Cursor(*row)


class Examination:
    """The examination of one ledger under way; memory does not grow with the ledger."""

    def __init__(self, waiting: "list[Future[list[Odd]]]") -> None:
        self._waiting = waiting

    def odd_ones(self) -> Iterator[Odd]:
        """Everything that differs, in no order; waits for the end."""
        for done in as_completed(self._waiting):
            yield from done.result()


@contextmanager
def begun(connection: Connection[Any], organization_id: int, *, workers: int) -> Iterator[Examination]:
    """Examine a ledger on `workers` further connections, which see what `connection` sees.

    `connection` is in a repeatable read transaction.
    """
    bounds = [row[0] for row in connection.execute(_BOUNDS, [organization_id, STRETCH])]
    stretches = list(zip([FIRST, *bounds], [*bounds, LAST], strict=True))
    cursor = cursor_of(connection)
    row = connection.execute("select pg_export_snapshot()").fetchone()
    assert row is not None
    free: SimpleQueue[Connection[Any]] = SimpleQueue()
    with ExitStack() as stack:
        for _ in range(min(workers, len(stretches))):
            free.put(stack.enter_context(closing(_reader(connection, row[0]))))
        pool = stack.enter_context(ThreadPoolExecutor(free.qsize()))
        stack.callback(pool.shutdown, cancel_futures=True)
        yield Examination([pool.submit(_examine, free, organization_id, cursor, span) for span in stretches])


def _reader(like: Connection[Any], snapshot: str) -> Connection[Any]:
    reader = psycopg.connect(like.info.dsn, password=like.info.password or None)
    reader.execute("set transaction isolation level repeatable read read only")
    reader.execute(f"set transaction snapshot '{snapshot}'")
    reader.execute("set local work_mem = '64MB'")
    reader.execute("set local jit = off")
    reader.execute("set local max_parallel_workers_per_gather = 0")
    return reader


def _examine(
    free: "SimpleQueue[Connection[Any]]", organization_id: int, cursor: Cursor, span: tuple[int, int]
) -> list[Odd]:
    connection = free.get()
    try:
        facts = {"organization": organization_id, "after": span[0], "to": span[1]}
        facts |= {"epoch": cursor.epoch, "event": cursor.event_id}
        with closing(connection.cursor(binary=True)) as reading:
            rows = reading.execute(_STRETCH, {**facts, "xid": cursor.xid}, prepare=False).fetchall()
        return [Odd(*row) for row in rows]
    finally:
        free.put(connection)
