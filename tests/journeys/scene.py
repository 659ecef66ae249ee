"""What stands before a journey begins, made by a process of its own: `python -m tests.journeys.scene`.

`cast` prepares Harbour Lights with people who can sign in and two incidents, `month` with four weeks of work;
`major` adds a major incident to them; `tallies` counts what figures are drawn from; `deliver` tells subscribers;
`link ADDRESS` prints the welcome link; `password-alone EMAIL…` clears second factors.
"""

import sys
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from tests.cast import Cast


def _people() -> "Cast":
    """The cast with passwords."""
    from bailiwick.kernel.base import tenant
    from bailiwick.kernel.identity.operations import set_password
    from tests.cast import PASSWORD, make_cast

    people = make_cast()
    with tenant.scope(people.organization.id):
        for person in people.people.values():
            assert person.account is not None
            set_password(person.account, PASSWORD)
    return people


def month() -> None:
    """The cast and what it did in four weeks."""
    from tests.journeys.past import month as told

    told(_people())
    tallies()


def cast() -> None:
    """The cast with passwords; incident 1 names no service, which is an exception to a requirement."""
    from bailiwick.kernel.base import tenant
    from bailiwick.resolution.incidents.operations import Report, log_incident

    people = _people()
    with tenant.scope(people.organization.id):
        log_incident(Report(title="The scales of lane 2 show nothing"), by=people.sam)
        log_incident(
            Report(
                title="The printer of the gatehouse jams",
                service=people.weighing,
                classification=people.hardware,
                impact=2,
                urgency=2,
            ),
            by=people.sam,
        )


def tallies() -> None:
    """What the worker would count by now."""
    from bailiwick.kernel.figures import rollups
    from bailiwick.kernel.identity.actors import organizations

    for organization_id, *_ in organizations():
        for one in rollups.rollups():
            rollups.bring_up_to_date(one, organization_id)


def major() -> None:
    """A major incident that Mia leads, with top management informed and every step done; prints its references."""
    from bailiwick.kernel.base import tenant
    from bailiwick.kernel.identity.actors import actor_for_person, organizations
    from bailiwick.kernel.identity.models import Person
    from bailiwick.major.incidents import operations
    from bailiwick.portfolio.services.models import Service
    from bailiwick.resolution.incidents.models import Category
    from bailiwick.resolution.incidents.operations import Report, log_incident

    key = organizations()[0][0]
    with tenant.scope(key):
        sam, mia = (actor_for_person(key, Person.objects.get(name=name).pk) for name in ("Sam", "Mia"))
        assert sam is not None and mia is not None
        gates, hardware = Service.objects.get(name="Gates"), Category.objects.get(name="Hardware")
        report = Report(
            title="Every gate stands open", service=gates, classification=hardware, impact=1, urgency=1
        )
        incident = log_incident(report, by=sam)
        lead = Person.objects.get(name="Mia")
        made = operations.declare_major_incident(incident, by=sam, reason="No lorry is checked.", lead=lead)
        operations.inform_management(made, by=mia, told="Ada", means="phone")
        for number, _ in enumerate(made.procedure.steps, 1):
            operations.complete_step(made, by=mia, step=number)
    print(made.reference, incident.reference)  # noqa: T201


def deliver() -> None:
    """What the worker would do with events that are sealed by now."""
    from bailiwick.kernel.identity.actors import organizations
    from bailiwick.kernel.jobs.tasks import defer_again
    from bailiwick.kernel.ledger.delivery import deliver_batch

    for organization_id, *_ in organizations():
        while deliver_batch(organization_id, on_failure=defer_again):
            pass


def link(address: str) -> None:
    """The link by which the first administrator comes in."""
    from bailiwick.site.welcome import one_time_link

    print(one_time_link(address))  # noqa: T201


def password_alone(emails: list[str]) -> None:
    """People who lost their second factors, as whoever runs the installation helps them."""
    from bailiwick.site.people import clear_factors

    for email in emails:
        clear_factors(email)


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "cast":
        cast()
    elif sys.argv[1] == "link":
        link(sys.argv[2])
    elif sys.argv[1] == "password-alone":
        password_alone(sys.argv[2:])
    else:
        {"major": major, "month": month, "tallies": tallies, "deliver": deliver}[sys.argv[1]]()
