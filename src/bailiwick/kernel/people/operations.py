"""Bring one person in: made known, changed, let in, put into teams, given roles, as far as the importer may."""

from datetime import datetime
from typing import Any

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.identity.operations import (
    account_for,
    add_person,
    admit_person,
    assign_role,
    disable_person,
    enable_person,
    join_team,
    revise_person,
)
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.people.inviting import invite
from bailiwick.kernel.people.types import Kind, Plan


def import_person(plan: Plan, *, by: Actor, source: str) -> Person | None:
    """Do what a plan says, as one operation; nothing at all where it changes nothing, or is refused.

    Raises what the operations of its parts raise: a plan is a judgement of a moment before.
    """
    if plan.kind in (Kind.UNCHANGED, Kind.REFUSED):
        return plan.person
    if plan.person is None:
        with operation("person.import", by=by) as op:
            person = _made(plan, by)
            op.about(person)
            _bring_in_line(plan, person, by, source)
            op.facts = {"source": source, "line": plan.row.line}
        return person
    with operation("person.import", by=by, subject=plan.person) as op:
        _bring_in_line(plan, op.subject, by, source)
        op.facts = {"source": source, "line": plan.row.line}
    return plan.person


def _made(plan: Plan, by: Actor) -> Person:
    account = None
    if plan.account:
        policies.require(by, "person.admit", None)
        account = account_for(plan.account)
    fields: dict[str, Any] = dict(plan.fields)
    return add_person(fields.pop("name"), by=by, account=account, **fields)


def _bring_in_line(plan: Plan, person: Person, by: Actor, source: str) -> None:
    if plan.person is not None and plan.fields:
        changes: Any = plan.fields
        revise_person(person, by=by, **changes)
    if plan.is_enabled:
        enable_person(person, by=by, reason=source)
    if plan.is_admitted:
        admit_person(person, by=by)
    for team in plan.joins:
        join_team(team, person, by=by)
    for role in plan.roles:
        assign_role(role, person, by=by, valid_from=clock.now().date())
    if plan.is_disabled:
        disable_person(person, by=by, reason=source)


def let_in(person: Person, *, by: Actor, is_invited: bool, expected_version: int | None = None) -> Person:
    """Let somebody sign in by their e-mail address, and mail them the link to set a password if that is wanted."""
    admitted = admit_person(person, by=by, expected_version=expected_version)
    if is_invited:
        invite.later(person_id=admitted.pk)
    return admitted


def forget_unconfirmed(before: datetime) -> int:
    """Forget imports that were looked at before an instant and never confirmed; how many."""
    waiting = Run.objects.filter(kind="people.import", state=Run.State.WAITING, created_at__lt=before)
    gone, _ = waiting.filter(parameters__is_confirmed=False).delete()
    return gone
