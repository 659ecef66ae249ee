"""operation(): one transaction, one policy, one entry; nothing is written around it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import NoTenant, NotFound, Refused, Stale
from bailiwick.kernel.identity.models import Party, Person, Team
from bailiwick.kernel.ledger.models import LedgerChange, LedgerEvent
from bailiwick.kernel.ledger.operation import operation
from tests.cast import Cast, make_cast


def test_an_operation_leaves_one_entry_with_its_changes(cast: Cast) -> None:
    with operation("party.revise", by=cast.ada, subject=cast.quay, reason="They renamed") as op:
        op.subject.name = "Quay & Sons"
        op.subject.save(update_fields=["name"])
        op.facts["from"] = "Quay Foods"
    with tenant.scope(cast.organization.id):
        event = LedgerEvent.objects.latest("id")
        change = LedgerChange.objects.get(event_id=event.id)
    assert (event.verb, event.subject_type, event.subject_id) == (
        "party.revise",
        "identity_party",
        cast.quay.pk,
    )
    assert event.payload == {
        "by": "Ada",
        "subject": "Quay & Sons",
        "reason": "They renamed",
        "facts": {"from": "Quay Foods"},
    }
    assert (change.op, change.before, change.after) == ("U", {"name": "Quay Foods"}, {"name": "Quay & Sons"})


def test_bulk_writes_are_captured_row_by_row(cast: Cast) -> None:
    with operation("party.add", by=cast.ada):
        Party.objects.bulk_create([Party(name=f"Pier {n}", kind="unit") for n in range(3)])
        Party.objects.filter(kind="unit").update(kind="supplier")
    with tenant.scope(cast.organization.id):
        event = LedgerEvent.objects.latest("id")
        ops = list(LedgerChange.objects.filter(event_id=event.id).order_by("id").values_list("op", flat=True))
    assert ops == ["I", "I", "I", "U", "U", "U"]


@pytest.mark.parametrize("write", ["insert", "update", "delete", "raw"])
def test_a_write_outside_an_operation_is_refused_by_the_database(cast: Cast, write: str) -> None:
    with pytest.raises(DatabaseError), tenant.scope(cast.organization.id):
        if write == "insert":
            Team.objects.create(name="Shadow")
        elif write == "update":
            Team.objects.update(name="Shadow")
        elif write == "delete":
            Team.objects.all().delete()
        else:
            with connection.cursor() as cursor:
                cursor.execute("update identity_person set name = 'Mallory'")


def test_a_refused_operation_changes_nothing_and_leaves_no_entry(cast: Cast) -> None:
    with tenant.scope(cast.organization.id):
        before = LedgerEvent.objects.count()
    with pytest.raises(Refused), operation("party.revise", by=cast.sam, subject=cast.quay):
        raise AssertionError("never reached")
    with pytest.raises(ZeroDivisionError), operation("party.revise", by=cast.ada, subject=cast.quay) as op:
        op.subject.name = "Gone"
        op.subject.save(update_fields=["name"])
        raise ZeroDivisionError
    with tenant.scope(cast.organization.id):
        assert Party.objects.get(pk=cast.quay.pk).name == "Quay Foods"
        assert LedgerEvent.objects.count() == before


def test_an_unknown_verb_is_refused_even_to_those_who_may_everything(cast: Cast) -> None:
    with pytest.raises(Refused), operation("party.sink", by=cast.ada):
        raise AssertionError("never reached")


def test_another_organizations_record_does_not_exist(cast: Cast) -> None:
    with pytest.raises(NotFound), operation("party.revise", by=cast.zoe, subject=cast.quay):
        raise AssertionError("never reached")


def test_the_database_hides_other_organizations_even_from_raw_queries(cast: Cast) -> None:
    with tenant.scope(cast.other.id), connection.cursor() as cursor:
        cursor.execute("select count(*) from identity_person")
        assert cursor.fetchone() == (1,)


def test_a_reference_into_another_organization_is_refused_by_the_database(cast: Cast) -> None:
    with pytest.raises(DatabaseError), operation("person.add", by=cast.zoe):
        Person.objects.create(name="Mallory", party_id=cast.quay.pk)


def test_there_is_nothing_without_an_organization(cast: Cast) -> None:
    with pytest.raises(NoTenant):
        Party.objects.count()
    with pytest.raises(NoTenant), tenant.scope(cast.organization.id), tenant.scope(cast.other.id):
        raise AssertionError("never reached")


def test_a_stale_version_is_refused(cast: Cast) -> None:
    with (
        pytest.raises(Stale) as caught,
        operation("party.revise", by=cast.ada, subject=cast.quay, expected_version=7),
    ):
        raise AssertionError("never reached")
    assert (caught.value.expected, caught.value.actual) == (7, 1)


def test_a_nested_operation_names_its_parent_and_both_keep_their_changes(cast: Cast) -> None:
    with operation("party.revise", by=cast.ada, subject=cast.quay) as outer:
        with operation("team.add", by=cast.ada) as inner:
            Team.objects.create(name="Night watch")
        outer.subject.name = "Quay"
        outer.subject.save(update_fields=["name"])
    with tenant.scope(cast.organization.id):
        assert LedgerEvent.objects.get(pk=inner.id).parent_id == outer.id
        tables = dict(
            LedgerChange.objects.filter(event_id__in=[inner.id, outer.id]).values_list(
                "event_id", "table_name"
            )
        )
    assert tables == {inner.id: "identity_team", outer.id: "identity_party"}


def test_the_ledger_refuses_to_be_altered_by_the_application(cast: Cast) -> None:
    for statement in (
        "update ledger_event set verb = 'a.b'",
        "delete from ledger_change",
        "truncate ledger_event",
    ):
        with pytest.raises(DatabaseError), tenant.scope(cast.organization.id), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(statement)


def test_a_change_cannot_be_hung_on_an_earlier_entry(cast: Cast) -> None:
    with tenant.scope(cast.organization.id):
        event = LedgerEvent.objects.earliest("id")
    statement = (
        "insert into ledger_change (organization_id, event_id, xid, table_name, row_id, op, digest) "
        "values (%s, %s, '3', 'identity_team', 1, 'I', sha256('x'))"
    )
    with pytest.raises(DatabaseError), tenant.scope(cast.organization.id), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement, [cast.organization.id, event.pk])
            cursor.execute("set constraints all immediate")


@pytest.mark.parametrize("column", ["recorded_at", "epoch", "xid"])
def test_the_application_cannot_choose_when_an_entry_was_recorded(cast: Cast, column: str) -> None:
    value = {"recorded_at": "now() - interval '1 year'", "epoch": "1", "xid": "'3'::xid8"}[column]
    statement = (
        f"insert into ledger_event (organization_id, verb, actor_kind, occurred_at, digest, {column}) "
        f"values (%s, 'team.add', 'system', now(), sha256('x'), {value})"
    )
    with pytest.raises(DatabaseError, match="permission denied"), tenant.scope(cast.organization.id):
        with connection.cursor() as cursor:
            cursor.execute(statement, [cast.organization.id])


@pytest.mark.usefixtures("committed")
def test_the_first_operation_that_fails_leaves_the_transaction_usable() -> None:
    cast = make_cast()
    asked: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        asked.append(sql)
        return execute(sql, *more)

    with tenant.scope(cast.organization.id), connection.execute_wrapper(note):
        with pytest.raises(ZeroDivisionError), operation("team.add", by=cast.ada):
            Team.objects.create(name="Never")
            raise ZeroDivisionError
        assert not Team.objects.filter(name="Never").exists()
        with operation("team.add", by=cast.ada) as op:
            op.about(Team.objects.create(name="Rigging"))
    with tenant.scope(cast.organization.id):
        assert Team.objects.filter(name="Rigging").exists()
    assert not any(sql.startswith("SAVEPOINT") for sql in asked)


@pytest.mark.usefixtures("committed")
def test_an_operation_that_fails_after_another_undoes_only_its_own() -> None:
    cast = make_cast()
    with tenant.scope(cast.organization.id):
        with operation("team.add", by=cast.ada) as op:
            op.about(Team.objects.create(name="Rigging"))
        with pytest.raises(Refused), operation("party.revise", by=cast.sam, subject=cast.quay):
            raise AssertionError("never reached")
        with pytest.raises(ZeroDivisionError), operation("team.add", by=cast.ada):
            Team.objects.create(name="Never")
            raise ZeroDivisionError
        with pytest.raises(DatabaseError), transaction.atomic():
            Team.objects.create(name="Outside")
    with tenant.scope(cast.organization.id):
        assert set(Team.objects.filter(name__in=["Rigging", "Never", "Outside"]).values_list("name")) == {
            ("Rigging",)
        }


def test_an_outer_operation_goes_on_after_a_nested_one_failed(cast: Cast) -> None:
    with operation("team.add", by=cast.ada) as outer:
        with pytest.raises(ZeroDivisionError), operation("party.add", by=cast.ada):
            Party.objects.create(name="Never", kind="unit")
            raise ZeroDivisionError
        outer.about(Team.objects.create(name="Rigging"))
    with tenant.scope(cast.organization.id):
        assert LedgerChange.objects.filter(event_id=outer.id).count() == 1
        assert not Party.objects.filter(name="Never").exists()
