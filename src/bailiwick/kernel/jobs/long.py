"""Jobs that take long: each works on a run, in as many transactions as it likes, and goes on where it was killed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from procrastinate.contrib.django import app

from bailiwick.kernel.base.errors import BailiwickError
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.jobs.tenancy import RETRIES, Job

_declared: dict[str, tuple[str, Job]] = {}


def long_job(name: str, *, called: str, queue: str = "long") -> Callable[[Callable[[Run], None]], Job]:
    """Decorator for a job that works on a run: `job.later(run_id=run.pk)` defers it in the present transaction.

    `name` is also the kind of its runs, and `called` what people call it. Unlike `tenancy.job` it opens no transaction
    around the whole. What the rules of the product refuse stays refused (the run says why); while another run of its
    kind is under way, and after any other failure, it is tried again; what somebody gave up just ends.
    """

    def declare(function: Callable[[Run], None]) -> Job:
        @wraps(function)
        def work(*, organization_id: int, run_id: int, **_: Any) -> None:
            run = runs.run_of(organization_id, run_id)
            try:
                function(run)
            except runs.AnotherRun:
                raise
            except runs.GivenUp:
                return
            except BailiwickError as refused:
                runs.refuse(run, refused)

        declared = Job(app.task(name=name, queue=queue, retry=RETRIES)(work))
        _declared[name] = (called, declared)
        return declared

    return declare


def job_of(kind: str) -> Job | None:
    """The job that works on runs of a kind; None for work that is only done where it is asked for."""
    found = _declared.get(kind)
    return found[1] if found else None


def called(kind: str) -> str:
    """What people call this kind of work."""
    found = _declared.get(kind)
    return found[0] if found else kind
