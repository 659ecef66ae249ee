"""An import of people: looked at before, then done in the background in parts; it goes on where it was broken off.

Sources other than files give their rows to `prepare_rows`, and everything after that is the same.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import BailiwickError, NotAllowedNow
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.long import long_job
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.people.inviting import invite
from bailiwick.kernel.people.known import duplicates
from bailiwick.kernel.people.operations import import_person
from bailiwick.kernel.people.planning import planned
from bailiwick.kernel.people.tables import Table, rows_of
from bailiwick.kernel.people.types import Outcome, PersonRow, Plan

KIND: Final = "people.import"
VERB: Final = "person.import"
PART = 100


def prepare_table(
    table: Table,
    *,
    by: Actor,
    title: str,
    columns: Sequence[str] | None = None,
    has_invitations: bool = False,
) -> Run:
    """A run over a table that waits to be confirmed; its plan is in it. Raises Refused, and Invalid for the columns."""
    meant = list(columns if columns is not None else table.columns())
    rows_of(table, meant)
    kept = {"headings": table.headings, "table": table.rows, "columns": meant}
    return _prepared(kept, by=by, title=title, total=len(table.rows), has_invitations=has_invitations)


def prepare_rows(rows: Sequence[PersonRow], *, by: Actor, title: str, has_invitations: bool = False) -> Run:
    """A run over rows of any source, that waits to be confirmed; raises Refused."""
    kept = {"rows": [asdict(row) | {"faults": dict(row.faults)} for row in rows]}
    return _prepared(kept, by=by, title=title, total=len(rows), has_invitations=has_invitations)


def change_columns(run: Run, columns: Sequence[str], *, by: Actor, has_invitations: bool) -> None:
    """Read the columns of a waiting run in another way; raises Invalid, and NotAllowedNow once it was confirmed."""
    _refuse_confirmed(run)
    parameters = run.parameters | {"columns": list(columns), "has_invitations": has_invitations}
    with tenant.scope(run.organization_id):
        runs.arrange(run, parameters=parameters, facts=_plan_facts(_rows(parameters), by))


def own_import(actor: Actor, pk: int) -> Run:
    """One of the actor's own imports; raises NotFound, and Refused for who may import nobody."""
    policies.require(actor, VERB)
    return runs.own_run(actor, KIND, pk)


def confirm(run: Run, *, by: Actor) -> None:
    """Have it done by the worker; raises NotAllowedNow when that was said before."""
    policies.require(by, VERB)
    _refuse_confirmed(run)
    with tenant.scope(run.organization_id):
        runs.arrange(run, parameters=run.parameters | {"is_confirmed": True}, facts=run.facts)
        bring_in.later(run_id=run.pk)


def bring_in_now(run: Run) -> Run:
    """Do it here, and not in the background; the run is what came of it."""
    _refuse_confirmed(run)
    runs.arrange(run, parameters=run.parameters | {"is_confirmed": True}, facts=run.facts)
    bring_in.task.func(organization_id=run.organization_id, run_id=run.pk)
    return runs.run_of(run.organization_id, run.pk)


@long_job(KIND, called="Import of people")
def bring_in(run: Run) -> None:
    """Bring the people of a run in, part by part."""
    if not run.parameters.get("is_confirmed"):
        raise NotAllowedNow(VERB, "not confirmed")
    by, rows = runs.actor_of(run), _rows(run.parameters)
    policies.require(by, VERB)
    again = duplicates(rows)
    outcomes: list[list[Any]] = list(run.facts.get("outcomes", []))
    with runs.working(run):
        while len(outcomes) < len(rows):
            part = rows[len(outcomes) : len(outcomes) + PART]
            with tenant.scope(run.organization_id):
                outcomes += [_done(plan, by, run) for plan in planned(part, by=by, again=again)]
                runs.note(run, done=len(outcomes), facts={"outcomes": outcomes})
    with tenant.scope(run.organization_id):
        # What came of it says enough; the people themselves are in their records now.
        emptied = {name: run.parameters[name] for name in ("is_confirmed", "has_invitations")}
        runs.arrange(run, parameters=emptied, facts={"outcomes": outcomes})


def outcomes_of(run: Run) -> list[Outcome]:
    """What came of each row until now, or what would: before it was confirmed."""
    told = run.facts.get("outcomes", run.facts.get("plan", []))
    return [Outcome(*one) for one in told]


def counts(outcomes: Sequence[Outcome]) -> Mapping[str, int]:
    """How many were created, changed, left as they were, refused; and how many are odd."""
    found = Counter(str(one.kind) for one in outcomes)
    found["odd"] = sum(one.is_odd for one in outcomes)
    return {name: found[name] for name in ("created", "changed", "unchanged", "refused", "odd")}


def is_confirmed(run: Run) -> bool:
    """Whether somebody said that it is to be done."""
    return bool(run.parameters.get("is_confirmed"))


def _prepared(kept: Mapping[str, Any], *, by: Actor, title: str, total: int, has_invitations: bool) -> Run:
    policies.require(by, VERB)
    parameters = {
        **kept,
        "has_invitations": has_invitations,
        "is_confirmed": False,
        **runs.limits_of(by),
    }
    with tenant.scope(by.organization_id):
        facts = _plan_facts(_rows(parameters), by)
        run = runs.prepare(KIND, by=by, title=title[:200], parameters=parameters, unit="people", total=total)
        runs.arrange(run, parameters=parameters, facts=facts)
    return run


def _plan_facts(rows: Sequence[PersonRow], by: Actor) -> dict[str, Any]:
    return {"plan": [_written(Outcome.of(plan)) for plan in planned(rows, by=by)]}


def _done(plan: Plan, by: Actor, run: Run) -> list[Any]:
    opens = plan.opens and not plan.refused
    try:
        person = import_person(plan, by=by, source=run.title)
    except BailiwickError as refused:
        plan.refused[""] = refused.message
        return _written(Outcome.of(plan))
    if opens and person is not None and run.parameters["has_invitations"]:
        invite.later(person_id=person.pk)
    return _written(Outcome.of(plan, person))


def _written(outcome: Outcome) -> list[Any]:
    return [
        outcome.line,
        str(outcome.kind),
        outcome.name[:200],
        outcome.text[:500],
        outcome.column,
        outcome.is_odd,
        outcome.person_id,
    ]


def _rows(parameters: Mapping[str, Any]) -> list[PersonRow]:
    if "rows" in parameters:
        return [_row_again(row) for row in parameters["rows"]]
    if "table" not in parameters:
        return []
    table = Table(parameters["headings"], [(line, cells) for line, cells in parameters["table"]])
    return rows_of(table, parameters["columns"])


def _row_again(row: Mapping[str, Any]) -> PersonRow:
    lists = {name: tuple(row[name]) for name in ("teams", "roles") if row[name] is not None}
    return PersonRow(**{**row, **lists})


def _refuse_confirmed(run: Run) -> None:
    if is_confirmed(run):
        raise NotAllowedNow(VERB, "confirmed already")
