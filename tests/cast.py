"""The cast: one organization with named people, and a stranger from another; the same in every test."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date

import pytest

from bailiwick.agreements.levels.models import Agreement, ServiceLevelTarget
from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor, system_actor
from bailiwick.kernel.calendar.models import CalendarVersion, ServiceCalendar
from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.identity.actors import actor_for_person
from bailiwick.kernel.identity.models import Account, Organization, Party, Person, Role, Team
from bailiwick.kernel.identity.shipped import SHIPPED_ROLES
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work.tasks.operations import add_task_list
from bailiwick.major.incidents.operations.arranging import set_up_major_incidents
from bailiwick.portfolio.services.models import Service
from bailiwick.resolution.incidents.models import Category
from bailiwick.resolution.incidents.operations.arranging import set_up_incidents

PASSWORD = "correct horse battery"


@dataclass
class Cast:
    """Harbour Lights runs services; Ada administers, Sam works at the desk, Mia manages incidents, Rui audits.

    Cora is of the customer Quay Foods, Dan of the customer Rope & Sail. Zoe administers the other organization.
    """

    organization: Organization
    other: Organization
    desk: Team
    network: Team
    quay: Party
    rope: Party
    weighing: Service
    hardware: Category
    people: dict[str, Person]
    strangers: dict[str, Person]

    def actor(self, name: str) -> Actor:
        stranger = name in self.strangers
        organization = self.other if stranger else self.organization
        person = (self.strangers if stranger else self.people)[name]
        with tenant.scope(organization.id):
            actor = actor_for_person(organization.id, person.id)
        assert actor is not None
        return actor

    @property
    def ada(self) -> Actor:
        return self.actor("ada")

    @property
    def sam(self) -> Actor:
        return self.actor("sam")

    @property
    def mia(self) -> Actor:
        return self.actor("mia")

    @property
    def rui(self) -> Actor:
        return self.actor("rui")

    @property
    def cora(self) -> Actor:
        return self.actor("cora")

    @property
    def dan(self) -> Actor:
        return self.actor("dan")

    @property
    def zoe(self) -> Actor:
        return self.actor("zoe")


def _person(name: str, organization: Organization, *, role: str = "", party: Party | None = None) -> Person:
    by = system_actor(organization.id)
    account = Account(email=f"{name}@{organization.slug}.example")
    account.set_unusable_password()
    account.save()
    person = identity.add_person(name.title(), by=by, email=account.email, account=account, party=party)
    if role:
        with tenant.scope(organization.id):
            held = Role.objects.get(code=role)
        identity.assign_role(held, person, by=by, valid_from=date(2020, 1, 1))
    return person


def add_people(organization: Organization, quay: Party, rope: Party) -> dict[str, Person]:
    """The cast's people, by the names that tests call them."""
    return {
        "ada": _person("ada", organization, role="ADMIN"),
        "sam": _person("sam", organization, role="SD"),
        "mia": _person("mia", organization, role="IM"),
        "rui": _person("rui", organization, role="AUD"),
        "cora": _person("cora", organization, party=quay),
        "dan": _person("dan", organization, party=rope),
    }


def _arrange(by: Actor) -> tuple[Service, Category]:
    """One service, open around the clock, with targets by priority."""
    week = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    with operation("organization.revise", by=by):
        weighing = Service.objects.create(name="Weighing")
        calendar = ServiceCalendar.objects.create(name="Always")
        calendar.current = CalendarVersion.objects.create(calendar=calendar, number=1, zone="UTC", week=week)
        calendar.save(update_fields=["current"])
        agreement = Agreement.objects.create(name="Standard", calendar=calendar, valid_from=date(2020, 1, 1))
        targets = {1: (15, 120), 2: (30, 240), 3: (60, 480), 4: (120, 1440), 5: (240, 2880)}
        for priority, minutes in targets.items():
            for metric, within in zip(("response", "resolution"), minutes, strict=True):
                ServiceLevelTarget.objects.create(
                    agreement=agreement, metric=metric, priority=priority, within_minutes=within
                )
        hardware = Category.objects.get(name="Hardware")
    add_task_list("Dark display", by=by, kind="incident", steps="Look at the cable", category_id=hardware.pk)
    return weighing, hardware


def make_cast() -> Cast:
    """Make the cast in the present database."""
    organization = identity.found_organization("Harbour Lights", slug="harbour", roles=SHIPPED_ROLES)
    other = identity.found_organization("Far Shore", slug="far", roles=SHIPPED_ROLES)
    by = system_actor(organization.id)
    quay = identity.add_party("Quay Foods", by=by, kind="customer")
    rope = identity.add_party("Rope & Sail", by=by, kind="customer")
    people = add_people(organization, quay, rope)
    desk = identity.add_team("Service desk", by=by)
    network = identity.add_team("Network", by=by)
    identity.join_team(desk, people["sam"], by=by)
    set_up_incidents(by=by)
    set_up_major_incidents(by=by)
    weighing, hardware = _arrange(by)
    strangers = {"zoe": _person("zoe", other, role="ADMIN")}
    return Cast(organization, other, desk, network, quay, rope, weighing, hardware, people, strangers)


@pytest.fixture
def cast(engaged: Cast, request: pytest.FixtureRequest) -> Cast:
    """The cast, each test's own: whatever is done to it is undone afterwards, with `committed` too."""
    if "committed" not in request.fixturenames:
        request.getfixturevalue("db")
    return deepcopy(engaged)
