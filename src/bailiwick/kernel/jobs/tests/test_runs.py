"""Runs: one at a time, taken up again, and honest about how they end."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import Invalid, NotFound, Refused
from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.long import long_job
from bailiwick.kernel.jobs.models import Run
from tests.cast import Cast

KIND = "test.counting"


@pytest.fixture
def elsewhere(cast: Cast) -> Iterator[psycopg.Connection[Any]]:
    """Another process that holds the lock of the kind."""
    with psycopg.connect(os.environ["BAILIWICK_DB_URL"], autocommit=True) as connection:
        name = f"bailiwick run {cast.organization.id} {KIND}"
        connection.execute("select pg_advisory_lock(hashtextextended(%s, 0))", [name])
        yield connection


def prepared(cast: Cast, key: str = "k", **values: Any) -> Run:
    return runs.prepare(KIND, by=cast.ada, title="counting.csv", key=key, **values)


def again(cast: Cast, run: Run) -> Run:
    return runs.run_of(cast.organization.id, run.pk)


def test_a_run_shows_how_far_it_is_and_what_came_of_it(cast: Cast) -> None:
    run = prepared(cast, unit="rows", total=10, parameters={"zone": "UTC"})
    assert (run.state, run.started_by_id, run.started_by_name) == ("waiting", cast.people["ada"].pk, "Ada")
    with runs.working(run):
        runs.advance(run, done=4)
        seen = again(cast, run)
        assert (seen.state, seen.done, seen.total) == ("running", 4, 10)
        assert seen.heartbeat_at is not None
        runs.conclude(run, {"found": 3})
    seen = again(cast, run)
    assert (seen.state, seen.facts, seen.error) == ("done", {"found": 3}, "")
    assert seen.is_over
    assert seen.finished_at is not None


def test_a_failed_run_says_why_and_is_taken_up_again(cast: Cast) -> None:
    run = prepared(cast)
    with pytest.raises(ZeroDivisionError), runs.working(run):
        raise ZeroDivisionError("nothing to divide by\0")
    seen = again(cast, run)
    assert (seen.state, seen.error) == ("failed", "nothing to divide by")
    taken_up = prepared(cast)
    assert taken_up.pk == run.pk
    assert (taken_up.state, taken_up.error, taken_up.finished_at) == ("waiting", "", None)


def test_only_unfinished_runs_of_the_same_key_are_taken_up(cast: Cast) -> None:
    run = prepared(cast)
    with runs.working(run):
        pass
    assert prepared(cast).pk != run.pk, "it is done"
    assert prepared(cast, "other").pk not in (run.pk, prepared(cast).pk)
    assert prepared(cast, "").pk != prepared(cast, "").pk, "without a key nothing is the same"


def test_one_at_a_time(cast: Cast, elsewhere: psycopg.Connection[Any]) -> None:
    with pytest.raises(runs.AnotherRun, match="under way"):
        prepared(cast)
    elsewhere.close()
    run = prepared(cast)
    with runs.working(run):
        pass


def test_the_lock_is_asked_for_before_anything_is_said(cast: Cast) -> None:
    run = prepared(cast)
    with psycopg.connect(os.environ["BAILIWICK_DB_URL"], autocommit=True) as other:
        name = f"bailiwick run {cast.organization.id} {KIND}"
        other.execute("select pg_advisory_lock(hashtextextended(%s, 0))", [name])
        with pytest.raises(runs.AnotherRun), runs.working(run):
            raise AssertionError("never reached")
    assert again(cast, run).state == "waiting"


def test_the_lock_is_given_back_and_is_each_organizations_own(cast: Cast) -> None:
    for _ in range(2):
        with runs.working(prepared(cast)):
            stranger = runs.prepare(KIND, by=cast.zoe, title="theirs", key="k")
            with runs.working(stranger):
                pass
    with psycopg.connect(os.environ["BAILIWICK_DB_URL"], autocommit=True) as other:
        held = other.execute(
            "select count(*) from pg_locks l join pg_database d on d.oid = l.database "
            "where l.locktype = 'advisory' and d.datname = current_database()"
        ).fetchone()
    assert held == (0,)


def test_a_run_that_was_killed_shows_as_broken_off(cast: Cast) -> None:
    run = prepared(cast)
    with tenant.scope(cast.organization.id):
        Run.objects.filter(pk=run.pk).update(state="running")
    assert [(one.pk, broken) for one, broken in runs.latest(cast.organization.id, KIND)] == [(run.pk, True)]
    with psycopg.connect(os.environ["BAILIWICK_DB_URL"], autocommit=True) as other:
        name = f"bailiwick run {cast.organization.id} {KIND}"
        other.execute("select pg_advisory_lock(hashtextextended(%s, 0))", [name])
        assert [broken for _, broken in runs.latest(cast.organization.id, KIND)] == [False]


def test_who_started_it_acts_with_what_they_may_do_now(cast: Cast) -> None:
    run = prepared(cast)
    assert runs.actor_of(run).may("incident.import")
    nora = identity.add_person("Nora", by=cast.ada)
    with tenant.scope(cast.organization.id):
        Run.objects.filter(pk=run.pk).update(started_by_id=nora.pk)
    identity.disable_person(nora, by=cast.ada, reason="Left")
    with pytest.raises(Refused, match="no access any more"):
        runs.actor_of(again(cast, run))


def test_another_organizations_run_does_not_exist(cast: Cast) -> None:
    with pytest.raises(NotFound):
        runs.run_of(cast.other.id, prepared(cast).pk)


@long_job("test.counting", called="Counting")
def count(run: Run) -> None:
    if run.title == "refused":
        raise Invalid({"file": "It is empty."})
    with runs.working(run):
        if run.title == "broken":
            raise ZeroDivisionError
        runs.advance(run, done=1)


def test_a_long_job_works_on_its_run(cast: Cast) -> None:
    run = prepared(cast)
    count.task.func(organization_id=cast.organization.id, run_id=run.pk)
    assert (again(cast, run).state, again(cast, run).done) == ("done", 1)


def test_a_long_job_that_is_refused_is_over_and_one_that_breaks_is_tried_again(cast: Cast) -> None:
    refused = runs.prepare(KIND, by=cast.ada, title="refused")
    count.task.func(organization_id=cast.organization.id, run_id=refused.pk)
    assert (again(cast, refused).state, again(cast, refused).error) == ("failed", "file: It is empty.")
    broken = runs.prepare(KIND, by=cast.ada, title="broken")
    with pytest.raises(ZeroDivisionError):
        count.task.func(organization_id=cast.organization.id, run_id=broken.pk)
    assert count.task.retry_strategy is not None


def test_a_long_job_waits_while_another_run_is_under_way(
    cast: Cast, elsewhere: psycopg.Connection[Any]
) -> None:
    with tenant.scope(cast.organization.id):
        run = Run.objects.create(kind=KIND, title="later", started_by_name="Ada")
    with pytest.raises(runs.AnotherRun):
        count.task.func(organization_id=cast.organization.id, run_id=run.pk)
    assert again(cast, run).state == "waiting"
