"""Verify a ledger in place: every digest, every leaf, the tree, and the checkpoints beside the database.

For those who run the database; `bailiwick-verify` is for those who do not trust them. Findings have the same names.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from time import perf_counter
from typing import Any

from psycopg import Connection, sql

from bailiwick.kernel.ledger import examination, merkle
from bailiwick.kernel.ledger.examination import Odd
from bailiwick.kernel.ledger.notes import Checkpoint, NoteError, Verifier, open_checkpoint
from bailiwick.kernel.ledger.store import StoredTree

MOST_NAMED = 1000
BLOCK_LEVEL = 12
WARNINGS = frozenset({"clock-set-back"})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was signed; `code` is stable."""

    code: str
    message: str
    index: int | None = None
    event_id: int | None = None

    @property
    def is_warning(self) -> bool:
        return self.code in WARNINGS


@dataclass(slots=True)
class Report:
    """What was verified of one organization's ledger."""

    origin: str
    size: int
    root: bytes
    checkpoints: int = 0
    unsealed: int = 0
    findings: list[Finding] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Whether nothing was found, warnings apart."""
        return all(finding.is_warning for finding in self.findings)


def verify(
    connection: Connection[Any],
    organization_id: int,
    verifier: Verifier,
    *,
    outside: str | None = None,
    progress: Callable[[int], None] = lambda _: None,
    workers: int = 2,
) -> Report:
    """Verify one ledger on the sealer's connection; `outside` is the newest checkpoint kept beside the database.

    `progress` hears of the leaves gone through; `workers` connections more look at the entries meanwhile.
    """
    tree = StoredTree(connection, organization_id)
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read read only")
        head = tree.head()
        report = Report(verifier.name, head.size, head.root)
        checkpoints = list(_checkpoints(connection, organization_id, verifier, outside, report))
        with examination.begun(connection, organization_id, workers=workers) as entries:
            with _timed(report, "tree"):
                _verify_tree(tree, checkpoints, report, progress)
            with _timed(report, "waiting for entries"):
                odd = list(entries.odd_ones())
        report.unsealed = sum(one.leaf_index is None and one.is_new for one in odd)
        report.findings += _named(connection, organization_id, odd)
        report.findings += _clock_steps(connection, organization_id)
    return report


@contextmanager
def _timed(report: Report, phase: str) -> Iterator[None]:
    began = perf_counter()
    yield
    report.seconds[phase] = perf_counter() - began


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
    tree: StoredTree, checkpoints: list[Checkpoint], report: Report, progress: Callable[[int], None]
) -> None:
    """Compute the root from the leaves alone, stopping at each size that was signed."""
    # A declared fork starts the count anew: what was signed before it over more entries is settled by it.
    forks = [place for place, checkpoint in enumerate(checkpoints) if checkpoint.extensions]
    since = checkpoints[forks[-1] :] if forks else checkpoints
    signed = {checkpoint.size: checkpoint.root for checkpoint in since}
    frontier = merkle.Frontier()
    stops = sorted({*signed, report.size})
    for leaves in _leaves(tree):
        for part in _parts(leaves, frontier.size, stops):
            frontier.extend_block(part)
            if frontier.size in signed and frontier.root() != signed[frontier.size]:
                said = f"The first {frontier.size:,} entries are not those that were signed."
                report.findings.append(Finding("forked", said, frontier.size))
            if frontier.size == report.size and frontier.root() != report.root:
                said = "The leaves do not give the tree's own root."
                report.findings.append(Finding("forked", said, report.size))
        progress(frontier.size)
    missing = [stop for stop in stops if stop > frontier.size]
    if missing:
        said = f"{missing[-1]:,} entries were sealed, {frontier.size:,} are left."
        report.findings.append(Finding("truncated", said, frontier.size))
    elif frontier.size > report.size:
        said = f"{frontier.size - report.size:,} leaves stand past the end of the tree."
        report.findings.append(Finding("inserted", said, report.size))


def _leaves(tree: StoredTree) -> Iterator[bytes]:
    """The stored leaf hashes joined, a block at a time, in order and whatever their indexes say."""
    query = sql.SQL(
        "copy (select string_agg(hash, ''::bytea order by index) from ledger_leaf where organization_id = {of} "
        "group by index >> {level} order by index >> {level}) to stdout (format binary)"
    ).format(of=sql.Literal(tree.organization_id), level=sql.Literal(BLOCK_LEVEL))
    with tree.connection.cursor() as cursor, cursor.copy(query) as copy:
        copy.set_types(["bytea"])
        for (joined,) in copy.rows():
            yield bytes(joined)


def _parts(leaves: bytes, first: int, stops: list[int]) -> Iterator[bytes]:
    """Cut a block of leaf hashes at every stop inside it."""
    end = first + len(leaves) // merkle.HASH_SIZE
    inside = stops[bisect_right(stops, first) : bisect_left(stops, end)]
    cuts = [(stop - first) * merkle.HASH_SIZE for stop in inside]
    for begin, until in pairwise([0, *cuts, len(leaves)]):
        yield leaves[begin:until]


def _named(connection: Connection[Any], organization_id: int, odd: list[Odd]) -> Iterator[Finding]:
    """What each odd one is, the first MOST_NAMED of them."""
    named = sorted((one for one in odd if not (one.leaf_index is None and one.is_new)), key=_place)[
        :MOST_NAMED
    ]
    hashes = [one.hash for one in named if one.is_altered and one.hash is not None]
    contents = [one.content for one in named if one.content is not None]
    sealed = _found(connection, "ledger_leaf", "hash", organization_id, hashes)
    sealed_contents = _found(connection, "ledger_event", "digest", organization_id, contents)
    for one in named:
        if one.leaf_index is None:
            yield Finding(
                "inserted", f"Event {one.event_id} appeared behind what was sealed.", None, one.event_id
            )
        elif one.is_gone:
            yield Finding(
                "deleted", f"Entry {one.leaf_index:,} was sealed and is gone.", one.leaf_index, one.event_id
            )
        elif one.is_altered and one.hash in sealed:
            yield Finding(
                "reordered",
                f"Entry {one.leaf_index:,} stands in another's place.",
                one.leaf_index,
                one.event_id,
            )
        elif one.is_altered:
            yield Finding(
                "edited", f"Entry {one.leaf_index:,} is not what was sealed.", one.leaf_index, one.event_id
            )
        if one.content is not None and one.content in sealed_contents:
            said = f"Event {one.event_id} carries another's payload."
            yield Finding("swapped-payload", said, one.leaf_index, one.event_id)
        elif one.content is not None:
            yield Finding(
                "edited", f"What event {one.event_id} says was altered.", one.leaf_index, one.event_id
            )
        if one.has_bad_change:
            said = f"What event {one.event_id} changed was altered."
            yield Finding("edited", said, one.leaf_index, one.event_id)


def _place(one: Odd) -> tuple[bool, int, int]:
    return one.leaf_index is None, one.leaf_index or 0, one.event_id


def _found(
    connection: Connection[Any], table: str, column: str, organization_id: int, wanted: list[bytes]
) -> set[bytes]:
    """Which of these hashes another row has; asked once, and only when something was found."""
    if not wanted:
        return set()
    query = sql.SQL("select {column} from {table} where organization_id = %s and {column} = any(%s)").format(
        column=sql.Identifier(column), table=sql.Identifier(table)
    )
    return {bytes(row[0]) for row in connection.execute(query, [organization_id, wanted])}


def _clock_steps(connection: Connection[Any], organization_id: int) -> Iterator[Finding]:
    rows = connection.execute(
        "select index, event_id, extract(epoch from previous_at - recorded_at)::bigint from ledger_clock_step "
        "where organization_id = %s order by index limit %s",
        [organization_id, MOST_NAMED],
    )
    for index, event_id, seconds in rows:
        said = f"Entry {index:,} was recorded {seconds:,} s before one ahead of it: the clock was set back."
        yield Finding("clock-set-back", said, index, event_id)
