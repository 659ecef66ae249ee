"""Sealing, checkpoints and verification, and every way to tamper with them."""

import os
import zipfile
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bailiwick.kernel.ledger.checkpoints import LedgerForked
from bailiwick.kernel.ledger.exporting import export
from bailiwick.kernel.ledger.sealing import AnotherSequencer, Sequencer
from bailiwick.kernel.ledger.tests.ledgers import Ledger
from bailiwick.verify import bailiwick_verify
from tests.database import present, url

pytestmark = pytest.mark.usefixtures("committed")


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
    assert ledger.sequencer.seal_all(quiet=True) == 10
    assert ledger.tree.head().size == before + 10


def test_nothing_is_sealed_past_a_transaction_that_still_runs(ledger: Ledger) -> None:
    before = ledger.tree.head().size
    with psycopg.connect(url("postgres", present())) as running:
        running.execute("select pg_current_xact_id()")
        ledger.grow("Night")
        assert ledger.sequencer.seal_all() == 0
        assert ledger.sequencer.lag_seconds() > 0
    ledger.seal()
    assert ledger.tree.head().size == before + 1
    assert ledger.sequencer.lag_seconds() == 0


def test_a_clock_that_was_set_back_is_noted_once_and_is_a_warning(ledger: Ledger) -> None:
    ledger.grow("Night", "Day", "Dusk")
    ledger.tamper(
        "update ledger_event set recorded_at = recorded_at - interval '1 hour' "
        "where id in (select id from ledger_event order by id desc limit 2)"
    )
    ledger.seal()
    # The batch is in order of recorded_at, so that the two that were set back come first, an hour behind the cast.
    report = ledger.verify()
    assert [(f.code, f.index) for f in report.findings] == [("clock-set-back", ledger.tree.head().size - 3)]
    assert report.is_good
    assert "s before one ahead of it" in report.findings[0].message


@pytest.mark.parametrize(
    ("drill", "found"),
    [
        ("update ledger_event set payload = '{{\"by\": \"Nobody\"}}' where id = {event}", "edited"),
        ("update ledger_event set verb = 'team.retire' where id = {event}", "edited"),
        ("update ledger_event set recorded_at = recorded_at - interval '1 day' where id = {event}", "edited"),
        ("update ledger_change set after = '{{}}' where event_id = {event}", "edited"),
        ("update ledger_change set salt = null, after = null, before = null where event_id = {event}", "good"),
        (
            "alter table ledger_change drop constraint ledger_change_erased; "
            "update ledger_change set salt = null where event_id = {event}",
            "edited",
        ),
        ("update ledger_change set organization_id = 0 where event_id = {event}", "edited"),
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
        "event": ledger.event_at(6),
        "other": ledger.event_at(7),
        "organization": ledger.tree.organization_id,
    }
    tampering = drill.format(**names)
    if "ledger_leaf l set event_id" in drill:
        ledger.tamper("alter table ledger_leaf drop constraint ledger_leaf_event_id_key")
    ledger.tamper(tampering)
    assert found in (ledger.codes() or {"good"})


def test_a_rewritten_ledger_is_not_signed(ledger: Ledger) -> None:
    ledger.grow("Night")
    ledger.tamper(
        f"update ledger_leaf set hash = sha256('x') where organization_id = {ledger.tree.organization_id} and index = 3"
    )
    ledger.sequencer.seal_all(quiet=True)
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
    with psycopg.connect(url("postgres", present()), autocommit=True) as superuser:
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
        export(connection, organization, verifier, some, event_ids=[ledger.event_at(2), ledger.event_at(9)])
        == 2
    )
    assert bailiwick_verify.main([str(whole), "--key", verifier.vkey]) == 0
    assert bailiwick_verify.main([str(some), "--key", verifier.vkey]) == 0


def test_a_pack_shows_that_it_continues_what_the_auditor_saved(
    ledger: Ledger, tmp_path: Path, capsys: Any
) -> None:
    verifier = ledger.issuer.verifier(ledger.origin)
    connection, organization = ledger.sequencer.connection, ledger.tree.organization_id
    saved, size = tmp_path / "saved", ledger.tree.head().size
    saved.write_text(ledger.issuer.files.latest(ledger.origin) or "")
    for name in ("Night", "Day", "Dusk"):
        ledger.grow(name)
        ledger.seal()
    ledger.tamper(f"delete from ledger_checkpoint where size = {size}")
    whole, some, bare = tmp_path / "whole.zip", tmp_path / "some.zip", tmp_path / "bare.zip"
    only = [ledger.event_at(2)]
    export(connection, organization, verifier, whole, saved_sizes=[size])
    export(connection, organization, verifier, some, event_ids=only, saved_sizes=[size])
    export(connection, organization, verifier, bare, event_ids=only)
    with zipfile.ZipFile(some) as archive:
        assert {name for name in archive.namelist() if name.startswith("checkpoints/")} == {
            f"checkpoints/{size + 1}",
            f"checkpoints/{size + 2}",
        }
    for pack, status in ((whole, 0), (some, 0), (bare, 1)):
        arguments = [str(pack), "--key", verifier.vkey, "--checkpoint", str(saved)]
        assert bailiwick_verify.main(arguments) == status
    assert "unproven" in capsys.readouterr().out


def test_a_pack_holds_the_newest_of_many_earlier_checkpoints(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bailiwick.kernel.ledger.exporting.MOST_EARLIER", 2)
    for name in ("Night", "Day", "Dusk"):
        ledger.grow(name)
        ledger.seal()
    pack, size = tmp_path / "some.zip", ledger.tree.head().size
    verifier = ledger.issuer.verifier(ledger.origin)
    export(ledger.sequencer.connection, ledger.tree.organization_id, verifier, pack)
    with zipfile.ZipFile(pack) as archive:
        held = {name for name in archive.namelist() if name.startswith("checkpoints/")}
    assert held == {f"checkpoints/{size - 1}", f"checkpoints/{size - 2}"}
    assert bailiwick_verify.main([str(pack), "--key", verifier.vkey]) == 0
