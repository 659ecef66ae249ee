"""Build the demonstration organization itself: people, teams, roles, calendars, services, agreements, categories."""

from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from bailiwick.agreements.levels.operations import add_agreement
from bailiwick.agreements.levels.types import Target
from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor, system_actor
from bailiwick.kernel.calendar.operations import add_calendar
from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.identity.actors import actor_for_person, is_unclaimed
from bailiwick.kernel.identity.models import Account, Organization, Party, Person, Role, Team
from bailiwick.kernel.identity.shipped import SHIPPED_ROLES
from bailiwick.kernel.retention.operations import add_rule
from bailiwick.kernel.work.tasks.operations import add_task_list
from bailiwick.major.incidents.operations.arranging import set_up_major_incidents
from bailiwick.portfolio.services.models import Service
from bailiwick.portfolio.services.operations import add_service
from bailiwick.resolution.incidents.models import Category
from bailiwick.resolution.incidents.operations.arranging import add_category, set_up_incidents
from bailiwick.site.demo.cases import holidays
from bailiwick.site.demo.course import SYSTEM
from bailiwick.site.demo.people import Member, Roll
from bailiwick.site.demo.services import (
    AGREEMENTS,
    CALENDARS,
    CATEGORIES,
    CUSTOMERS,
    SERVICES,
    SUPPLIERS,
    TEAMS,
    ZONE,
)

MARK = "Demonstration history"
STAFF_VERBS = ("incident.log", "incident.comment", "incident.attach", "incident.watch")


@dataclass(slots=True)
class Scenery:
    """What stands before the first incident, by the keys that the history uses."""

    organization: Organization
    people: dict[str, Person] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        """Somebody of the history as who acts; every entry that they cause in the ledger says what it is."""
        if key not in self.actors:
            found = self.system() if key == SYSTEM else self._actor(self.people[key])
            self.actors[key] = replace(found, request=MARK)
        return self.actors[key]

    def system(self) -> Actor:
        """The product itself."""
        return system_actor(self.organization.pk, request=MARK)

    def _actor(self, person: Person) -> Actor:
        found = actor_for_person(self.organization.pk, person.pk)
        assert found is not None
        return found


def build(name: str, roll: Roll, password: str) -> Scenery:
    """Build it at the clock's instant; the first administrator's installation too when nobody can sign in yet."""
    with transaction.atomic():
        scenery, by = _found(name, roll.logins()[0], password)
        with tenant.scope(scenery.organization.pk):
            _add_parties_and_teams(scenery, by)
            _add_people(scenery, roll, password, by)
            _add_services(scenery, roll, by)
            _add_agreements(scenery, by)
            set_up_incidents(by=by)
            set_up_major_incidents(by=by)
            _add_categories(scenery, by)
            _add_retention(by)
    return scenery


def slug_of(name: str) -> str:
    """The short name that an organization of this name gets."""
    return slugify(name)[:40].strip("-") or "demonstration"


def _found(name: str, first: Member, password: str) -> tuple[Scenery, Actor]:
    if is_unclaimed():
        claim = identity.first_administrator(first.mailbox, first.name, password, name, ZONE)
        scenery = Scenery(claim.organization, {first.key: claim.person})
        return scenery, scenery.system()
    organization = identity.found_organization(name, slug=slug_of(name), zone=ZONE, roles=SHIPPED_ROLES)
    scenery = Scenery(organization)
    return scenery, scenery.system()


def _add_parties_and_teams(scenery: Scenery, by: Actor) -> None:
    for name in CUSTOMERS:
        scenery.parties[name] = identity.add_party(name, by=by, kind="customer")
    for name in SUPPLIERS:
        scenery.parties[name] = identity.add_party(name, by=by, kind="supplier")
    for code, name in TEAMS.items():
        scenery.teams[code] = identity.add_team(name, by=by)


def _add_people(scenery: Scenery, roll: Roll, password: str, by: Actor) -> None:
    identity.add_role(
        "Member of staff",
        by=by,
        code="USR",
        verbs=STAFF_VERBS,
        responsibilities="Reports what does not work, and answers questions about it.",
    )
    roles = {role.code: role for role in Role.objects.all()}
    since = clock.now().date()
    for member in (*roll.staff, *roll.outside):
        person = scenery.people.get(member.key)
        is_known = person is not None
        if person is None:
            person = _person(scenery, member, password, by)
        if member.party:
            if member.role:
                identity.assign_role(roles[member.role], person, by=by, valid_from=since)
            continue
        _assign(roles, member, person, since, by, is_known=is_known)
        if member.team:
            identity.join_team(scenery.teams[member.team], person, by=by)


def _person(scenery: Scenery, member: Member, password: str, by: Actor) -> Person:
    account: Account | None = identity.make_account(member.mailbox, password) if member.login else None
    person = identity.add_person(
        member.name,
        by=by,
        email=member.mailbox,
        account=account,
        party=scenery.parties.get(member.party),
        is_top_management=member.is_director,
    )
    scenery.people[member.key] = person
    return person


def _assign(
    roles: dict[str, Role], member: Member, person: Person, since: date, by: Actor, *, is_known: bool
) -> None:
    """Everybody of the staff may report; the first administrator has their role already."""
    codes = ["USR"] if is_known or not member.role else ["USR", member.role]
    for code in codes:
        identity.assign_role(roles[code], person, by=by, valid_from=since)


def _add_services(scenery: Scenery, roll: Roll, by: Actor) -> None:
    for offer in SERVICES:
        owner = scenery.people[roll.team(offer.team)[-1].key]
        scenery.services[offer.code] = add_service(
            offer.name, by=by, description=offer.description, owner=owner, team=scenery.teams[offer.team]
        )


def _add_agreements(scenery: Scenery, by: Actor) -> None:
    now = clock.now()
    days = [holidays(now.replace(year=now.year + 1))]
    calendars = {
        one.name: add_calendar(
            one.name, by=by, zone=ZONE, week=one.week, holidays=days if one.rests_on_holidays else ()
        )
        for one in CALENDARS
    }
    for agreed in AGREEMENTS:
        pairs = ((p, m, w) for p, both in agreed.targets.items() for m, w in zip(METRICS, both, strict=True))
        add_agreement(
            agreed.name,
            by=by,
            calendar=calendars[agreed.hours],
            valid_from=now.date(),
            service=scenery.services.get(agreed.service),
            party=scenery.parties.get(agreed.party),
            targets=[Target(metric, priority, within, agreed.warn) for priority, metric, within in pairs],
        )


METRICS = ("response", "resolution")


def _add_categories(scenery: Scenery, by: Actor) -> None:
    for name, below in CATEGORIES.items():
        parent = Category.objects.get(name=name, parent=None)
        scenery.categories[name] = parent
        for called in below:
            scenery.categories[f"{name} / {called}"] = add_category(called, by=by, parent=parent)
    steps = (
        "Ask which day is wanted",
        "> Restore to a side place | | 2 h",
        "> Let the owner look",
        "> Put it back",
    )
    add_task_list("Restore from a backup", by=by, kind="incident", steps="\n".join(steps))


def _add_retention(by: Actor) -> None:
    """Beyond the year that is shown, so that nothing of it goes."""
    why = "Policy on personal data, section 4"
    for kind, days in (("work-comments", 1095), ("work-files", 730), ("notifications", 400)):
        add_rule(kind, by=by, days=days, reason=why)
