"""Retention at work: rule after rule, slice after slice, as a run that shows how far it is."""

from typing import Final

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor, system_actor
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.long import long_job
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.retention import operations, queries
from bailiwick.kernel.retention.models import RetentionRule

KIND: Final = "retention.run"


def ask_for(rule: RetentionRule | None, *, by: Actor) -> Run:
    """Have what is due by one rule, or by all of them, erased in the background."""
    policies.require(by, KIND, rule)
    with tenant.scope(by.organization_id):
        wanted = [rule] if rule else queries.rules_in_force()
        total = sum(queries.due(queries.kind_of(one), one.days).count for one in wanted)
        title = queries.kind_of(rule).label if rule else "All rules"
        parameters = {"rules": [one.pk for one in wanted], **runs.limits_of(by)}
        run = runs.prepare(
            KIND, by=by, title=f"Retention: {title}", parameters=parameters, unit="rows", total=total
        )
        erase_all.later(run_id=run.pk)
    return run


@long_job(KIND, called="Retention")
def erase_all(run: Run) -> None:
    """Erase what is due by the rules of a run, each slice in a transaction of its own."""
    by, done = runs.actor_of(run), 0
    # The rules were agreed by those who may; applying one that erases the ledger's content is the product's own act.
    doing = system_actor(run.organization_id, by.name)
    policies.require(by, KIND)
    with runs.working(run):
        for key in run.parameters["rules"]:
            while taken := _slice(run, key, doing, done):
                done += taken
        runs.conclude(run, {"rows": done})


def _slice(run: Run, key: int, by: Actor, done: int) -> int:
    with tenant.scope(run.organization_id):
        rule = RetentionRule.objects.filter(pk=key, ended_at=None).first()
        taken = operations.erase_due(rule, by=by) if rule is not None else 0
        runs.advance(run, done=done + taken, total=max(run.total, done + taken))
    return taken
