"""The sequencer: gives settled events a contiguous index and appends them to their organization's tree.

One process holds the lock and does it; writers never wait for it. A settled event is one whose transaction number is
below every transaction still running (`pg_snapshot_xmin`), so that nothing can appear behind the cursor.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import psycopg
import structlog
from psycopg import Connection

from bailiwick.kernel.ledger import merkle

LOCK = 0x6261696C  # an arbitrary number that every sequencer of this database asks for
BATCH = 5000
CHANNEL = "bailiwick_live"
MOST_NAMED = 40
CLOCK_TOLERANCE = timedelta(minutes=5)

log = structlog.get_logger()

_SETTLED = """
select e.id, e.organization_id, e.subject_type, e.subject_id, e.xid::text, e.recorded_at,
       ledger_leaf_text(e, c.amount, c.digest)
from (select * from ledger_event
      where epoch = %(epoch)s and (xid, id) > (%(xid)s::xid8, %(event)s)
        and (%(all)s or xid < pg_snapshot_xmin(pg_current_snapshot()))
      order by epoch, xid, id limit %(limit)s) e
cross join lateral (
    select count(*) as amount, sha256(coalesce(string_agg(digest, ''::bytea order by id), ''::bytea)) as digest
    from ledger_change where event_id = e.id) c
