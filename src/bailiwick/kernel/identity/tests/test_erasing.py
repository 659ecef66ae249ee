"""A person's data goes for good, unless a legal hold forbids it; the work stays, and so does every proof."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, Refused
from bailiwick.kernel.identity import operations as ops
from bailiwick.kernel.identity.entrances.factors import codes
from bailiwick.kernel.identity.entrances.factors import operations as factors
from bailiwick.kernel.identity.entrances.models import Session, SignIn
from bailiwick.kernel.identity.entrances.signins import Place
from bailiwick.kernel.identity.models import Account, LegalHold, Person, RoleAssignment, Token
from bailiwick.kernel.identity.operations.erasing import (
    UnderLegalHold,
    erase_person,
    hold_person,
    release_person,
)
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.notifications.models import Notification
from bailiwick.kernel.work.models import Comment, SavedView
from bailiwick.kernel.work.operations.views import save_view
from bailiwick.resolution.incidents import operations as incidents
from tests.cast import Cast
from tests.routes.incidents import logged
from tests.web import Browser


def gone(cast: Cast, name: str = "sam") -> Person:
    return ops.disable_person(cast.people[name], by=cast.ada, reason="Left")


def in_ledger(cast: Cast, words: str) -> int:
    """How many entries and row changes of the organization hold the words."""
    with tenant.scope(cast.organization.id), connection.cursor() as cursor:
        cursor.execute(
            "select (select count(*) from ledger_event where payload::text like %s)"
            " + (select count(*) from ledger_change where before::text like %s or after::text like %s)",
            [f"%{words}%"] * 3,
        )
        return int(cursor.fetchone()[0])


def test_name_address_and_sign_in_go_and_the_work_stays(cast: Cast) -> None:
    incident = logged(cast)
    incidents.comment_incident(incident, by=cast.sam, text="I looked at it.", is_public=True)
    sam = gone(cast)
    assert in_ledger(cast, "sam@harbour.example") > 0
    erased = erase_person(sam, by=cast.ada, reason="Asked for it", with_acts=True)
    assert (erased.name, erased.email, erased.account_id) == (f"Erased person {sam.pk}", "", None)
    assert not Account.objects.filter(email="sam@harbour.example").exists()
    assert in_ledger(cast, "sam@harbour.example") == 0
    assert in_ledger(cast, '"Sam') == 0
    with tenant.scope(cast.organization.id):
        assert Comment.objects.get(text="I looked at it.").author_id == sam.pk
        assert not RoleAssignment.objects.filter(person=sam, ended_at=None).exists()


def test_what_they_did_keeps_its_reasons_unless_asked(cast: Cast) -> None:
    incidents.comment_incident(logged(cast), by=cast.sam, text="Seen.", is_public=True)
    erase_person(gone(cast), by=cast.ada, reason="Asked for it")
    assert in_ledger(cast, "sam@harbour.example") == 0
    assert in_ledger(cast, '"by": "Sam"') > 0


def door(account: Account) -> list[int]:
    """How much is kept of an account's sessions, of its second factors, and in the sign-in log."""
    kept = (Session.objects.filter(account=account), SignIn.objects.filter(account=account))
    return [*(one.count() for one in kept), Authenticator.objects.filter(user_id=account.pk).count()]


