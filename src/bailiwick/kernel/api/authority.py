"""Who may do what, and why, through the API."""

from typing import Any

from django.http import HttpResponse
from ninja import Query, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, json
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity import queries
from bailiwick.kernel.identity.authority import Power, Reason, powers_of_person, powers_of_role
from bailiwick.kernel.ledger import policies

router = Router(tags=["Authority"])


class AuthorityQuery(Schema):
    """A person or a role, by id."""

    person: int | None = None
    role: int | None = None


class ReasonOut(Schema):
    """What gives a verb."""

    grant: str
    role: int
    role_name: str
    assignment: int | None
    scope: str
    valid_from: str | None
    valid_to: str | None


class PowerOut(Schema):
    """One verb, and why it may be used."""

    verb: str
    meaning: str
    is_held: bool
    by_rule: bool
    reasons: list[ReasonOut]


@router.get("", response={200: list[PowerOut], **PROBLEMS})
def get_authority(request: ApiRequest, asked: Query[AuthorityQuery]) -> HttpResponse:
    """Every verb of the product, with the grants and assignments that give it to a person or a role."""
    policies.require(request.actor, "organization.read")
    if (asked.person is None) == (asked.role is None):
        raise Invalid({"": "Name either a person or a role."})
    if asked.person is not None:
        powers = powers_of_person(request.actor, queries.person(request.actor, _key(asked.person)))
    else:
        powers = powers_of_role(queries.role(request.actor, _key(asked.role or 0)))
    return json([_shown(one) for one in powers])


def _key(number: int) -> int:
    """A key that the database can look for, 0 for any other."""
    return number if 0 < number < 2**63 else 0


def _shown(power: Power) -> dict[str, Any]:
    return {
        "verb": power.verb,
        "meaning": power.meaning,
        "is_held": power.is_held,
        "by_rule": power.by_rule,
        "reasons": [_reason(one) for one in power.reasons],
    }


def _reason(one: Reason) -> dict[str, Any]:
    held = one.assignment
    return {
        "grant": one.grant,
        "role": one.role.pk,
        "role_name": one.role.name,
        "assignment": held.pk if held else None,
        "scope": one.scope,
        "valid_from": held.valid_from.isoformat() if held else None,
        "valid_to": held.valid_to.isoformat() if held and held.valid_to else None,
    }
