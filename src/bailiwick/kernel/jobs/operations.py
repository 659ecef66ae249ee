"""What administrators do to background work: have it done again, or give it up."""

from django.db import connection

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotAllowedNow
from bailiwick.kernel.identity.fields import given
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.long import job_of
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.ledger.operation import operation

_WITHDRAW = """
select procrastinate_cancel_job_v1(id, false, false) from procrastinate_jobs
where status = 'todo' and task_name = %s
    and args @> jsonb_build_object('organization_id', %s::bigint, 'run_id', %s::bigint)
"""


def can_be_retried(run: Run) -> bool:
    """Whether somebody may have it done again: it is not done, nobody works on it, and a job knows how."""
    if job_of(run.kind) is None or run.state == Run.State.DONE:
        return False
    return run.state != Run.State.RUNNING or runs.is_broken_off(run)


def can_be_abandoned(run: Run) -> bool:
    """Whether there is something to give up."""
    return run.state not in (Run.State.DONE, Run.State.ABANDONED)


def retry_run(run: Run, *, by: Actor) -> Run:
    """Have it done again at once, with what its starter may do now; work that keeps its place goes on from there."""
    with operation("job.retry", by=by, subject=run) as op:
        job = job_of(op.subject.kind)
        if job is None or not can_be_retried(op.subject):
            raise NotAllowedNow(op.verb, op.subject.state)
        op.facts = {"error": op.subject.error}
        _withdraw(op.subject)
        op.subject.state, op.subject.error, op.subject.finished_at = Run.State.WAITING, "", None
        op.subject.save(update_fields=["state", "error", "finished_at"])
        job.later(run_id=op.subject.pk)
    return op.subject


def abandon_run(run: Run, *, by: Actor, reason: str) -> Run:
    """Give it up: what waits is not begun, what goes on ends at its next part; what was done stays done."""
    why = given(reason)
    with operation("job.abandon", by=by, subject=run, reason=why) as op:
        if not can_be_abandoned(op.subject):
            raise NotAllowedNow(op.verb, op.subject.state)
        op.facts = {"done": op.subject.done, "total": op.subject.total}
        _withdraw(op.subject)
        op.subject.state, op.subject.finished_at = Run.State.ABANDONED, clock.now()
        op.subject.save(update_fields=["state", "finished_at"])
    return op.subject


def _withdraw(run: Run) -> None:
    """Take its waiting jobs out of the queue, so that it is not done twice."""
    with connection.cursor() as cursor:
        cursor.execute(_WITHDRAW, [run.kind, run.organization_id, run.pk])
