"""Several tables in one statement: the rows and the ledger are as if they had been saved one by one."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection

from bailiwick.kernel.base import tenant
from bailiwick.kernel.identity.models import Team
from bailiwick.kernel.ledger.models import LedgerChange
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.ledger.writing import Changed, insert, write
from bailiwick.kernel.process.definitions import current_version
from bailiwick.kernel.search import index
from bailiwick.kernel.work import bulk
from bailiwick.kernel.work.models import Transition
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast

AT = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def incident(key: int) -> Incident:
    return Incident(
        pk=key, kind="incident", number=900, reference="INC-900", title='“Crane” says \\ "0"', state="new",
        category="open",
        process_id=current_version("incident"), opened_at=AT, updated_at=AT, channel="mail", origin={"é": [1, None]},
    )  # fmt: skip


def test_an_incident_and_its_moves_are_written_and_captured_in_one_statement(cast: Cast) -> None:
    said: list[str] = []
    with operation("incident.log", by=cast.sam) as op:
        (key,) = bulk.fresh_ids(Incident, 1)
        moves = [
            Transition(item_id=key, at=AT, verb="incident.log", to_state=s, to_category="open")
            for s in ("new", "x")
        ]
        new = incident(key)

        def hear(run: Any, sql: str, *more: Any) -> Any:
            said.append(sql)
            return run(sql, *more)

        with connection.execute_wrapper(hear):
            insert(new, *moves)
        op.about(new)
        entry = op.id
    with tenant.scope(cast.organization.id):
        found = Incident.objects.get(pk=key)
        assert (found.title, found.origin, found.opened_at) == ('“Crane” says \\ "0"', {"é": [1, None]}, AT)
        assert list(
            Transition.objects.filter(item_id=key).order_by("id").values_list("to_state", flat=True)
        ) == ["new", "x"]
        tables = LedgerChange.objects.filter(event_id=entry).values_list("table_name", "op")
        assert sorted(tables) == [
            ("resolution_incident", "I"),
            ("work_item", "I"),
            ("work_transition", "I"),
            ("work_transition", "I"),
        ]
    assert len(said) == 1


def test_what_is_changed_is_written_with_what_is_new_and_nothing_else_is(cast: Cast) -> None:
    with operation("incident.log", by=cast.sam) as op:
        keys = bulk.fresh_ids(Incident, 2)
        first, second = (incident(key) for key in keys)
        second.number, second.reference = 901, "INC-901"
        insert(first, second)
        op.about(first)
    with operation("incident.amend", by=cast.sam, subject=first) as op:
        first.title, first.origin, first.due_at, first.channel = "Derrick", {"n": 1}, AT, "phone"
        second.title, second.origin, second.due_at = "Gantry", {}, None
        names = ("title", "origin", "due_at")
        move = Transition(item_id=keys[0], at=AT, verb="x", to_state="new", to_category="open")
        write(new=[move], changed=[Changed(first, names), Changed(second, names)])
        entry = op.id
    with tenant.scope(cast.organization.id):
        rows = Incident.objects.filter(pk__in=keys).order_by("pk")
        assert list(rows.values_list("title", "origin", "due_at", "channel")) == [
            ("Derrick", {"n": 1}, AT, "mail"),
            ("Gantry", {}, None, "mail"),
        ]
        changes = LedgerChange.objects.filter(event_id=entry).values_list(
            "table_name", "row_id", "op", "after"
        )
        assert sorted((table, row, op) for table, row, op, _ in changes if op == "U") == [
            *(("resolution_incident", key, "U") for key in keys),
            *(("work_item", key, "U") for key in keys),
        ]
        assert {"title": "Gantry"} in [after for *_, after in changes]


def test_a_function_is_called_in_the_same_statement(cast: Cast) -> None:
    with operation("incident.log", by=cast.sam) as op:
        (key,) = bulk.fresh_ids(Incident, 1)
        new = incident(key)
        insert(new, then=index.putting("incident", key, title="Gantry", body="An unheard-of squeak"))
        op.about(new)
    with tenant.scope(cast.organization.id):
        assert index.find("squeak", "incident") == [key]


def test_a_reference_to_what_is_not_there_undoes_all(cast: Cast) -> None:
    with pytest.raises(IntegrityError), operation("incident.log", by=cast.sam):
        (key,) = bulk.fresh_ids(Incident, 1)
        insert(
            incident(key), Transition(item_id=key + 7, at=AT, verb="x", to_state="new", to_category="open")
        )
    with tenant.scope(cast.organization.id):
        assert not Incident.objects.filter(number=900).exists()


def test_many_rows_are_captured_by_a_session_that_began_with_single_ones(cast: Cast) -> None:
    with operation("team.add", by=cast.ada):
        Team.objects.bulk_create([Team(name=f"Crew {n}") for n in range(3000)])
        for team in Team.objects.filter(name__startswith="Crew 1")[:8]:
            Team.objects.filter(pk=team.pk).update(version=2)
        with connection.cursor() as cursor:
            cursor.execute("set local statement_timeout = '20s'")
        assert Team.objects.filter(name__startswith="Crew").update(version=3) == 3000
