"""Background work is done again or given up, by those who may, and never twice."""

import pytest
from django.db import connection

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, NotFound, Refused
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.exporting import writing
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.jobs.operations import abandon_run, retry_run
from tests.cast import Cast
from tests.web import Browser


def asked(cast: Cast) -> Run:
    with tenant.scope(cast.organization.id):
        return writing.ask_for("incidents", by=cast.sam, query="", file_format="csv")


def work_on(run: Run) -> None:
    writing.write_out.task.func(organization_id=run.organization_id, run_id=run.pk)


def again(run: Run) -> Run:
    return runs.run_of(run.organization_id, run.pk)


def queued(run: Run) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select status::text from procrastinate_jobs where (args->>'run_id')::bigint = %s order by id",
            [run.pk],
        )
        return [state for (state,) in cursor.fetchall()]


def test_what_failed_is_done_again_once(cast: Cast) -> None:
    run = asked(cast)
    runs.refuse(run, ValueError("the disk was full"))
    retry_run(run, by=cast.ada)
    assert (again(run).state, again(run).error) == ("waiting", "")
    assert queued(run) == ["cancelled", "todo"]
    work_on(run)
    assert again(run).state == "done"
    with pytest.raises(NotAllowedNow):
        retry_run(again(run), by=cast.ada)


def test_what_was_given_up_is_not_begun(cast: Cast, browser: Browser) -> None:
    run = asked(cast)
    with pytest.raises(Invalid):
        abandon_run(run, by=cast.ada, reason=" ")
    abandon_run(run, by=cast.ada, reason="The wrong list")
    assert queued(run) == ["cancelled"]
    work_on(run)
    assert again(run).state == "abandoned"
    assert "gave this export up" in browser.as_("sam").get(f"/exports/{run.pk}/").text
    with pytest.raises(NotAllowedNow):
        abandon_run(run, by=cast.ada, reason="Once more")


def test_what_is_given_up_ends_at_its_next_part(cast: Cast) -> None:
    run = asked(cast)
    with pytest.raises(runs.GivenUp), runs.working(run):
        abandon_run(again(run), by=cast.ada, reason="It takes too long")
        runs.advance(run, done=1)
    assert again(run).state == "abandoned"


def test_only_those_who_may_and_only_their_own(cast: Cast) -> None:
    run = asked(cast)
    with pytest.raises(Refused):
        retry_run(run, by=cast.sam)
    with pytest.raises(Refused):
        abandon_run(run, by=cast.sam, reason="Mine")
    with pytest.raises(NotFound):
        abandon_run(run, by=cast.zoe, reason="Not hers")
    with tenant.scope(cast.other.id):
        assert not runs.all_runs(cast.zoe).exists()
    with tenant.scope(cast.organization.id):
        assert not runs.all_runs(cast.sam).exists()
        assert runs.all_runs(cast.ada).get().pk == run.pk