def at_the_door(browser: Browser) -> Account:
    """Sam is signed in and has an authenticator app with recovery codes."""
    browser.as_("sam")
    account = Account.objects.get(email="sam@harbour.example")
    secret = codes.new_secret()
    now = codes.code_at(secret, int(clock.now().timestamp()) // codes.PERIOD)
    factors.add_app(account, secret, now, place=Place("192.0.2.7", "Firefox"))
    return account


def test_sessions_factors_and_the_sign_in_log_go_and_are_named_before(cast: Cast, browser: Browser) -> None:
    account = at_the_door(browser)
    assert door(account) == [1, 1, 2]
    sam = gone(cast)
    page = browser.as_("ada").get(f"/people/{sam.pk}/erase/").text
    for label in ("Sign-ins and what was refused, in the log", "Second factors and passkeys"):
        assert label in page
    erase_person(sam, by=cast.ada, reason="Asked for it")
    assert door(account) == [0, 0, 0]


def test_a_sign_in_that_leads_elsewhere_stays(cast: Cast, browser: Browser) -> None:
    account = at_the_door(browser)
    sam = gone(cast)
    ops.add_person("Sam", by=cast.zoe, account=sam.account)
    erase_person(sam, by=cast.ada, reason="Asked for it")
    assert Account.objects.filter(email="sam@harbour.example").exists()
    assert door(account) == [1, 1, 2], "they are of the other organization too"


def test_a_legal_hold_forbids_it_until_it_is_lifted(cast: Cast) -> None:
    sam = gone(cast)
    hold_person(sam, by=cast.ada, reason="Case 12")
    with pytest.raises(Invalid):
        hold_person(sam, by=cast.ada, reason="Case 13")
    with pytest.raises(UnderLegalHold):
        erase_person(sam, by=cast.ada, reason="Asked for it")
    with tenant.scope(cast.organization.id):
        assert Person.objects.get(pk=sam.pk).name == "Sam", "nothing was taken"
    release_person(sam, by=cast.ada, reason="Case closed")
    with pytest.raises(NotAllowedNow):
        release_person(sam, by=cast.ada, reason="Again")
    assert erase_person(sam, by=cast.ada, reason="Asked for it").erased_at is not None
    with tenant.scope(cast.organization.id):
        assert LegalHold.objects.get().reason == "Case 12"


def test_only_those_who_may_and_only_once_without_access(cast: Cast) -> None:
    with pytest.raises(NotAllowedNow):
        erase_person(cast.people["sam"], by=cast.ada, reason="Still here")
    sam = gone(cast)
    with pytest.raises(Invalid):
        erase_person(sam, by=cast.ada, reason=" ")
    for wrong in (cast.mia, cast.cora):
        with pytest.raises(Refused):
            erase_person(sam, by=wrong, reason="May not")
    erase_person(sam, by=cast.ada, reason="Asked for it")
    for again in (erase_person, hold_person, ops.enable_person):
        with pytest.raises(NotAllowedNow):
            again(sam, by=cast.ada, reason="Again")


def test_the_page_says_what_goes_and_what_stays(cast: Cast, browser: Browser) -> None:
    sam, ada = cast.people["sam"], browser.as_("ada")
    address = f"/people/{sam.pk}/erase/"
    assert "Not possible now" in ada.get(address).text
    gone(cast)
    page = ada.get(address).text
    assert "Goes for good" in page
    assert "Not possible now" not in page
    assert "Comments that they wrote" in page
    hold_person(sam, by=cast.ada, reason="Case 12")
    assert ada.post(address, {"reason": "Asked for it"}).status_code == 403


def test_what_rooms_keep_around_the_work_goes_too(cast: Cast) -> None:
    sam, organization = cast.people["sam"], cast.organization.id
    save_view("incidents", "Sam's printers", by=cast.sam, query="q=printer")
    save_view("incidents", "For all", by=cast.ada, query="q=all", is_shared=True)
    until = clock.now() + timedelta(days=3)
    ops.issue_token("Sam's laptop", by=cast.sam, scopes=["incident.read"], expires_at=until)
    with tenant.scope(organization):
        run = runs.prepare("records.bulk", by=cast.ada, title="Close", parameters={"verb": "incident.close"})
        runs.note(run, done=1, facts={"outcomes": [["INC-1", "Sam cannot sign in", "", ""]]})
        unrelated = runs.prepare("records.bulk", by=cast.ada, title="Close")
        runs.note(unrelated, done=1, facts={"outcomes": [["INC-2", "Samples are late", "", ""]]})
    for person in ("sam", "mia"):
        _told(cast, person, "Sam took INC-1.")
    _told(cast, "mia", "Samples are late.")
    assert in_ledger(cast, "Sam's printers") > 0
    erase_person(gone(cast), by=cast.ada, reason="Asked for it", with_acts=True)
    with tenant.scope(organization):
        assert [view.name for view in SavedView.objects.all()] == ["For all"]
        assert list(Token.objects.filter(person=sam).values_list("name", flat=True)) == ["erased"]
        assert [bool(one.facts) for one in Run.objects.order_by("id")] == [False, True]
        assert [one.text for one in Notification.objects.all()] == ["Samples are late."]
    assert in_ledger(cast, "Sam's") == 0
    assert in_ledger(cast, "For all") > 0


def _told(cast: Cast, name: str, text: str) -> None:
    with tenant.scope(cast.organization.id):
        number = Notification.objects.count() + 1
        Notification.objects.create(person=cast.people[name], event_id=number, text=text)
