"""What stands before a journey begins, made by a process of its own: `python -m tests.journeys.scene`.

`cast` prepares Harbour Lights with people who can sign in and two incidents; `tallies` counts what figures
are drawn from; `link ADDRESS` prints the welcome link.
"""

import sys

import django


def cast() -> None:
    """The cast with passwords; incident 1 names no service, which is an exception to a requirement."""
    from bailiwick.kernel.base import tenant
    from bailiwick.kernel.identity.operations import set_password
    from bailiwick.resolution.incidents.operations import Report, log_incident
    from tests.cast import PASSWORD, make_cast

    people = make_cast()
    with tenant.scope(people.organization.id):
        for person in people.people.values():
            assert person.account is not None
            set_password(person.account, PASSWORD)
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


def link(address: str) -> None:
    """The link by which the first administrator comes in."""
    from bailiwick.site.welcome import one_time_link

    print(one_time_link(address))  # noqa: T201


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "cast":
        cast()
    elif sys.argv[1] == "tallies":
        tallies()
    else:
        link(sys.argv[2])
