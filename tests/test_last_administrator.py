"""The last administrator stays, whichever entrance is tried; SCIM and groups are tried in their own room."""

from datetime import timedelta

import pytest
from django.test import Client

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.identity.models import Role, RoleAssignment
from tests.cast import Cast
from tests.web import Browser

LAST = "without an administrator"
WAYS = ("people disable", "assignments end", "roles revise", "roles retire")


def way(cast: Cast, named: str) -> tuple[str, dict[str, object]]:
    """Where somebody would take Ada's power away, and what the form there is filled in with."""
    register, action = named.split()
    with tenant.scope(cast.organization.id):
        keys = {
            "people": cast.people["ada"].pk,
            "assignments": RoleAssignment.objects.get(person=cast.people["ada"]).pk,
            "roles": Role.objects.get(code="ADMIN").pk,
        }
    filled: dict[str, object] = {"reason": "Quarrel"}
    if action == "revise":
        filled = {"name": "Administrator", "verbs": ["organization.read", "person.add"]}
    return f"/{register}/{keys[register]}/{action}", filled


@pytest.mark.parametrize("named", WAYS)
def test_by_a_page(cast: Cast, browser: Browser, named: str) -> None:
    address, filled = way(cast, named)
    answer = browser.as_("ada").post(f"{address}/", filled)
    assert answer.status_code == 422
    assert LAST in answer.content.decode()
    assert cast.ada.may("role.assign")


@pytest.mark.parametrize("named", WAYS)
def test_by_the_api(cast: Cast, named: str) -> None:
    issued = identity.issue_token("t", by=cast.ada, scopes=["*"], expires_at=clock.now() + timedelta(days=1))
    client = Client(headers={"Authorization": f"Bearer {issued.secret}"})
    address, filled = way(cast, named)
    answer = client.post(f"/api/v1{address}", filled, content_type="application/json")
    assert answer.status_code == 422, answer.content
    assert LAST in answer.content.decode()
    assert cast.ada.may("role.assign")
