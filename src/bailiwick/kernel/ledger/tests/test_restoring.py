"""After a restore: another cluster, older transaction numbers, and what newer checkpoints show to be missing."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.ledger import reading
from bailiwick.kernel.ledger.checkpoints import LedgerForked
from bailiwick.kernel.ledger.epochs import begin_epoch_at
from bailiwick.kernel.ledger.forks import NoFork, declare_fork
from bailiwick.kernel.ledger.sealing import RestoredElsewhere, Sequencer
from bailiwick.kernel.ledger.tests.ledgers import Ledger
from tests.database import WITH_CAST, superuser, url

COPY = f"{WITH_CAST}_older"


def disconnect(ledger: Ledger) -> None:
    ledger.sequencer.close()
    connection.close()
    close_pool = getattr(connection, "close_pool", None)
    if close_pool is not None:
        close_pool()


def reconnect(ledger: Ledger) -> None:
    ledger.sequencer = Sequencer(os.environ["BAILIWICK_SEALER_URL"])
    ledger.tree.connection = ledger.sequencer.connection


@pytest.fixture
def older(ledger: Ledger) -> Iterator[Ledger]:
    """A backup taken with three entries that were not yet sealed; the ledger went on, and was signed, since."""
    ledger.grow("Night", "Day", "Dusk")
    disconnect(ledger)
    superuser("create database {n} template {t} owner bailiwick_owner", n=COPY, t=WITH_CAST)
    reconnect(ledger)
    ledger.seal()
    yield ledger
    superuser("drop database if exists {n} with (force)", n=COPY)


def restore(ledger: Ledger) -> None:
    """The copy takes the database's place, and its transaction numbers are another cluster's."""
    disconnect(ledger)
    superuser("drop database {n} with (force)", n=WITH_CAST)
    superuser("create database {n} template {t} owner bailiwick_owner", n=WITH_CAST, t=COPY)
    with psycopg.connect(url("postgres", WITH_CAST), autocommit=True) as server:
        server.execute("set session_replication_role = replica")
        server.execute("update ledger_event set xid = (xid::text::bigint + 4000000000)::text::xid8")
        server.execute("update ledger_change set xid = (xid::text::bigint + 4000000000)::text::xid8")
        server.execute("update ledger_cursor set xid = (xid::text::bigint + 4000000000)::text::xid8")
        server.execute("update ledger_cursor set system_identifier = 1")


def begin_epoch() -> int:
    return begin_epoch_at(os.environ["BAILIWICK_OWNER_URL"], os.environ["BAILIWICK_SEALER_URL"])


def test_the_ledger_goes_on_in_another_cluster(older: Ledger) -> None:
    size = older.tree.head().size
    restore(older)
    with pytest.raises(RestoredElsewhere):
        Sequencer(os.environ["BAILIWICK_SEALER_URL"])
    assert begin_epoch() == 2
    reconnect(older)
    assert older.tree.head().size == size
    assert older.codes() == {"replayed-checkpoint"}
    assert [older.issuer.take_back(older.tree, older.origin) for _ in range(2)] == [True, False]
    assert older.codes() == set()
    older.grow("Dawn")
    report = older.verify()
    assert (report.findings, report.unsealed) == ([], 1)
    older.seal()
    report = older.verify()
    assert (report.findings, report.unsealed, report.size) == ([], 0, size + 1)
    assert begin_epoch_again(older) == 3
    older.grow("Noon")
    older.seal()
    assert (older.codes(), older.tree.head().size) == (set(), size + 2)


def begin_epoch_again(ledger: Ledger) -> int:
    ledger.sequencer.close()
    number = begin_epoch()
    reconnect(ledger)
    return number


def test_an_older_backup_is_signed_only_after_the_fork_is_declared(older: Ledger) -> None:
    ada = older.cast.ada
    older.grow("Lost with the disk")
    older.seal()
    lost = older.tree.head().size
    restore(older)
    begin_epoch()
    reconnect(older)
    older.grow("Dawn")
    older.sequencer.seal_all(quiet=True)
    fork = older.issuer.fork(older.tree, older.origin)
    assert fork is not None
    assert fork.last.size == lost
    with pytest.raises(LedgerForked, match="not those that were signed"):
        older.issuer.issue(older.tree, older.origin, reason="test")
    with pytest.raises(Invalid):
        declare_fork(older.issuer, older.tree, older.origin, by=ada, reason=" ")
    issued = declare_fork(older.issuer, older.tree, older.origin, by=ada, reason="Disk lost;\nback to Monday")
    assert f"fork of {lost} {fork.last.root.hex()}: Disk lost; back to Monday\n" in issued.note
    with tenant.scope(older.tree.organization_id):
        entry = reading.latest(verb="ledger.declare_fork", limit=1)[0]
    assert entry.reason == "Disk lost; back to Monday"
    assert (entry.payload or {})["facts"]["signed"] == {"size": lost, "root": fork.last.root.hex()}
    older.seal()
    assert older.codes() == set()
    with pytest.raises(NoFork):
        declare_fork(older.issuer, older.tree, older.origin, by=ada, reason="Again")


def test_a_lost_key_is_a_fork_too(ledger: Ledger, tmp_path: Path) -> None:
    ledger.issuer.keys.path(ledger.origin).unlink()
    ledger.grow("Night")
    ledger.sequencer.seal_all(quiet=True)
    with pytest.raises(LedgerForked, match="not one of this ledger's key"):
        ledger.issuer.issue(ledger.tree, ledger.origin, reason="test")
