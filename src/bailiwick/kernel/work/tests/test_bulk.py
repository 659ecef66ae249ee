"""Bulk writes: what they leave is what one by one leaves, in the tables and in the ledger."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from bailiwick.kernel.base import tenant
from bailiwick.kernel.identity.models import Person, Team
from bailiwick.kernel.ledger.models import LedgerChange
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.process.definitions import current_version
from bailiwick.kernel.work import bulk
from bailiwick.kernel.work.models import Transition
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast

AT = datetime(2016, 2, 29, 1, 16, tzinfo=UTC)


def incident(number: int, **values: Any) -> Incident:
    return Incident(
        kind="incident", number=number, reference=f"INC-{number}", title='“Crane” says "0" \\ {}', state="new",
        category="open", process_id=current_version("incident"), opened_at=AT, updated_at=AT, channel="mail", **values,
    )  # fmt: skip


def stored(model: type[Any], key: int) -> dict[str, Any]:
    row: dict[str, Any] = model.objects.filter(pk=key).values().get()
    return {
        name: value
        for name, value in row.items()
        if name not in ("id", "workitem_ptr_id", "number", "reference")
    }


def captured(event_id: int, table: str) -> list[Any]:
    """What the ledger has of rows of a table, without what is different in each."""
    changes = LedgerChange.objects.filter(event_id=event_id, table_name=table).order_by("id")
    own = ("id", "workitem_ptr_id", "number", "reference", "item_id")
    return [
        {name: value for name, value in (change.after or {}).items() if name not in own} for change in changes
    ]


def test_a_row_that_extends_another_is_as_if_saved_by_itself(cast: Cast) -> None:
    values = {"priority": 3, "team_id": cast.desk.pk, "origin": {"by": "“x”", "n": [1, None]}, "impact": 2}
    with operation("incident.import", by=cast.ada) as op:
        one = incident(1, **values)
        one.save(force_insert=True)
        many = [incident(number, **values) for number in (2, 3)]
        for row, key in zip(many, bulk.fresh_ids(Incident, 2), strict=True):
            row.id = row.workitem_ptr_id = key
        bulk.insert_all(many)
        saved = stored(Incident, one.pk)
        assert [stored(Incident, row.pk) for row in many] == [saved, saved]
    assert saved["origin"] == values["origin"]
    assert saved["opened_at"] == AT
    with tenant.scope(cast.organization.id):
        for table in ("work_item", "resolution_incident"):
            first, *others = captured(op.id, table)
            assert others == [first, first]


def test_what_is_not_named_has_its_default_and_the_database_gives_the_key(cast: Cast) -> None:
    with operation("incident.import", by=cast.ada):
        item = incident(1)
        item.save(force_insert=True)
        names = ("item_id", "at", "verb", "to_state", "to_category", "by_id")
        rows = [
            (
                item.pk,
                AT + timedelta(minutes=n),
                "incident.log",
                "new",
                "open",
                None if n else cast.people["sam"].pk,
            )
            for n in range(3)
        ]
        bulk.insert(Transition, names, rows)
        kept = list(Transition.objects.order_by("id").values_list(*names))
        assert kept == rows
        assert set(Transition.objects.values_list("organization_id", "from_state", "reason")) == {
            (cast.organization.id, "", "")
        }


def test_fresh_keys_are_used_once(cast: Cast) -> None:
    with operation("team.add", by=cast.ada):
        keys = bulk.fresh_ids(Team, 3)
        assert keys == sorted(set(keys))
        assert Team.objects.create(name="Later").pk > keys[-1]


def test_rows_that_are_there_are_left_out_when_asked(cast: Cast) -> None:
    with operation("team.add", by=cast.ada) as op:
        rows = [(key, name) for key, name in zip(bulk.fresh_ids(Team, 2), ("network", "Night"), strict=True)]
        with pytest.raises(IntegrityError), transaction.atomic():
            bulk.insert(Team, ("id", "name"), rows)
        bulk.insert(Team, ("id", "name"), rows, skip_existing=True)
        assert set(Team.objects.values_list("name", flat=True)) == {"Service desk", "Network", "Night"}
    with tenant.scope(cast.organization.id):
        assert [after["name"] for after in captured(op.id, "identity_team")] == ["Night"]


def test_nothing_is_written_for_no_rows(cast: Cast) -> None:
    with tenant.scope(cast.organization.id):
        bulk.insert(Team, ("name",), [])
        bulk.insert_all([])


def test_the_guard_and_the_tenant_hold_for_bulk_writes_too(cast: Cast) -> None:
    with pytest.raises(DatabaseError), tenant.scope(cast.organization.id):
        bulk.insert(Team, ("name",), [("Shadow",)])
    with pytest.raises(DatabaseError), operation("person.add", by=cast.ada):
        bulk.insert(Person, ("name", "organization_id"), [("Mallory", cast.other.id)])


def test_statements_sent_without_waiting_are_all_undone_when_one_is_refused(cast: Cast) -> None:
    with operation("team.add", by=cast.ada):
        night, day, twin = bulk.fresh_ids(Team, 3)
        with pytest.raises(IntegrityError), transaction.atomic(), bulk.pipelined():
            bulk.insert(Team, ("id", "name"), [(night, "Night")])
            bulk.insert(Team, ("id", "name"), [(twin, "night")])
        with bulk.pipelined():
            bulk.insert(Team, ("id", "name"), [(day, "Day")])
        assert set(Team.objects.values_list("name", flat=True)) == {"Service desk", "Network", "Day"}
