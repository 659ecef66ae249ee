"""Within an erasure: background jobs keep that they were done, without the person."""

from django.db import connection
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from bailiwick.kernel.base import tenant
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.identity.traces import nameless, naming
from bailiwick.kernel.jobs.exporting import files
from bailiwick.kernel.jobs.models import Run

OVER = (Run.State.DONE, Run.State.FAILED, Run.State.ABANDONED)
# What waits for somebody that is erased is of no use to anybody: it is taken out of the queue.
_WITHDRAW = """
select procrastinate_cancel_job_v1(id, false, false) from procrastinate_jobs
where status = 'todo' and args @> jsonb_build_object('organization_id', %s::bigint, 'run_id', %s::bigint)
"""


def forget_name(person: Person) -> None:
    """Take the name off what the person asked for, with the files that were made for them."""
    asked = Run.objects.filter(started_by=person)
    for run in asked:
        files.remove(run)
    asked.update(started_by_name=nameless(person))


def runs_of(person: Person) -> int:
    """How many pieces of background work the person asked for."""
    return Run.objects.filter(started_by=person).count()


def forget_contents(person: Person) -> None:
    """Empty the jobs that name the person or were theirs; one that is not over is given up."""
    for run in _naming(person):
        files.remove(run)
        if run.state not in OVER:
            run.state, run.error = Run.State.ABANDONED, "Somebody whom it names was erased."
            with connection.cursor() as cursor:
                cursor.execute(_WITHDRAW, [tenant.current(), run.pk])
        run.parameters, run.facts = _without(run.parameters), {}
        if run.state == Run.State.FAILED:
            run.error = "What went wrong was erased."
        run.save(update_fields=["parameters", "facts", "state", "error"])


def naming_runs(person: Person) -> int:
    """How many hold the person's name or address."""
    return _naming(person).count()


def _naming(person: Person) -> QuerySet[Run]:
    texts = Run.objects.alias(
        worked_on=Cast("parameters", TextField()), came_of_it=Cast("facts", TextField())
    )
    return texts.filter(naming(person, "worked_on", "came_of_it", "error") | Q(started_by=person))


def _without(parameters: dict[str, object]) -> dict[str, object]:
    """What a page needs to show the job at all."""
    return {name: parameters[name] for name in ("format", "list", "verb") if name in parameters}
