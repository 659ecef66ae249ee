"""Erasure: the content goes, the proofs stay, and nobody but the operation can do it."""

from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import Invalid, NotFound, Refused
from bailiwick.kernel.ledger import reading
from bailiwick.kernel.ledger.erasure import Erased, erase
from bailiwick.kernel.ledger.exporting import export
from bailiwick.kernel.ledger.models import LedgerChange, LedgerEvent
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.ledger.tests.ledgers import Ledger
from bailiwick.verify import bailiwick_verify
from tests.cast import Cast


def newest(organization_id: int) -> tuple[int, list[int]]:
    with tenant.scope(organization_id):
        event = LedgerEvent.objects.filter(pk__in=LedgerChange.objects.values("event_id")).latest("pk").pk
        return event, list(LedgerChange.objects.filter(event_id=event).values_list("pk", flat=True))


def test_content_goes_and_every_proof_stays(ledger: Ledger, tmp_path: Path, capsys: Any) -> None:
    ledger.grow("Mrs Private")
    ledger.seal()
    event, changes = newest(ledger.tree.organization_id)
    erased = erase([event], change_ids=changes, by=ledger.cast.ada, reason="Asked to be forgotten")
    assert (erased.payloads, erased.changes) == (1, len(changes))
    ledger.seal()
    assert ledger.codes() == set()
    with tenant.scope(ledger.tree.organization_id):
        entry, record = reading.entry(event), reading.entry(erased.event_id)
    assert (entry.payload, entry.by) == (None, "erased")
    assert all(change.before is None and change.after is None for change in entry.changes)
    assert record.reason == "Asked to be forgotten"
    assert (record.payload or {})["facts"] == {"events": [event], "changes": changes}
    assert {(c.table, c.row_id) for c in record.changes} == {
        ("ledger_event", event),
        *(("ledger_change", change) for change in changes),
    }
    verifier, pack = ledger.issuer.verifier(ledger.origin), tmp_path / "pack.zip"
    export(ledger.sequencer.connection, ledger.tree.organization_id, verifier, pack)
    assert bailiwick_verify.main([str(pack), "--key", verifier.vkey, "--json"]) == 0
    assert '"erased_payloads": 1' in capsys.readouterr().out
    assert b"Mrs Private" not in pack.read_bytes()


@pytest.mark.django_db
def test_what_is_erased_is_not_erased_twice(cast: Cast) -> None:
    event, changes = newest(cast.organization.id)
    erase([event], by=cast.ada, reason="Retention", change_ids=changes)
    again = erase([event], by=cast.ada, reason="Retention", change_ids=changes)
    assert again == Erased(again.event_id, 0, 0)


@pytest.mark.django_db
def test_erasure_needs_the_grant_a_reason_and_own_entries(cast: Cast) -> None:
    event, _ = newest(cast.organization.id)
    foreign, foreign_changes = newest(cast.other.id)
    with pytest.raises(Refused):
        erase([event], by=cast.sam, reason="Retention")
    with pytest.raises(Invalid):
        erase([event], by=cast.ada, reason=" ")
    with pytest.raises(Invalid):
        erase([], by=cast.ada, reason="Retention")
    for events, changes in (([event, foreign], []), ([event], foreign_changes)):
        with pytest.raises(NotFound):
            erase(events, change_ids=changes, by=cast.ada, reason="Retention")
    with tenant.scope(cast.organization.id):
        assert LedgerEvent.objects.get(pk=event).payload is not None


@pytest.mark.django_db
def test_the_database_erases_only_inside_an_operation_and_only_for_its_organization(cast: Cast) -> None:
    event, _ = newest(cast.organization.id)
    foreign, _ = newest(cast.other.id)
    call = "select events from ledger_erase(%s::bigint[], '{}')"
    with (
        pytest.raises(DatabaseError, match="outside an operation"),
        tenant.scope(cast.organization.id),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(call, [[event]])
    with operation("ledger.erase", by=cast.ada), connection.cursor() as cursor:
        cursor.execute(call, [[foreign]])
        assert cursor.fetchone() == (0,)
    with tenant.scope(cast.other.id):
        assert LedgerEvent.objects.get(pk=foreign).payload is not None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "update ledger_event set payload = null, salt = null",
        "update ledger_change set before = null, after = null, salt = null",
        "select ledger_note_erasure(1, 1, 'ledger_event', '{1}')",
    ],
)
def test_the_application_itself_cannot(cast: Cast, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        operation("ledger.erase", by=cast.ada),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
