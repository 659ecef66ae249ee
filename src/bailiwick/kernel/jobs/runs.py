"""Begin long work, take it up again, and say how far it has come.

Whoever does the work holds a lock of its kind in the database, which ends with its connection: a run that says
"running" while nobody holds the lock was broken off, and the next one with the same key goes on with it. Runs of a
kind that is `declared_beside` go on beside each other: each has a lock of its own.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import QuerySet

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor, system_actor
from bailiwick.kernel.base.errors import NotFound, Refused
from bailiwick.kernel.identity.actors import actor_for_person
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.ledger import policies

ERROR_LENGTH = 2000
_beside: set[str] = set()

# A lock on one 64-bit number shows as its two halves (PostgreSQL's documentation of pg_locks).
_HELD = """
select exists (select from pg_locks l, (select hashtextextended(%s::text, 0) as number) n
    where l.locktype = 'advisory' and l.granted and l.objsubid = 1
    and l.database = (select oid from pg_database where datname = current_database())
    and l.classid::bigint = (n.number >> 32) & 4294967295 and l.objid::bigint = n.number & 4294967295)
"""


class AnotherRun(Refused):
    """Work of the same kind is under way in this organization."""

    code = "another_run"


class GivenUp(Refused):
    """Somebody gave the run up while it was worked on."""

    code = "given_up"


def declared_beside(kind: str) -> str:
    """The kind, whose runs may go on at the same time."""
    _beside.add(kind)
    return kind


def prepare(
    kind: str,
    *,
    by: Actor,
    title: str,
    key: str = "",
    parameters: Mapping[str, Any] | None = None,
    unit: str = "",
    total: int = 0,
) -> Run:
    """A run that waits to be worked on: the newest unfinished one of the same kind and key, else a new one.

    Raises AnotherRun while one of the kind is worked on.
    """
    wanted = {"title": title, "parameters": dict(parameters or {}), "unit": unit}
    with tenant.scope(by.organization_id):
        if kind not in _beside and _ask(_HELD, _lock_name(kind, by.organization_id)):
            raise AnotherRun(_under_way(kind))
        unfinished = Run.objects.filter(kind=kind, key=key).exclude(state=Run.State.DONE).exclude(key="")
        run = unfinished.order_by("-id").first() or Run(kind=kind, key=key)
        for name, value in wanted.items():
            setattr(run, name, value)
        run.total = total or run.total
        run.state, run.error, run.finished_at = Run.State.WAITING, "", None
        run.started_by_id, run.started_by_name = by.person_id, by.name
        run.save()
    return run


@contextmanager
def working(run: Run) -> Iterator[None]:
    """Hold the lock of the run's kind and keep its state: running, then done, or failed with what was raised.

    Open it outside any transaction. Raises AnotherRun when somebody else holds the lock.
    """
    with _alone(run):
        _set(run, state=Run.State.RUNNING, started_at=run.started_at or clock.now(), done=0, error="")
        try:
            yield
        except GivenUp:
            raise
        except BaseException as problem:
            with suppress(DatabaseError, GivenUp):
                refuse(run, problem)
            raise
        _set(run, state=Run.State.DONE, finished_at=clock.now())


def advance(run: Run, *, done: int, total: int | None = None) -> None:
    """Say that so much is done, in the transaction that does it, or in one of its own."""
    _set(run, done=done, total=run.total if total is None else total)


def note(run: Run, *, done: int, facts: Mapping[str, Any]) -> None:
    """Say how far it has come, and keep what has come of it until now, in the transaction that does it."""
    _set(run, done=done, facts=dict(facts))


def arrange(run: Run, *, parameters: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    """Change what a run is about, and what is known of it."""
    _set(run, parameters=dict(parameters), facts=dict(facts))


def conclude(run: Run, facts: Mapping[str, Any]) -> None:
    """Keep what came of it."""
    _set(run, facts=dict(facts))


def finish(run: Run) -> None:
    """Note that the work was done where it was asked for, without anybody waiting for it."""
    _set(run, state=Run.State.DONE, started_at=clock.now(), finished_at=clock.now())


def refuse(run: Run, problem: BaseException) -> None:
    """Note that the work was refused, also before it began."""
    _set(run, state=Run.State.FAILED, error=_told(problem), finished_at=clock.now())


def run_of(organization_id: int, run_id: int) -> Run:
    """One run; raises NotFound."""
    with tenant.scope(organization_id):
        run = Run.objects.filter(pk=run_id).first()
    if run is None:
        raise NotFound("There is no such run.")
    return run


def own(actor: Actor, kind: str) -> QuerySet[Run]:
    """The actor's own runs of a kind, newest first."""
    return Run.objects.filter(kind=kind, started_by_id=actor.person_id or 0).order_by("-id")


