"""Sealing, checkpoints and verification, and every way to tamper with them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.ledger.checkpoints import CheckpointFiles, Issuer, LedgerForked
from bailiwick.kernel.ledger.exporting import export
from bailiwick.kernel.ledger.keys import KeyStore
from bailiwick.kernel.ledger.notes import origin
from bailiwick.kernel.ledger.sealing import AnotherSequencer, Sequencer
from bailiwick.kernel.ledger.store import StoredTree
from bailiwick.kernel.ledger.verification import Report, verify
from bailiwick.verify import bailiwick_verify
from tests.cast import Cast, make_cast
from tests.database import DATABASE, url

pytestmark = pytest.mark.usefixtures("committed")


class Ledger:
    """A sealed and signed ledger with a cast, and the hands of somebody who owns the database."""

    def __init__(self, folder: Path) -> None:
        self.cast: Cast = make_cast()
        self.sequencer = Sequencer(os.environ["BAILIWICK_SEALER_URL"])
        self.issuer = Issuer(KeyStore(folder / "keys"), CheckpointFiles(folder / "checkpoints"))
        self.origin = origin(self.cast.organization.uuid)
        self.tree = StoredTree(self.sequencer.connection, self.cast.organization.id)
        self.seal()

    def seal(self) -> None:
        self.sequencer.seal_all()
        self.issuer.issue(self.tree, self.origin, reason="test")

    def grow(self, *names: str) -> None:
        for name in names:
            identity.add_team(name, by=self.cast.ada)

    def tamper(self, *statements: str) -> None:
        with psycopg.connect(url("postgres", DATABASE), autocommit=True) as superuser:
            superuser.execute("set session_replication_role = replica")
            for statement in statements:
                superuser.execute(statement)

    def verify(self) -> Report:
        return verify(
            self.sequencer.connection,
            self.cast.organization.id,
            self.issuer.verifier(self.origin),
            outside=self.issuer.files.latest(self.origin),
        )

    def codes(self) -> set[str]:
        return {finding.code for finding in self.verify().findings}


@pytest.fixture
def ledger(committed: None, tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger(tmp_path)
    yield made
    made.sequencer.close()


def event_at(ledger: Ledger, index: int) -> int:
    row = ledger.sequencer.connection.execute(
        "select event_id from ledger_leaf where organization_id = %s and index = %s",
        [ledger.tree.organization_id, index],
    ).fetchone()
    assert row is not None
    return int(row[0])


def test_an_untouched_ledger_is_good(ledger: Ledger) -> None:
    ledger.grow("Night", "Day")
    report = ledger.verify()
    assert (report.findings, report.unsealed) == ([], 2)
    ledger.seal()
    report = ledger.verify()
    assert (report.findings, report.unsealed, report.checkpoints) == ([], 0, 2)
    assert report.size > 10


def test_only_one_sequencer_at_a_time(ledger: Ledger) -> None:
    with pytest.raises(AnotherSequencer):
        Sequencer(os.environ["BAILIWICK_SEALER_URL"])


def test_events_are_sealed_in_batches_without_gaps(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bailiwick.kernel.ledger.sealing.BATCH", 3)
    ledger.grow(*(f"Team {n}" for n in range(10)))
    before = ledger.tree.head().size
    assert ledger.sequencer.seal_all() == 10
    assert ledger.tree.head().size == before + 10


@pytest.mark.parametrize(
    ("drill", "found"),
    [
        ("update ledger_event set payload = '{{\"by\": \"Nobody\"}}' where id = {event}", "edited"),
        ("update ledger_event set verb = 'team.retire' where id = {event}", "edited"),
        ("update ledger_event set recorded_at = recorded_at - interval '1 day' where id = {event}", "edited"),
        ("update ledger_change set after = '{{}}' where event_id = {event}", "edited"),
        ("delete from ledger_change where event_id = {event}", "edited"),
        ("delete from ledger_event where id = {event}", "deleted"),
        (
            "insert into ledger_event (organization_id, verb, actor_kind, occurred_at, xid, digest) "
            "values ({organization}, 'team.add', 'system', now(), '3', sha256('x'))",
            "inserted",
        ),
        (
            "update ledger_event e set payload = o.payload, salt = o.salt from ledger_event o "
            "where e.id = {event} and o.id = {other}",
            "swapped-payload",
        ),
        (
            "update ledger_leaf l set event_id = case l.event_id when {event} then {other} else {event} end "
            "where event_id in ({event}, {other})",
            "reordered",
        ),
        ("delete from ledger_leaf where organization_id = {organization} and index >= 8", "truncated"),
        ("update ledger_leaf set hash = sha256('x') where event_id = {event}", "forked"),
        ("update ledger_checkpoint set note = replace(note, 'bailiwick/', 'another/')", "wrong-key"),
        ("update ledger_checkpoint set note = overlay(note placing 'AAAA' from length(note) - 20)", "bad-signature"),
        ("delete from ledger_checkpoint", "replayed-checkpoint"),
    ],
)  # fmt: skip
def test_every_tampering_is_found_and_named(ledger: Ledger, drill: str, found: str) -> None:
    names = {
        "event": event_at(ledger, 6),
        "other": event_at(ledger, 7),
        "organization": ledger.tree.organization_id,
    }
    tampering = drill.format(**names)
    if "ledger_leaf l set event_id" in drill:
        ledger.tamper("alter table ledger_leaf drop constraint ledger_leaf_event_id_key")
    ledger.tamper(tampering)
    assert found in ledger.codes()


def test_a_rewritten_ledger_is_not_signed(ledger: Ledger) -> None:
    ledger.grow("Night")
    ledger.tamper(
        f"update ledger_leaf set hash = sha256('x') where organization_id = {ledger.tree.organization_id} and index = 3"
    )
    ledger.sequencer.seal_all()
    with pytest.raises(LedgerForked, match="not those that were signed"):
        ledger.issuer.issue(ledger.tree, ledger.origin, reason="test")


def test_a_restored_older_database_is_not_signed_until_the_fork_is_declared(ledger: Ledger) -> None:
    organization = ledger.tree.organization_id
    old = ledger.sequencer.connection.execute(
        "select size, root, frontier from ledger_tree where organization_id = %s", [organization]
    ).fetchone()
    assert old is not None
    ledger.grow("Night", "Day")
    ledger.seal()
    ledger.tamper(
        f"delete from ledger_leaf where organization_id = {organization} and index >= {old[0]}",
        f"delete from ledger_checkpoint where organization_id = {organization} and size > {old[0]}",
    )
    with psycopg.connect(url("postgres", DATABASE), autocommit=True) as superuser:
        superuser.execute(
            "update ledger_tree set size = %s, root = %s, frontier = %s where organization_id = %s",
            [*old, organization],
        )
    with pytest.raises(LedgerForked, match="the last checkpoint was signed over"):
        ledger.issuer.issue(ledger.tree, ledger.origin, reason="test")
    issued = ledger.issuer.issue(
        ledger.tree, ledger.origin, reason="test", fork="Disk lost; backup of Monday"
    )
    assert issued is not None
    assert "backup of Monday" in issued.note


def test_a_pack_verifies_offline_and_a_partial_one_too(ledger: Ledger, tmp_path: Path, capsys: Any) -> None:
    verifier = ledger.issuer.verifier(ledger.origin)
    whole, some = tmp_path / "whole.zip", tmp_path / "some.zip"
    connection, organization = ledger.sequencer.connection, ledger.tree.organization_id
    assert export(connection, organization, verifier, whole) == ledger.tree.head().size
    assert (
        export(connection, organization, verifier, some, event_ids=[event_at(ledger, 2), event_at(ledger, 9)])
        == 2
    )
    assert bailiwick_verify.main([str(whole), "--key", verifier.vkey]) == 0
    assert bailiwick_verify.main([str(some), "--key", verifier.vkey]) == 0
