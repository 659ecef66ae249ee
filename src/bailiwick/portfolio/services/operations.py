"""Every change to services (8.2.2, 8.2.4)."""

from typing import TypedDict, Unpack

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.fields import (
    checked,
    given,
    line,
    live,
    optional,
    prose,
    refuse_retired,
    retire,
    unique,
    write,
)
from bailiwick.kernel.identity.models import Person, Team
from bailiwick.kernel.ledger.operation import operation
from bailiwick.portfolio.services.models import Service

NAME = ("portfolio_service_name", "name", "Another service has this name.")


class ServiceFields(TypedDict, total=False):
    """What can be changed of a service."""

    name: str
    description: str
    owner: Person | None
    team: Team | None


def add_service(
    name: str, *, by: Actor, description: str = "", owner: Person | None = None, team: Team | None = None
) -> Service:
    """Make a service known, with who answers for it and who works on it."""
    with operation("service.add", by=by) as op:
        fields = {"name": name, "description": description, "owner": owner, "team": team}
        values = checked(fields, RULES)
        with unique(*NAME):
            service = Service.objects.create(**values)
        op.about(service)
    return service


def revise_service(
    service: Service, *, by: Actor, expected_version: int | None = None, **changes: Unpack[ServiceFields]
) -> Service:
    """Change a service's name, description, owner or team."""
    with operation("service.revise", by=by, subject=service, expected_version=expected_version) as op:
        refuse_retired(op)
        with unique(*NAME):
            write(op.subject, checked(changes, RULES))
    return op.subject


def retire_service(
    service: Service, *, by: Actor, reason: str, expected_version: int | None = None
) -> Service:
    """Take a service out of use; what was done for it stays."""
    why = given(reason)
    with operation(
        "service.retire", by=by, subject=service, reason=why, expected_version=expected_version
    ) as op:
        retire(op)
    return op.subject


def _owner(person: Person) -> Person:
    found: Person = live(Person)(person)
    if found.party_id is not None:
        raise ValueError("The owner of a service is one of the organization's own people.")
    return found


RULES = {"name": line, "description": prose, "owner": optional(_owner), "team": optional(live(Team))}
