"""Verify a ledger in place: every digest, every leaf, the tree, and the checkpoints beside the database.

For those who run the database; `bailiwick-verify` is for those who do not trust them. Findings have the same names.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from psycopg import Connection

from bailiwick.kernel.ledger import merkle
from bailiwick.kernel.ledger.notes import Checkpoint, NoteError, Verifier, open_checkpoint
from bailiwick.kernel.ledger.store import StoredTree

EXAMPLES = 20

# Leaves whose event says something else now than when it was sealed, or is gone.
_ALTERED = """
select l.index, l.event_id, e.id is null,
       exists (select 1 from ledger_leaf o where o.organization_id = l.organization_id and o.index <> l.index
               and o.hash = sha256('\\x00'::bytea || convert_to(ledger_leaf_text(e, c.amount, c.digest), 'UTF8')))
from ledger_leaf l
left join ledger_event e on e.id = l.event_id and e.organization_id = l.organization_id
left join lateral (
    select count(*) as amount, sha256(coalesce(string_agg(x.digest, ''::bytea order by x.id), ''::bytea)) as digest
    from ledger_change x where x.event_id = l.event_id) c on true
where l.organization_id = %(organization)s
  and l.hash is distinct from sha256('\\x00'::bytea || convert_to(ledger_leaf_text(e, c.amount, c.digest), 'UTF8'))
order by l.index limit 1000
"""
# Payloads and changes that are not what their digest was made from.
_CONTENT = """
select e.id, exists (select 1 from ledger_event o where o.organization_id = e.organization_id and o.id <> e.id
                     and o.digest = sha256(e.salt || convert_to(e.payload::text, 'UTF8')))
from ledger_event e
where e.organization_id = %(organization)s and e.payload is not null
  and e.digest <> sha256(e.salt || convert_to(e.payload::text, 'UTF8'))
union all
select c.event_id, false from ledger_change c
where c.organization_id = %(organization)s and c.salt is not null
  and c.digest <> sha256(c.salt || convert_to(
      ledger_change_text(c.table_name, c.row_id, c.op, c.before, c.after), 'UTF8'))
limit 1000
"""
# Settled events behind the sequencer's cursor that no leaf stands for.
_UNSEALED = """
select e.id from ledger_event e left join ledger_leaf l on l.event_id = e.id, ledger_cursor k
where e.organization_id = %(organization)s and l.event_id is null
  and (e.epoch < k.epoch or (e.epoch = k.epoch and (e.xid, e.id) <= (k.xid, k.event_id)))
order by e.id limit 1000
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was signed; `code` is stable."""

    code: str
    message: str
    index: int | None = None
    event_id: int | None = None


@dataclass(slots=True)
class Report:
    """What was verified of one organization's ledger."""

    origin: str
    size: int
    root: bytes
    checkpoints: int = 0
    unsealed: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.findings