order by e.recorded_at, e.id
"""


class AnotherSequencer(Exception):
    """Another process seals this database."""


class RestoredElsewhere(Exception):
    """The database was copied into another cluster : its transaction numbers mean nothing there."""


class Waiting(NamedTuple):
    """An event on its way into the tree."""

    event_id: int
    hash: bytes
    recorded_at: datetime


@dataclass(slots=True)
class Sealed:
    """What a batch sealed: how many events, and which subjects of which organizations."""

    count: int = 0
    subjects: dict[int, dict[str, list[int]]] = field(default_factory=dict)


class Sequencer:
    """Seals on one connection of the sealer's role, in autocommit mode."""

    def __init__(self, url: str, *, from_elsewhere: bool = False) -> None:
        """Take the lock; raises AnotherSequencer, and RestoredElsewhere unless that is what is being dealt with."""
        self.connection: Connection[Any] = psycopg.connect(url, autocommit=True)
        try:
            if not self._only_one():
                raise AnotherSequencer(str(AnotherSequencer.__doc__))
            if not from_elsewhere and not self._is_at_home():
                raise RestoredElsewhere(
                    "The database was copied into another cluster. If that was meant: bailiwick ledger moved"
                )
        except Exception:
            self.connection.close()
            raise

    def close(self) -> None:
        """Let another process seal."""
        self.connection.close()

    def seal_all(self, *, quiet: bool = False) -> int:
        """Seal everything that is settled; with `quiet`, everything there is (nobody else may be writing)."""
        total = 0
        while (sealed := self.seal(quiet=quiet)).count:
            total += sealed.count
        return total

    def seal(self, *, quiet: bool = False) -> Sealed:
        """Seal the next batch, in one transaction, and tell live pages what changed."""
        with self.connection.transaction():
            epoch, xid, event = self._cursor()
            facts = {"epoch": epoch, "xid": xid, "event": event, "all": quiet, "limit": BATCH}
            rows = self.connection.cursor(binary=True).execute(_SETTLED, facts).fetchall()
            if not rows:
                return Sealed()
            leaves: dict[int, list[Waiting]] = defaultdict(list)
            for event_id, organization_id, _, _, _, recorded_at, text in rows:
                leaves[organization_id].append(
                    Waiting(event_id, merkle.leaf_hash(text.encode()), recorded_at)
                )
            for organization_id, own in sorted(leaves.items()):
                self._append(organization_id, own)
            last_xid, last_event = max((int(row[4]), row[0]) for row in rows)
            self.connection.execute(
                "update ledger_cursor set xid = %s::xid8, event_id = %s", [str(last_xid), last_event]
            )
            sealed = self._described(rows)
            self._tell(sealed)
        return sealed

    def ledgers(self) -> list[int]:
        """The organizations that have anything sealed."""
        return [row[0] for row in self.connection.execute("select organization_id from ledger_tree")]

    def lag_seconds(self) -> float:
        """The age of the oldest event that waits to be sealed; 0 when none does."""
        epoch, xid, event = self._cursor()
        row = self.connection.execute(
            "select coalesce(extract(epoch from clock_timestamp() - min(recorded_at)), 0)::float from ledger_event "
            "where epoch = %s and (xid, id) > (%s::xid8, %s)",
            [epoch, xid, event],
        ).fetchone()
        return float(row[0]) if row else 0.0

    def _only_one(self) -> bool:
        row = self.connection.execute("select pg_try_advisory_lock(%s)", [LOCK]).fetchone()
        return bool(row and row[0])

    def _is_at_home(self) -> bool:
        row = self.connection.execute(
            "select c.system_identifier = s.system_identifier from ledger_cursor c, pg_control_system() s"
        ).fetchone()
        return bool(row and row[0])

    def _cursor(self) -> tuple[int, str, int]:
        row = self.connection.execute("select epoch, xid::text, event_id from ledger_cursor").fetchone()
        assert row is not None
        return row[0], row[1], row[2]

    def _append(self, organization_id: int, leaves: Sequence[Waiting]) -> None:
        row = self.connection.execute(
            "select frontier, recorded_until from ledger_tree where organization_id = %s for update",
            [organization_id],
        ).fetchone()
        frontier = merkle.Frontier.from_bytes(bytes(row[0])) if row else merkle.Frontier()
        first = frontier.size
        nodes = frontier.extend(leaf.hash for leaf in leaves)
        self.connection.execute(
            "insert into ledger_leaf (organization_id, index, event_id, hash) select %s, %s + n - 1, event_id, hash "
            "from unnest(%b::bigint[], %b::bytea[]) with ordinality as l(event_id, hash, n)",
            [organization_id, first, [leaf.event_id for leaf in leaves], [leaf.hash for leaf in leaves]],
        )
        if nodes:
            self.connection.cursor().executemany(
                "insert into ledger_node (organization_id, level, index, hash) values (%s, %s, %s, %s)",
                [(organization_id, node.level, node.place, node.hash) for node in nodes],
            )
        until = self._watch_clock(organization_id, first, leaves, row[1] if row else None)
        self.connection.execute(
            "insert into ledger_tree (organization_id, size, root, frontier, recorded_until, sealed_at) "
            "values (%(o)s, %(s)s, %(r)s, %(f)s, %(u)s, clock_timestamp()) on conflict (organization_id) do update "
            "set size = %(s)s, root = %(r)s, frontier = %(f)s, recorded_until = %(u)s, sealed_at = clock_timestamp()",
            {
                "o": organization_id,
                "s": frontier.size,
                "r": frontier.root(),
                "f": frontier.to_bytes(),
                "u": until,
            },
        )

    def _watch_clock(
        self, organization_id: int, first: int, leaves: Sequence[Waiting], until: datetime | None
    ) -> datetime | None:
        """Note where the server's clock was set back; the latest time since then."""
        for index, leaf in enumerate(leaves, first):
            if until is not None and leaf.recorded_at < until - CLOCK_TOLERANCE:
                log.warning(
                    "the clock was set back",
                    organization=organization_id,
                    entry=leaf.event_id,
                    seconds=int((until - leaf.recorded_at).total_seconds()),
                )
                self.connection.execute(
                    "insert into ledger_clock_step (organization_id, index, event_id, recorded_at, previous_at) "
                    "values (%s, %s, %s, %s, %s)",
                    [organization_id, index, leaf.event_id, leaf.recorded_at, until],
                )
                until = leaf.recorded_at
            elif until is None or leaf.recorded_at > until:
                until = leaf.recorded_at
        return until

    def _described(self, rows: list[Any]) -> Sealed:
        sealed = Sealed(len(rows))
        for _, organization_id, subject_type, subject_id, *_ in rows:
            kinds = sealed.subjects.setdefault(organization_id, {})
            if subject_id is not None:
                kinds.setdefault(subject_type, []).append(subject_id)
        return sealed

    def _tell(self, sealed: Sealed) -> None:
        for organization_id, kinds in sealed.subjects.items():
            for kind, ids in kinds.items():
                for named in ([], sorted(set(ids))[-MOST_NAMED:]):
                    message = json.dumps({"o": organization_id, "k": kind, "r": named})
                    self.connection.execute("select pg_notify(%s, %s)", [CHANNEL, message])