def own_run(actor: Actor, kind: str, pk: int) -> Run:
    """One run of the actor's own; raises NotFound."""
    found = own(actor, kind).filter(pk=pk).first() if 0 < pk < 2**63 else None
    if found is None:
        raise NotFound("There is no such run.")
    return found


def limits_of(actor: Actor) -> dict[str, list[str] | None]:
    """What a run keeps of a token's limits, so that it may do no more than the token."""
    return {"limits": None if actor.limits is None else sorted(actor.limits)}


def actor_of(run: Run) -> Actor:
    """Who started the run, with what they may do now; raises Refused when they have no access any more."""
    if run.started_by_id is None:
        return system_actor(run.organization_id, run.started_by_name)
    with tenant.scope(run.organization_id):
        actor = actor_for_person(run.organization_id, run.started_by_id)
    if actor is None:
        raise Refused(f"{run.started_by_name} has no access any more.")
    limits = run.parameters.get("limits")
    return actor if limits is None else replace(actor, limits=frozenset(limits))


def all_runs(actor: Actor) -> QuerySet[Run]:
    """Every run of the organization for those who may read them; nobody else's jobs exist."""
    return Run.objects.all() if policies.allows(actor, "job.read") else Run.objects.none()


def latest(organization_id: int, kind: str, *, limit: int = 10) -> list[tuple[Run, bool]]:
    """The newest runs of a kind, newest first, each with whether it was broken off."""
    with tenant.scope(organization_id):
        found = list(Run.objects.filter(kind=kind).order_by("-id")[:limit])
        return [(run, is_broken_off(run)) for run in found]


def is_broken_off(run: Run) -> bool:
    """Whether it says "running" while nobody works on it."""
    return run.state == Run.State.RUNNING and not _ask(_HELD, _lock_of(run))


def _set(run: Run, **values: Any) -> None:
    """Write it, unless somebody gave the run up: then GivenUp ends the work and undoes the part."""
    values["heartbeat_at"] = clock.now()
    for name, value in values.items():
        setattr(run, name, value)
    with tenant.scope(run.organization_id):
        going = Run.objects.filter(pk=run.pk).exclude(state=Run.State.ABANDONED)
        if not going.update(**values):
            raise GivenUp("It was given up.")


def _told(problem: BaseException) -> str:
    if isinstance(problem, KeyboardInterrupt):
        return "It was stopped."
    return (str(problem) or type(problem).__name__).replace("\0", "")[:ERROR_LENGTH]


@contextmanager
def _alone(run: Run) -> Iterator[None]:
    name = _lock_of(run)
    if not _ask("select pg_try_advisory_lock(hashtextextended(%s::text, 0))", name):
        raise AnotherRun(_under_way(run.kind))
    try:
        yield
    finally:
        with suppress(DatabaseError):
            _ask("select pg_advisory_unlock(hashtextextended(%s::text, 0))", name)


def _under_way(kind: str) -> str:
    return f"“{kind}” is under way in this organization already; try again when it is done."


def _lock_of(run: Run) -> str:
    name = _lock_name(run.kind, run.organization_id)
    return f"{name} {run.pk}" if run.kind in _beside else name


def _lock_name(kind: str, organization_id: int) -> str:
    return f"bailiwick run {organization_id} {kind}"


def _ask(question: str, name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [name])
        row = cursor.fetchone()
    return bool(row and row[0])
