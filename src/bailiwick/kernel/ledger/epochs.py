"""Epochs: after a restore the transaction numbers mean nothing any more, so that the sequencer counts anew."""

from typing import Any

import psycopg
from psycopg import Connection, sql

from bailiwick.kernel.ledger.sealing import Sequencer


def begin_epoch(owner: Connection[Any], sealer_url: str) -> int:
    """Seal everything that came with the restored database, then let new events begin a new epoch; its number.

    `owner` is a connection of the role that owns the tables. Nobody else may write meanwhile. Raises
    AnotherSequencer when somebody seals. A call that was interrupted can be repeated.
    """
    sequencer = Sequencer(sealer_url, from_elsewhere=True)
    try:
        sequencer.seal_all(quiet=True)
        with owner.transaction():
            row = owner.execute(
                "update ledger_cursor set epoch = epoch + 1, xid = '0', event_id = 0, system_identifier = "
                "(select system_identifier from pg_control_system()) returning epoch"
            ).fetchone()
            assert row is not None
            owner.execute(
                sql.SQL("alter table ledger_event alter column epoch set default {}").format(
                    sql.Literal(row[0])
                )
            )
    finally:
        sequencer.close()
    return int(row[0])


def begin_epoch_at(owner_url: str, sealer_url: str) -> int:
    """`begin_epoch` on a connection of its own."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        return begin_epoch(owner, sealer_url)
