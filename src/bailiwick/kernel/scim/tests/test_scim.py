"""A directory keeps people and groups: what it may do, what it may not, and what the ledger says of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Refused
from bailiwick.kernel.identity.actors import actor_for_person
from bailiwick.kernel.identity.entrances.models import Session
from bailiwick.kernel.identity.federation import operations, queries
from bailiwick.kernel.identity.models import Person, Role, RoleAssignment
from bailiwick.kernel.identity.operations import assign_role, disable_person, end_role, issue_token
from bailiwick.kernel.ledger.models import LedgerEvent
from tests.cast import Cast
from tests.web import Browser

SCOPES = ("person.*", "group.*", "organization.read")
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
Ask = Callable[..., Any]


class Directory:
    """A SCIM client with a token."""

    def __init__(self, by: Actor, *scopes: str) -> None:
        expires_at = clock.now() + timedelta(days=1)
        issued = issue_token("Directory", by=by, scopes=scopes or SCOPES, expires_at=expires_at)
        self.client = Client(headers={"Authorization": f"Bearer {issued.secret}"})

    def ask(self, method: str, address: str, body: Any = None, expected: int = 200, **headers: str) -> Any:
        more: Any = {"data": body, "content_type": "application/scim+json"} if body is not None else {}
        call = getattr(self.client, method)
        response = call(f"/scim/v2/{address}", **more, headers=headers)
        assert response.status_code == expected, response.content
        return response.json() if response.content else None

    def find(self, written: str, kind: str = "Users") -> list[dict[str, Any]]:
        found = self.client.get(f"/scim/v2/{kind}", {"filter": written}).json()
        assert "Resources" in found or found.get("totalResults") == 0, found
        return list(found.get("Resources", []))

    def user(self, who: str, **more: Any) -> dict[str, Any]:
        body = {"schemas": [USER], "userName": f"{who}@harbour.example", "displayName": who.title(), **more}
        made: dict[str, Any] = self.ask("post", "Users", body, 201)
        return made

    def group(self, name: str, *members: str) -> dict[str, Any]:
        body = {"schemas": [GROUP], "displayName": name, "members": [{"value": one} for one in members]}
        made: dict[str, Any] = self.ask("post", "Groups", body, 201)
        return made

    def patch(self, address: str, *operations: dict[str, Any], expected: int = 200) -> Any:
        return self.ask("patch", address, {"schemas": [PATCH], "Operations": list(operations)}, expected)


@pytest.fixture
def directory(cast: Cast) -> Directory:
    return Directory(cast.ada)


def key(found: dict[str, Any]) -> int:
    return int(found["id"][1:])


def known(cast: Cast, name: str) -> str:
    return f"u{cast.people[name].pk}"


def person(cast: Cast, pk: int) -> Person:
    with tenant.scope(cast.organization.pk):
        return Person.objects.get(pk=pk)


def roles(cast: Cast, pk: int) -> frozenset[str]:
    with tenant.scope(cast.organization.pk):
        actor = actor_for_person(cast.organization.pk, pk)
    return actor.roles if actor else frozenset()


def verbs(cast: Cast, pk: int) -> list[str]:
    with tenant.scope(cast.organization.pk):
        entries = LedgerEvent.objects.filter(subject_type="identity_person", subject_id=pk)
        return list(entries.order_by("pk").values_list("verb", flat=True))


def mapped(cast: Cast, group: str, code: str = "SD") -> Any:
    with tenant.scope(cast.organization.pk):
        return operations.add_mapping(group, Role.objects.get(code=code), by=cast.ada)


def test_somebody_made_by_the_directory_can_sign_in_and_is_in_the_ledger(
    cast: Cast, directory: Directory
) -> None:
    name = {"givenName": "Noa", "familyName": "Vik"}
    made = directory.user("noa", name=name, displayName=None, externalId="42", active=True)
    found = person(cast, key(made))
    assert (found.name, found.email) == ("Noa Vik", "noa@harbour.example")
    assert found.account is not None
    assert found.account.email == "noa@harbour.example"
    assert made["name"] == name
    assert made["active"] is True
    assert "displayName" not in made
    assert sorted(verbs(cast, found.pk)) == ["person.add", "person.provision"]
    assert [one["externalId"] for one in directory.find('externalId eq "42"')] == ["42"]


def test_people_who_were_there_before_are_users_and_customers_people_too(
    cast: Cast, directory: Directory
) -> None:
    assert [one["id"] for one in directory.find('userName eq "SAM@harbour.example"')] == [known(cast, "sam")]
    assert {one["displayName"] for one in directory.find('userName co "harbour"')} >= {"Sam", "Cora"}
    body = {"schemas": [USER], "userName": "sam@harbour.example"}
    refused = directory.ask("post", "Users", body, 409)
    assert refused["scimType"] == "uniqueness"


def test_pages_and_filters(directory: Directory) -> None:
    for name in ("noa", "ole", "pia"):
        directory.user(name)
    page = directory.ask("get", "Users?startIndex=2&count=2&attributes=userName")
    assert (page["totalResults"], page["startIndex"], page["itemsPerPage"]) == (9, 2, 2)
    assert "displayName" not in page["Resources"][0]
    assert directory.ask("get", "Users?count=0")["totalResults"] == 9
    found = directory.find(
        '(displayName sw "No" or emails[value ew "le@harbour.example"]) and active eq true'
    )
    assert [one["displayName"] for one in found] == ["Noa", "Ole"]
    assert directory.find("not (active eq true)") == []
    refused = directory.ask("get", 'Users?filter=password eq "x"', expected=400)
    assert refused["scimType"] == "invalidFilter"
    directory.ask("get", 'Users?filter=userName eq "', expected=400)
    searched = directory.ask("post", "Users/.search", {"filter": 'userName eq "pia@harbour.example"'})
    assert searched["totalResults"] == 1


def test_who_is_deactivated_is_out_at_once_and_may_be_brought_back_by_the_directory(
    cast: Cast, directory: Directory, browser: Browser
) -> None:
    sam, forgotten = browser.as_("sam"), browser.as_("sam")
    assert sam.get("/me/").status_code == 200
    account = cast.people["sam"].account_id
    address = f"Users/{known(cast, 'sam')}"
    # As Microsoft Entra writes it.
    answer = directory.patch(address, {"op": "Replace", "path": "active", "value": "False"})
    assert answer["active"] is False
    assert sam.get("/me/").status_code == 302
    assert {"person.disable", "person.provision"} <= set(verbs(cast, cast.people["sam"].pk))
    answer = directory.patch(address, {"op": "replace", "value": {"active": True}})
    assert answer["active"] is True
    assert roles(cast, cast.people["sam"].pk) == {"SD"}
    assert forgotten.get("/me/").status_code == 302, "no session from before comes back to life"
    assert not Session.objects.filter(account=account).exists()


def test_whom_an_administrator_disabled_no_directory_brings_back(cast: Cast, directory: Directory) -> None:
    disable_person(cast.people["sam"], by=cast.ada, reason="Under investigation")
    address = f"Users/{known(cast, 'sam')}"
    directory.patch(address, {"op": "replace", "path": "active", "value": True}, expected=403)
    assert person(cast, cast.people["sam"].pk).is_disabled


def test_the_last_administrator_stays(cast: Cast, directory: Directory) -> None:
    address = f"Users/{known(cast, 'ada')}"
    directory.ask("delete", address, expected=400)
    refused = directory.patch(address, {"op": "replace", "path": "active", "value": False}, expected=400)
    assert "administrator" in refused["detail"]
    assert directory.ask("get", address)["active"] is True
    assert roles(cast, cast.people["ada"].pk) == {"ADMIN"}


def test_a_group_takes_no_role_from_the_last_administrator(cast: Cast, directory: Directory) -> None:
    noa = directory.user("noa")
    mapped(cast, "Administrators", "ADMIN")
    group = directory.group("Administrators", noa["id"])
    with tenant.scope(cast.organization.pk):
        held = RoleAssignment.objects.get(person=cast.people["ada"])
    noa_actor = actor_in(cast, key(noa))
    end_role(held, by=noa_actor)
    by_noa = Directory(noa_actor)
    address = f"Groups/{group['id']}"
    refused = by_noa.patch(address, {"op": "remove", "path": "members"}, expected=400)
    assert "administrator" in refused["detail"]
    by_noa.ask("delete", address, expected=400)
    assert roles(cast, key(noa)) == {"ADMIN"}


def actor_in(cast: Cast, pk: int) -> Actor:
    with tenant.scope(cast.organization.pk):
        actor = actor_for_person(cast.organization.pk, pk)
    assert actor is not None
    return actor


def test_who_was_taken_out_is_no_user_any_more_and_can_be_made_again(
    cast: Cast, directory: Directory
) -> None:
    noa = directory.user("noa")
    directory.ask("delete", f"Users/{noa['id']}", expected=204)
    directory.ask("get", f"Users/{noa['id']}", expected=404)
    assert directory.find('userName eq "noa@harbour.example"') == []
    assert person(cast, key(noa)).is_disabled
    again = directory.user("noa")
    assert again["id"] == noa["id"], "the same person, with their past"
    assert again["active"] is True


def test_another_organization_is_not_there(cast: Cast, directory: Directory) -> None:
    stranger = Directory(cast.zoe)
    group = directory.group("Desk")
    for address in (f"Users/{known(cast, 'sam')}", f"Groups/{group['id']}"):
        stranger.ask("get", address, expected=404)
        stranger.ask("delete", address, expected=404)
        stranger.patch(address, {"op": "replace", "path": "displayName", "value": "x"}, expected=404)
    body = {"schemas": [GROUP], "displayName": "Mine", "members": [{"value": known(cast, "sam")}]}
    stranger.ask("post", "Groups", body, 400)
    # One account, two organizations: each directory has its own user of it, and ends only its own access.
    theirs = stranger.ask("post", "Users", {"schemas": [USER], "userName": "sam@harbour.example"}, 201)
    assert theirs["id"] != known(cast, "sam")
    stranger.ask("delete", f"Users/{theirs['id']}", expected=204)
    assert directory.ask("get", f"Users/{known(cast, 'sam')}")["active"] is True


def test_a_token_may_only_what_it_was_given(cast: Cast, directory: Directory) -> None:
    reader = Directory(cast.ada, "organization.read")
    reader.ask("get", "Users")
    reader.ask("post", "Users", {"schemas": [USER], "userName": "noa@harbour.example"}, 403)
    reader.ask("delete", f"Users/{known(cast, 'sam')}", expected=403)
    Directory(cast.ada, "incident.read").ask("get", "Users", expected=403)
    assert Client().get("/scim/v2/Users").status_code == 401
    assert Client(headers={"Authorization": "Bearer bw_made-up"}).get("/scim/v2/Users").status_code == 401


def test_a_version_that_was_overtaken_is_refused(cast: Cast, directory: Directory) -> None:
    noa = directory.user("noa")
    address, version = f"Users/{noa['id']}", noa["meta"]["version"]
    body = {**noa, "displayName": "Noa Vik"}
    changed = directory.ask("put", address, body, **{"If-Match": version})
    assert changed["meta"]["version"] != version
    directory.ask("put", address, body, 412, **{"If-Match": version})
    directory.ask("delete", address, expected=412, **{"If-Match": version})
    directory.ask("get", address, expected=304, **{"If-None-Match": changed["meta"]["version"]})


def test_groups_give_roles_say_why_and_take_them_again(cast: Cast, directory: Directory) -> None:
    noa = directory.user("noa")
    mapped(cast, "Desk")
    group = directory.group("desk", noa["id"])
    assert roles(cast, key(noa)) == {"SD"}
    assert [one["display"] for one in directory.ask("get", f"Users/{noa['id']}")["groups"]] == ["desk"]
    with tenant.scope(cast.organization.pk):
        held = RoleAssignment.objects.get(person_id=key(noa))
        assert queries.reason_of(held) == "Member of the group “Desk” of SCIM"
        entry = LedgerEvent.objects.filter(verb="group.apply").latest("pk")
        assert entry.payload is not None
        assert entry.payload["facts"]["given"] == [{"role": "Service desk", "group": "Desk", "of": "SCIM"}]
    # As Microsoft Entra takes somebody out of a group.
    gone = {"op": "Remove", "path": "members", "value": [{"value": noa["id"]}]}
    directory.patch(f"Groups/{group['id']}", gone)
    assert roles(cast, key(noa)) == frozenset()
    back = {"op": "add", "path": "members", "value": [{"value": noa["id"]}]}
    directory.patch(f"Groups/{group['id']}", back)
    assert roles(cast, key(noa)) == {"SD"}
    directory.ask("delete", f"Groups/{group['id']}", expected=204)
    assert roles(cast, key(noa)) == frozenset()


def test_a_role_that_two_groups_give_goes_with_the_second(cast: Cast, directory: Directory) -> None:
    noa = directory.user("noa")
    mapped(cast, "Desk")
    late = mapped(cast, "Night desk")
    first, second = directory.group("Desk", noa["id"]), directory.group("Night desk", noa["id"])
    directory.ask("delete", f"Groups/{first['id']}", expected=204)
    assert roles(cast, key(noa)) == {"SD"}
    operations.retire_mapping(late, by=cast.ada, reason="No night desk any more")
    assert roles(cast, key(noa)) == frozenset()
    assert directory.ask("get", f"Groups/{second['id']}")["members"][0]["value"] == noa["id"]


def test_a_role_given_by_hand_is_not_taken_by_a_group(cast: Cast, directory: Directory) -> None:
    mapped(cast, "Desk")
    group = directory.group("Desk", known(cast, "sam"))
    directory.ask("delete", f"Groups/{group['id']}", expected=204)
    assert roles(cast, cast.people["sam"].pk) == {"SD"}


def test_nobody_maps_a_role_that_grants_more_than_they_hold(cast: Cast) -> None:
    with tenant.scope(cast.organization.pk):
        role = Role.objects.get(code="IM")
        admin = Role.objects.get(code="ADMIN")
        role_giver = Role.objects.get(code="SD")
    assign_role(role_giver, cast.people["mia"], by=cast.ada, valid_from=date(2020, 1, 1))
    for by, given in ((cast.mia, role), (cast.mia, admin), (cast.sam, role)):
        with pytest.raises(Refused):
            operations.add_mapping("Desk", given, by=by)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b"{", 400),
        ({"schemas": [USER]}, 400),
        ({"schemas": [USER], "userName": "no-address"}, 400),
        ({"schemas": [USER], "userName": "a\0b@x.example"}, 400),
        ({"schemas": [USER], "userName": "noa@x.example", "externalId": "a\0b"}, 400),
        ({"schemas": [USER], "userName": "noa@x.example", "name": {"givenName": "a\0b"}}, 400),
        (
            {"schemas": [USER], "userName": "noa@x.example", "emails": [{"value": "a@b.cd", "type": "\0"}]},
            400,
        ),
        ({"schemas": [USER], "userName": "noa@x.example", "emails": [{"value": "not one"}]}, 400),
        ({"schemas": [USER], "userName": "noa@x.example", "emails": "x"}, 400),
        ({"schemas": [USER], "userName": "x" * 300 + "@x.example"}, 400),
    ],
)
def test_what_no_user_is(directory: Directory, body: Any, status: int) -> None:
    directory.ask("post", "Users", body, status)


def test_a_group_of_nobody_that_exists_is_refused(directory: Directory) -> None:
    for member in ("u999999", "27", "g1", ""):
        body = {"schemas": [GROUP], "displayName": "Desk", "members": [{"value": member}]}
        directory.ask("post", "Groups", body, 400)
    directory.group("Desk")
    directory.ask("post", "Groups", {"schemas": [GROUP], "displayName": "DESK"}, 409)
