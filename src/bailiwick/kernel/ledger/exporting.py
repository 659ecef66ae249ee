"""Export a stretch of a ledger as a pack that anyone can verify offline, and prove single entries."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from psycopg import Connection

from bailiwick.kernel.ledger import merkle, pack
from bailiwick.kernel.ledger.notes import Checkpoint, NoteError, Verifier, open_checkpoint, parse_note
from bailiwick.kernel.ledger.store import StoredTree

CHUNK = 500
MOST_EARLIER = 1000

_EVENTS = """
select l.index, ledger_leaf_text(e, c.amount, c.digest), e.payload::text, e.salt, e.id
from ledger_leaf l join ledger_event e on e.id = l.event_id
cross join lateral (
    select count(*) as amount, sha256(coalesce(string_agg(x.digest, ''::bytea order by x.id), ''::bytea)) as digest
    from ledger_change x where x.event_id = e.id) c
where l.organization_id = %s and l.index >= %s and l.index < %s order by l.index
"""
_CHANGES = """
select event_id, digest, salt,
       case when salt is not null then ledger_change_text(table_name, row_id, op, before, after) end
from ledger_change where event_id = any(%s) order by event_id, id
"""


class NoCheckpoint(Exception):
    """Nothing was signed yet that a pack could be proven against."""


def newest(connection: Connection[Any], organization_id: int, verifier: Verifier) -> tuple[Checkpoint, str]:
    """The newest checkpoint of a ledger and its note; raises NoCheckpoint."""
    row = connection.execute(
        "select note from ledger_checkpoint where organization_id = %s order by id desc limit 1",
        [organization_id],
    ).fetchone()
    if row is None:
        raise NoCheckpoint("No checkpoint was issued yet.")
    return open_checkpoint(row[0], [verifier]), row[0]


def export(
    connection: Connection[Any],
    organization_id: int,
    verifier: Verifier,
    target: Path | IO[bytes],
    *,
    event_ids: Sequence[int] | None = None,
    saved_sizes: Sequence[int] = (),
) -> int:
    """Write the whole ledger up to its newest checkpoint, or some events with their proofs; how many there are.

    The pack holds the newest MOST_EARLIER earlier checkpoints too, and shows that the ledger continues each of them
    and each size of `saved_sizes`, at which an auditor keeps a checkpoint of their own.
    """
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read read only")
        checkpoint, note = newest(connection, organization_id, verifier)
        tree = StoredTree(connection, organization_id)
        head = pack.PackHead(
            origin=verifier.name,
            vkey=verifier.vkey,
            tree_size=checkpoint.size,
            checkpoint=note,
            created_at=datetime.now(UTC),
            kind="full" if event_ids is None else "partial",
        )
        earlier = _earlier(connection, organization_id, checkpoint.size)
        consistency = _continuations(
            tree, {one.tree_size for one in earlier} | set(saved_sizes), checkpoint.size
        )
        if event_ids is None:
            events = _stretch(connection, organization_id, 0, checkpoint.size)
            hashes = _hashes(tree, checkpoint.size)
            return pack.write_pack(
                target, head, events, leaf_hashes=hashes, earlier=earlier, consistency=consistency
            )
        proven = _proven(connection, tree, event_ids, checkpoint.size)
        return pack.write_pack(target, head, proven, earlier=earlier, consistency=consistency)


def proof(tree: StoredTree, index: int, size: int) -> tuple[bytes, ...]:
    """The audit path of an entry in the tree of `size` entries."""
    return tuple(merkle.prove_inclusion(index, size, tree))


def _earlier(connection: Connection[Any], organization_id: int, size: int) -> list[pack.EarlierCheckpoint]:
    """The newest checkpoint of each size below the pack's; a note that is none is left out."""
    rows = connection.execute(
        "select distinct on (size) note from ledger_checkpoint where organization_id = %s and size < %s "
        "order by size desc, id desc limit %s",
        [organization_id, size, MOST_EARLIER],
    ).fetchall()
    found: dict[int, str] = {}
    for (note,) in rows:
        try:
            found.setdefault(Checkpoint.parse(parse_note(note)[0]).size, note)
        except NoteError:
            continue
    return [pack.EarlierCheckpoint(*one) for one in sorted(found.items()) if one[0] < size]


def _continuations(tree: StoredTree, sizes: set[int], newest_size: int) -> list[pack.Consistency]:
    """The consistency proofs from each size; none from a tree with holes, which the verifier then says."""
    olds = sorted(old for old in sizes if 0 < old < newest_size)
    ranges = [span for old in olds for span in merkle.consistency_ranges(old, newest_size)]
    try:
        hash_at = merkle.tile_reader(tree, ranges)
    except merkle.TreeIncompleteError:
        return []
    return [
        pack.Consistency(old, newest_size, tuple(merkle.consistency_proof(old, newest_size, hash_at)))
        for old in olds
    ]


def _hashes(tree: StoredTree, size: int) -> Iterator[bytes]:
    for first in range(0, size, CHUNK):
        yield from tree.read(0, first, min(CHUNK, size - first))


def _proven(
    connection: Connection[Any], tree: StoredTree, event_ids: Sequence[int], size: int
) -> Iterator[pack.PackedEvent]:
    rows = connection.execute(
        "select index from ledger_leaf where organization_id = %s and event_id = any(%s) and index < %s order by index",
        [tree.organization_id, list(event_ids), size],
    ).fetchall()
    for (index,) in rows:
        for event in _stretch(connection, tree.organization_id, index, index + 1):
            yield pack.PackedEvent(
                event.index, event.leaf, event.payload, event.salt, event.changes, proof(tree, index, size)
            )


def _stretch(
    connection: Connection[Any], organization_id: int, first: int, end: int
) -> Iterator[pack.PackedEvent]:
    for start in range(first, end, CHUNK):
        rows = connection.execute(_EVENTS, [organization_id, start, min(start + CHUNK, end)]).fetchall()
        changes: dict[int, list[pack.PackedChange]] = {}
        for event_id, digest, salt, text in connection.execute(_CHANGES, [[row[4] for row in rows]]):
            changes.setdefault(event_id, []).append(
                pack.PackedChange(bytes(digest), text, bytes(salt) if salt is not None else None)
            )
        for index, leaf, payload, salt, event_id in rows:
            yield pack.PackedEvent(
                index,
                leaf,
                payload,
                bytes(salt) if salt is not None else None,
                tuple(changes.get(event_id, ())),
            )
