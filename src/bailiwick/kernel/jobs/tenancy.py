"""Jobs of one organization: what is deferred carries the organization, what runs opens its scope."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from bailiwick.kernel.base import tenant

RETRIES = RetryStrategy(max_attempts=8, exponential_wait=3)


class Job:
    """A deferrable job."""

    def __init__(self, task: Task[Any, Any, Any]) -> None:
        self.task = task

    def later(self, *, at: datetime | None = None, **arguments: Any) -> int:
        """Defer the job for the current organization; it runs after the commit, or never if there is none.

        With `at` it runs no earlier than then.
        """
        deferred = self.task.configure(schedule_at=at) if at else self.task
        return deferred.defer(organization_id=tenant.current(), **arguments)

    def now(self, **arguments: Any) -> None:
        """Run it here."""
        self.task.func(organization_id=tenant.current(), **arguments)


def job(
    name: str, *, queue: str = "default", retry: RetryStrategy | None = RETRIES
) -> Callable[[Callable[..., None]], Job]:
    """Decorator for a job of an organization: `job.later(arguments)` defers it in the present transaction."""

    def declare(function: Callable[..., None]) -> Job:
        @wraps(function)
        def run(*, organization_id: int, **arguments: Any) -> None:
            with tenant.scope(organization_id):
                function(**arguments)

        return Job(app.task(name=name, queue=queue, retry=retry or False)(run))

    return declare
