"""Tasks in order, lists of them, and time spent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.errors import Invalid, Refused, Stale
from bailiwick.kernel.work.effort import queries as effort
from bailiwick.kernel.work.effort.operations import correct_time, record_time
from bailiwick.kernel.work.models import TaskList
from bailiwick.kernel.work.tasks import operations, queries
from tests.cast import Cast
from tests.routes.incidents import logged


def titles(cast: Cast, item: object) -> list[str]:
    with tenant.scope(cast.organization.id):
        return [one.title for one in queries.tasks(cast.sam, item)]  # type: ignore[arg-type]


def test_tasks_are_done_in_order_where_that_is_asked(cast: Cast) -> None:
    item, sam = logged(cast), cast.sam
    first = operations.add_task(item, by=sam, title="Unplug", owner=cast.people["sam"])
    second = operations.add_task(item, by=sam, title="Clean", after_previous=True)
    with pytest.raises(Invalid, match="“Unplug” comes before"):
        operations.complete_task(item, second, by=sam)
    done = operations.complete_task(item, first, by=sam)
    assert (done.done_by_id, done.is_open) == (sam.person_id, False)
    operations.complete_task(item, second, by=sam)
    with pytest.raises(Invalid, match="done already"):
        operations.complete_task(item, second, by=sam)
    operations.reopen_task(item, second, by=sam)
    operations.drop_task(item, second, by=sam, reason="Clean enough")
    assert titles(cast, item) == ["Unplug"]


def test_a_task_moves_to_its_place(cast: Cast) -> None:
    item = logged(cast)
    made = [operations.add_task(item, by=cast.sam, title=name) for name in "abc"]
    operations.revise_task(item, made[2], by=cast.sam, values={}, position=1)
    assert titles(cast, item) == ["c", "a", "b"]
    operations.revise_task(item, made[2], by=cast.sam, values={"title": "C"}, position=2)
    assert titles(cast, item) == ["a", "C", "b"]
    with pytest.raises(Stale):
        operations.revise_task(item, made[2], by=cast.sam, values={}, expected_version=1)


def test_everybody_sees_the_open_tasks_that_they_have(cast: Cast) -> None:
    item, mia = logged(cast), cast.people["mia"]
    late = operations.add_task(item, by=cast.sam, title="Late", owner=mia)
    soon = operations.add_task(item, by=cast.sam, title="Soon", owner=mia, due_at=clock.now())
    done = operations.add_task(item, by=cast.sam, title="Done", owner=mia)
    operations.complete_task(item, done, by=cast.sam)
    operations.add_task(item, by=cast.sam, title="Not hers", owner=cast.people["sam"])
    with tenant.scope(cast.organization.id):
        assert queries.mine(cast.mia) == [soon, late]
        assert queries.mine(cast.cora) == []
        blind = replace(cast.mia, grants=frozenset(), scoped=frozenset(), roles=frozenset())
        assert queries.mine(blind) == []


def test_tasks_are_the_staffs_and_not_of_what_is_closed(cast: Cast) -> None:
    item = logged(cast)
    with pytest.raises(Refused):
        operations.add_task(item, by=cast.cora, title="Hurry")
    with pytest.raises(Refused), tenant.scope(cast.organization.id):
        queries.tasks(cast.cora, item)
    with pytest.raises(Invalid, match="takes no work"):
        operations.add_task(item, by=cast.sam, title="Pay", owner=cast.people["cora"])


def test_a_list_is_read_line_by_line_and_added_as_a_whole(cast: Cast) -> None:
    item, ada = logged(cast), cast.ada
    text = "Unplug it\n\n> Swap the cable | Network | 2 h\n> Weigh a known mass | | 1 d"
    made = operations.add_task_list("New cable", by=ada, kind="incident", steps=text)
    with pytest.raises(Invalid, match="already"):
        operations.add_task_list("New cable", by=ada, kind="incident", steps=text)
    for wrong in ("Swap | Nobody", "Swap | Network | soon", "", "a | b | 1 h | d"):
        with pytest.raises(Invalid, match="steps"):
            operations.add_task_list("Wrong", by=ada, kind="incident", steps=wrong)
    tasks = operations.apply_task_list(item, made, by=cast.sam)
    assert [(one.team_id, one.after_previous) for one in tasks] == [
        (None, False),
        (cast.network.pk, True),
        (None, True),
    ]
    due = tasks[1].due_at
    assert due is not None and abs(due - clock.now() - timedelta(hours=2)) < timedelta(minutes=1)
    operations.retire_task_list(made, by=ada, reason="Old")
    with pytest.raises(Invalid, match="not for this"):
        operations.apply_task_list(item, operations_list(cast, made.pk), by=cast.sam)


def operations_list(cast: Cast, pk: int) -> TaskList:
    with tenant.scope(cast.organization.id):
        return queries.lists().get(pk=pk)


def test_time_is_noted_corrected_with_a_reason_and_added_up(cast: Cast) -> None:
    item, sam = logged(cast), cast.sam
    entry = record_time(item, by=sam, minutes=75, note="Looked at it")
    record_time(item, by=cast.mia, minutes=60, person=cast.people["sam"])
    record_time(item, by=cast.mia, minutes=5)
    with pytest.raises(Invalid, match="minutes"):
        record_time(item, by=sam, minutes=1441)
    with pytest.raises(Refused, match="somebody else"):
        record_time(item, by=sam, minutes=5, person=cast.people["mia"])
    with pytest.raises(Invalid, match="reason"):
        correct_time(item, entry, by=sam, minutes=60, reason=" ")
    correct_time(item, entry, by=sam, minutes=60, reason="Lunch")
    with tenant.scope(cast.organization.id):
        assert effort.totals(sam, item) == [("Mia", 5), ("Sam", 120)]
    correct_time(item, entry, by=cast.mia, minutes=0, reason="Another incident")
    with tenant.scope(cast.organization.id):
        assert effort.totals(sam, item) == [("Mia", 5), ("Sam", 60)]
    assert effort.words(135) == "2 h 15 min"
