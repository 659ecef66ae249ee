"""Build the whole demonstration, or nothing: one transaction, so that nobody meets half an organization."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from bailiwick.conformity.clauses import judge_clause
from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.identity.actors import organizations
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.site.demo import door, major
from bailiwick.site.demo.cases import setting
from bailiwick.site.demo.chores import ask_for_chores
from bailiwick.site.demo.organization import Scenery, build, slug_of
from bailiwick.site.demo.people import Member, Roll, call_the_roll
from bailiwick.site.demo.performing import Performance
from bailiwick.site.demo.portal import tell_customers
from bailiwick.site.demo.recent import leave_a_reply_unsent, tell_of_the_last_day
from bailiwick.site.demo.systems import connect_systems
from bailiwick.site.demo.telling import arrange_telling
from bailiwick.site.demo.year import steps_of_the_year
from bailiwick.site.failures import CannotRun

FOUNDED_BEFORE, AGREED_BEFORE = timedelta(days=400), timedelta(days=390)
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What was built, and who can sign in to it."""

    organization_id: int
    name: str
    slug: str
    incidents: int
    people: int
    entries: int
    notifications: int
    logins: tuple[Member, ...]


def build_demonstration(
    name: str, *, seed: int, incidents: int, as_of: datetime, password: str, progress: Progress
) -> Built:
    """Build the organization with its year before an instant; `progress` is told (steps done, steps in all).

    Raises CannotRun when there is an organization of that name, Invalid for a name or password that cannot be.
    """
    slug = slug_of(name)
    if any(slug == taken or name.casefold() == called.casefold() for _, taken, called in organizations()):
        raise CannotRun(f"There is an organization “{name}” already. Give another name with --organization.")
    roll = call_the_roll(seed, slug)
    steps = steps_of_the_year(incidents, setting(seed, roll, as_of))
    with transaction.atomic():
        with clock.at(as_of - FOUNDED_BEFORE):
            scenery = build(name, roll, password)
        with tenant.scope(scenery.organization.pk), clock.at(as_of - AGREED_BEFORE):
            major.agree(scenery, as_of)
            arrange_telling(scenery.actor(roll.logins()[0].key))
            door.let_support_in(scenery, roll, as_of - AGREED_BEFORE)
        with tenant.scope(scenery.organization.pk):
            performance, is_told = Performance(scenery), False
            for done, step in enumerate(steps):
                if not is_told and step.at >= major.morning(as_of):
                    major.tell(scenery, roll, major.morning(as_of))
                    is_told = True
                performance.perform(step)
                progress(done + 1, len(steps))
            performance.let_time_pass(as_of)
            tell_customers(scenery, roll, seed, as_of)
            major.tell_what_runs(scenery, roll, as_of)
            connect_systems(scenery, roll, as_of)
            ask_for_chores(scenery, roll, as_of)
            _judge(scenery, roll, as_of)
            notifications = tell_of_the_last_day(scenery, as_of)
            leave_a_reply_unsent(scenery, roll.team("desk")[0].key, as_of)
            entries = LedgerEvent.objects.count()
    return _built(scenery, len(performance.incidents), entries, notifications, roll.logins())


def _judge(scenery: Scenery, roll: Roll, as_of: datetime) -> None:
    """The incident manager has looked at how the requirements stand."""
    manager = next(member for member in roll.staff if member.role == "IM")
    with clock.at(as_of):
        judge_clause("8.6.1", by=scenery.actor(manager.key))


def _built(scenery: Scenery, incidents: int, entries: int, notifications: int, logins: list[Member]) -> Built:
    organization = scenery.organization
    return Built(
        organization.pk,
        organization.name,
        organization.slug,
        incidents,
        len(scenery.people),
        entries,
        notifications,
        tuple(logins),
    )
