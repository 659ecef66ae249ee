"""The first administrator comes in by a link: once, in time, and complete."""

import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from bailiwick.agreements.levels.models import Agreement
from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.calendar.models import ServiceCalendar
from bailiwick.kernel.identity.actors import actor_for_person, organizations
from bailiwick.kernel.identity.entrances.models import WelcomeLink
from bailiwick.kernel.identity.models import Account, Person
from bailiwick.resolution.incidents.models import Category, PriorityMatrix
from bailiwick.site.welcome import one_time_link
from tests.cast import Cast

BASE = "http://localhost:8000"
ENTERED = {
    "organization_name": "Harbour Lights",
    "zone": "Europe/Lisbon",
    "name": "Ada Quill",
    "email": "Ada@Harbour.example",
    "password": "correct horse battery",
    "again": "correct horse battery",
}


def path() -> str:
    link = one_time_link(BASE)
    assert link is not None
    return link.removeprefix(BASE)


@pytest.mark.django_db
def test_the_first_administrator_founds_an_organization_that_can_work(client: Client) -> None:
    where = path()
    assert b"Set up Bailiwick" in client.get(where).content
    answer = client.post(where, ENTERED)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    home = client.get("/", follow=True).content.decode()
    assert "Harbour Lights is founded. Welcome, Ada Quill." in home
    [(key, slug, name)] = organizations()
    assert (slug, name) == ("harbour-lights", "Harbour Lights")
    with tenant.scope(key):
        ada = actor_for_person(key, Person.objects.get().pk)
        assert ada is not None
        assert ada.may("organization.revise")
        assert {c.name for c in ServiceCalendar.objects.all()} == {"Business hours", "Around the clock"}
        [agreement] = Agreement.objects.all()
        assert agreement.calendar.name == "Business hours"
        assert agreement.targets.count() == 10
        assert PriorityMatrix.objects.count() == 1
        assert Category.objects.exists()
    assert client.post("/sign-out/").status_code == 302
    credentials = {"login": "ada@harbour.example", "password": ENTERED["password"]}
    assert client.post("/sign-in/", credentials)["Location"] == "/"


@pytest.mark.django_db
def test_the_link_works_once(client: Client) -> None:
    where = path()
    client.post(where, ENTERED)
    for answer in (Client().get(where), Client().post(where, ENTERED)):
        assert answer.status_code == 404
        assert b"does not work any more" in answer.content
    assert len(organizations()) == 1
    assert one_time_link(BASE) is None


@pytest.mark.django_db
def test_the_link_ends_after_a_day(client: Client) -> None:
    where = path()
    with time_machine.travel(clock.now() + timedelta(hours=24, seconds=1)):
        assert client.post(where, ENTERED).status_code == 404
    assert organizations() == []


@pytest.mark.django_db
def test_a_new_link_replaces_the_old_one(client: Client) -> None:
    first, second = path(), path()
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


@pytest.mark.django_db
def test_a_made_up_link_opens_nothing(client: Client) -> None:
    path()
    assert client.post("/welcome/made-up/", ENTERED).status_code == 404
    assert client.post(f"/welcome/{'x' * 5000}/", ENTERED).status_code == 404


@pytest.mark.django_db
def test_the_database_does_not_hold_the_token() -> None:
    token = path().rstrip("/").rpartition("/")[2]
    assert token.encode() not in bytes(WelcomeLink.objects.get().hash)


def test_no_link_where_somebody_can_sign_in(cast: Cast) -> None:
    assert one_time_link(BASE) is None


@pytest.mark.django_db
def test_an_old_link_does_not_outlive_the_claim_by_other_means(client: Client) -> None:
    where = path()
    from tests.cast import make_cast

    make_cast()
    assert client.get(where).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"again": "other"}, "not the same password"),
        ({"password": "short", "again": "short"}, "too short"),
        ({"password": "ada@harbour.example", "again": "ada@harbour.example"}, "too similar"),
        ({"email": "nowhere"}, "valid email"),
        ({"zone": "Mars/Phobos"}, "not one of the available choices"),
        ({"organization_name": " "}, "required"),
        ({"organization_name": "x" * 201}, "at most 200"),
        ({"name": "A\u202eda"}, "cannot be shown"),
        ({"name": "A\u0000da"}, "Null characters"),
    ],
)
def test_what_is_refused_can_be_corrected(client: Client, changed: dict[str, str], message: str) -> None:
    where = path()
    answer = client.post(where, ENTERED | changed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert message in text
    assert 'value="Harbour Lights"' in text or "organization_name" in changed
    assert "correct horse" not in text
    assert organizations() == []
    assert not Account.objects.exists()
    assert client.post(where, ENTERED).status_code == 302


@pytest.mark.usefixtures("committed")
def test_of_two_at_once_one_is_let_in() -> None:
    where = path()
    barrier = threading.Barrier(2)
    statuses: list[int] = []

    def claim(entered: dict[str, Any]) -> None:
        barrier.wait()
        statuses.append(Client().post(where, entered).status_code)
        connection.close()

    threads = [
        threading.Thread(target=claim, args=(ENTERED | {"email": f"ada{n}@harbour.example"},)) for n in (1, 2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [302, 404]
    assert len(organizations()) == 1
    assert Account.objects.count() == 1
