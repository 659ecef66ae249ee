"""Found a new organization so that it can work at once: people, hours, targets, the incident process."""

from django.db import transaction

from bailiwick.agreements.levels.operations import add_agreement
from bailiwick.agreements.levels.types import Target
from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor, system_actor
from bailiwick.kernel.calendar.operations import add_calendar
from bailiwick.kernel.identity.fields import earliest_today
from bailiwick.kernel.identity.models import Organization
from bailiwick.kernel.identity.operations import first_administrator, first_organization
from bailiwick.kernel.identity.types import Claim
from bailiwick.major.incidents.operations.arranging import set_up_major_incidents
from bailiwick.resolution.incidents.operations.arranging import set_up_incidents

WORKING_DAYS = ("mon", "tue", "wed", "thu", "fri")
ALL_DAYS = (*WORKING_DAYS, "sat", "sun")
# Minutes of service time to respond and to resolve, by priority; a working day has 480.
STANDARD_TARGETS = {1: (15, 240), 2: (30, 480), 3: (60, 960), 4: (240, 2400), 5: (480, 4800)}


def found(*, organization_name: str, zone: str, name: str, email: str, password: str) -> Claim:
    """Found the first organization with its administrator and what every organization starts with.

    Raises Refused once anybody can sign in, Invalid for what was entered wrongly; then nothing was founded.
    """
    with transaction.atomic():
        claim = first_administrator(email, name, password, organization_name, zone)
        if claim.is_new:
            furnish(zone, by=system_actor(claim.organization.pk))
    return claim


def found_alone(name: str, zone: str = "UTC") -> Organization:
    """Found the first organization of an installation from its command line; people come in later.

    Raises Refused when there is an organization already, Invalid for a name that is none.
    """
    with transaction.atomic():
        organization = first_organization(name, zone)
        furnish(zone, by=system_actor(organization.pk))
    return organization


def furnish(zone: str, *, by: Actor) -> None:
    """Give a new organization hours, a standard agreement on them, and the shipped incident process."""
    business = add_calendar(
        "Business hours", by=by, zone=zone, week={day: [["09:00", "17:00"]] for day in WORKING_DAYS}
    )
    add_calendar("Around the clock", by=by, zone=zone, week={day: [["00:00", "24:00"]] for day in ALL_DAYS})
    add_agreement(
        "Standard",
        by=by,
        calendar=business,
        valid_from=earliest_today(clock.now()),
        targets=[
            Target(metric, priority, within)
            for priority, minutes in STANDARD_TARGETS.items()
            for metric, within in zip(("response", "resolution"), minutes, strict=True)
        ],
    )
    set_up_incidents(by=by)
    set_up_major_incidents(by=by)
