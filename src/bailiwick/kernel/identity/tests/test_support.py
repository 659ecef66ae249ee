"""Support access by consent, what an administrator does to somebody's way in, and additions to shipped roles."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, Refused
from bailiwick.kernel.identity import operations as ops
from bailiwick.kernel.identity.actors import actor_for_person, memberships
from bailiwick.kernel.identity.entrances.people import operations as doors
from bailiwick.kernel.identity.models import Grant, Role, RoleAssignment, SupportAccess
from bailiwick.kernel.jobs.tasks import end_support_of
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.kernel.ledger.operation import operation
from tests.cast import Cast
from tests.web import Browser


def let_in(cast: Cast, **more: Any) -> SupportAccess:
    with tenant.scope(cast.organization.id):
        roles = [Role.objects.get(code="SD")]
    now = clock.now()
    given = {
        "name": "Eva",
        "roles": roles,
        "starts_at": now,
        "ends_at": now + timedelta(hours=2),
        "reason": "Case 7",
    }
    return ops.grant_support("eva@provider.example", by=cast.ada, **{**given, **more})


def test_support_comes_in_for_a_stated_time_and_ends_by_itself(cast: Cast) -> None:
    access = let_in(cast)
    person = access.person
    with tenant.scope(cast.organization.id):
        actor = actor_for_person(cast.organization.id, person.pk)
        assert actor is not None
        assert (actor.name, actor.roles) == ("Eva (support)", frozenset({"SD"}))
        assert len(memberships(person.account_id or 0)) == 1
        with time_machine.travel(clock.now() + timedelta(hours=3)):
            assert actor_for_person(cast.organization.id, person.pk) is None
            assert memberships(person.account_id or 0) == []


def test_the_end_is_noted_in_the_ledger_and_takes_roles_and_tokens(cast: Cast) -> None:
    first = let_in(cast)
    with time_machine.travel(clock.now() + timedelta(hours=3)):
        again = let_in(cast)
        assert end_support_of(cast.organization.id) == 1, "the first; the second goes on"
        with tenant.scope(cast.organization.id):
            assert actor_for_person(cast.organization.id, again.person_id) is not None
            noted = LedgerEvent.objects.get(verb="support.end")
            assert noted.subject_id == first.pk
            assert RoleAssignment.objects.filter(person=again.person_id, ended_at=None).count() == 1
    with time_machine.travel(clock.now() + timedelta(hours=6)):
        assert end_support_of(cast.organization.id) == 1
        assert end_support_of(cast.organization.id) == 0
        with tenant.scope(cast.organization.id):
            assert not RoleAssignment.objects.filter(person=again.person_id, ended_at=None).exists()


def test_the_staff_sees_who_is_in_while_they_are(cast: Cast, browser: Browser) -> None:
    access, notice = let_in(cast), b"Eva (support) is let in by support access"
    assert notice in browser.as_("sam").get("/me/").content
    assert f"/support-access/{access.pk}/" in browser.as_("ada").get("/me/").text
    assert notice not in browser.as_("cora").get("/me/").content
    assert notice not in browser.as_("zoe").get("/me/").content
    ops.withdraw_support(access, by=cast.ada)
    assert notice not in browser.as_("sam").get("/me/").content


def test_support_replaces_no_administrator(cast: Cast) -> None:
    with tenant.scope(cast.organization.id):
        administrator = Role.objects.get(code="ADMIN")
    eva = let_in(cast).person
    ops.assign_role(administrator, eva, by=cast.ada, valid_from=clock.now().date())
    with pytest.raises(Invalid, match="without an administrator"):
        ops.disable_person(cast.people["ada"], by=cast.ada, reason="Left")


def test_consent_is_withdrawn_at_once(cast: Cast) -> None:
    access = ops.withdraw_support(let_in(cast), by=cast.ada)
    with tenant.scope(cast.organization.id):
        assert actor_for_person(cast.organization.id, access.person_id) is None
    with pytest.raises(NotAllowedNow):
        ops.withdraw_support(access, by=cast.ada)


def test_support_is_not_given_for_ever_to_own_people_or_by_support(cast: Cast) -> None:
    with pytest.raises(Invalid):
        let_in(cast, ends_at=clock.now() + timedelta(days=91))
    with pytest.raises(Refused):
        ops.grant_support(
            "x@provider.example", by=cast.sam, name="X", roles=[], starts_at=clock.now(),
            ends_at=clock.now() + timedelta(hours=1), reason="No",
        )  # fmt: skip


def test_an_administrator_signs_somebody_out(browser: Browser, cast: Cast) -> None:
    client = browser.as_("sam")
    assert client.get("/me/").status_code == 200
    doors.sign_out_person(cast.people["sam"], by=cast.ada)
    assert client.get("/me/").status_code == 302
    with pytest.raises(Refused):
        doors.clear_persons_factors(cast.people["ada"], by=cast.sam, reason="Lost")


def test_who_owes_a_second_factor_can_do_nothing_else_after_the_grace(browser: Browser, cast: Cast) -> None:
    ops.secure_organization(cast.organization, by=cast.ada, second_factor="staff", second_factor_grace_days=3)
    client = browser.as_("sam")
    assert b"asks for a second factor" in client.get("/me/").content
    assert client.get("/incidents/").status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=4)):
        assert client.get("/incidents/")["Location"] == "/me/"
        assert client.get("/me/factors/app/").status_code == 302


def test_additions_reach_untouched_roles_and_are_offered_for_others(cast: Cast) -> None:
    with tenant.scope(cast.organization.id):
        desk, technical = Role.objects.get(code="SD"), Role.objects.get(code="TECH")
        ops.revise_role(technical, by=cast.ada, verbs=["incident.read"])
        with operation("role.revise", by=cast.ada):
            Grant.objects.filter(role=desk, verb="incident.link").delete()
    done, offered = ops.follow_product()
    assert done == ["Harbour Lights: Service desk"]
    assert offered == ["Harbour Lights: Technical team"]
    ops.adopt_additions(technical, by=cast.ada)
    assert ops.follow_product() == ([], [])