def verify(
    connection: Connection[Any],
    organization_id: int,
    verifier: Verifier,
    *,
    outside: str | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """Verify one ledger on the sealer's connection; `outside` is the newest checkpoint kept beside the database.

    `progress` hears of the leaves gone through.
    """
    tree = StoredTree(connection, organization_id)
    head = tree.head()
    report = Report(verifier.name, head.size, head.root)
    with connection.transaction():
        connection.execute("set local max_parallel_workers_per_gather = 2")
        checkpoints = list(_checkpoints(connection, organization_id, verifier, outside, report))
        _verify_tree(connection, tree, checkpoints, report, progress)
        report.findings += _altered(connection, organization_id)
        report.findings += _content(connection, organization_id)
        report.findings += _inserted(connection, organization_id)
        report.unsealed = _unsealed(connection, organization_id)
    return report


def _checkpoints(
    connection: Connection[Any], organization_id: int, verifier: Verifier, outside: str | None, report: Report
) -> Iterator[Checkpoint]:
    rows = connection.execute(
        "select note from ledger_checkpoint where organization_id = %s order by id", [organization_id]
    )
    notes = [str(row[0]) for row in rows]
    if outside is not None and outside not in notes:
        report.findings.append(
            Finding("replayed-checkpoint", "The newest signed checkpoint is not among those of the database.")
        )
        notes.append(outside)
    for note in notes:
        report.checkpoints += 1
        try:
            yield open_checkpoint(note, [verifier])
        except NoteError as error:
            code = "wrong-key" if error.code == "signature-none" else "bad-signature"
            report.findings.append(Finding(code, f"A checkpoint does not hold: {error}."))


def _verify_tree(
    connection: Connection[Any],
    tree: StoredTree,
    checkpoints: list[Checkpoint],
    report: Report,
    progress: Callable[[int], None],
) -> None:
    """Compute the root from the leaves alone, stopping at each size that was signed."""
    # A declared fork starts the count anew: what was signed before it over more entries is settled by it.
    forks = [place for place, checkpoint in enumerate(checkpoints) if checkpoint.extensions]
    signed = (
        {c.size: c.root for c in checkpoints[forks[-1] :]} if forks else {c.size: c.root for c in checkpoints}
    )
    frontier = merkle.Frontier()
    stops = sorted({*signed, report.size})
    with connection.cursor().copy(
        "copy (select hash from ledger_leaf where organization_id = "
        f"{int(tree.organization_id)} order by index) to stdout (format binary)"
    ) as copy:
        copy.set_types(["bytea"])
        hashes = (bytes(row[0]) for row in copy.rows())
        for stop in stops:
            frontier.extend(hash_ for _, hash_ in zip(range(stop - frontier.size), hashes, strict=False))
            progress(frontier.size)
            if frontier.size < stop:
                report.findings.append(
                    Finding(
                        "truncated",
                        f"{stop:,} entries were sealed, {frontier.size:,} are left.",
                        frontier.size,
                    )
                )
                break
            if stop in signed and frontier.root() != signed[stop]:
                report.findings.append(
                    Finding("forked", f"The first {stop:,} entries are not those that were signed.", stop)
                )
        frontier.extend(hashes)
    if frontier.size > report.size:
        report.findings.append(
            Finding(
                "inserted",
                f"{frontier.size - report.size:,} leaves stand past the end of the tree.",
                report.size,
            )
        )
    elif frontier.size == report.size and frontier.root() != report.root:
        report.findings.append(Finding("forked", "The leaves do not give the tree's own root.", report.size))


def _altered(connection: Connection[Any], organization_id: int) -> Iterator[Finding]:
    for index, event_id, is_gone, is_elsewhere in connection.execute(
        _ALTERED, {"organization": organization_id}
    ):
        if is_gone:
            yield Finding("deleted", f"Entry {index:,} was sealed and is gone.", index, event_id)
        elif is_elsewhere:
            yield Finding("reordered", f"Entry {index:,} stands in another's place.", index, event_id)
        else:
            yield Finding("edited", f"Entry {index:,} is not what was sealed.", index, event_id)


def _content(connection: Connection[Any], organization_id: int) -> Iterator[Finding]:
    for event_id, is_swapped in connection.execute(_CONTENT, {"organization": organization_id}):
        if is_swapped:
            yield Finding("swapped-payload", f"Event {event_id} carries another's payload.", None, event_id)
        else:
            yield Finding("edited", f"What event {event_id} says was altered.", None, event_id)


def _inserted(connection: Connection[Any], organization_id: int) -> Iterator[Finding]:
    for (event_id,) in connection.execute(_UNSEALED, {"organization": organization_id}):
        yield Finding("inserted", f"Event {event_id} appeared behind what was sealed.", None, event_id)


def _unsealed(connection: Connection[Any], organization_id: int) -> int:
    row = connection.execute(
        "select count(*) from ledger_event e, ledger_cursor k where e.organization_id = %s "
        "and e.epoch = k.epoch and (e.xid, e.id) > (k.xid, k.event_id)",
        [organization_id],
    ).fetchone()
    return int(row[0]) if row else 0
