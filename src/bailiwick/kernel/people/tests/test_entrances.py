"""The pages and the API of importing people: nothing is written before it is confirmed; mail only if asked for."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from bailiwick.kernel.base import tenant
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.identity.operations import add_person
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.people import inviting, running
from bailiwick.kernel.people.tables import read_table, rows_of
from bailiwick.kernel.people.tests.test_importing import FILE
from tests.cast import Cast
from tests.routes.test_programs import token
from tests.web import Browser


def upload(content: str) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("people.csv", content.encode(), "text/csv")}


def latest(cast: Cast) -> Run:
    with tenant.scope(cast.organization.id):
        return Run.objects.latest("pk")


def people(cast: Cast) -> int:
    with tenant.scope(cast.organization.id):
        return Person.objects.count()


def test_a_file_is_looked_at_and_then_imported(cast: Cast, browser: Browser) -> None:
    ada, before = browser.as_("ada"), people(cast)
    answer = ada.post("/people/import/", upload(FILE))
    run = latest(cast)
    assert answer["Location"] == f"/people/import/{run.pk}/"
    page = ada.get(answer["Location"]).text
    assert "Nothing is written yet" in page
    assert "Nora Vale" in page
    assert "Import 3 people" in page
    assert people(cast) == before
    columns = dict(enumerate(run.parameters["columns"]))
    typed = {f"column_{number}": name for number, name in columns.items()}
    ada.post(answer["Location"], {**typed, "step": "import"})
    running.bring_in.task.func(organization_id=cast.organization.id, run_id=run.pk)
    assert people(cast) == before + 2
    assert "What came of it" in ada.get(answer["Location"]).text


def test_a_malformed_file_says_where_and_makes_no_import(cast: Cast, browser: Browser) -> None:
    page = browser.as_("ada").post("/people/import/", upload("name,mail\nAnn\n"))
    assert page.status_code == 422
    assert "Line 2, column mail" in page.text
    with tenant.scope(cast.organization.id):
        assert not Run.objects.exists()


def test_headings_nobody_knows_are_asked_for(cast: Cast, browser: Browser) -> None:
    ada = browser.as_("ada")
    ada.post("/people/import/", upload("Wer,Wohin\nNora,nora@harbour.example\n"))
    address = f"/people/import/{latest(cast).pk}/"
    assert "“Wohin” holds" in ada.get(address).text
    twice = ada.post(address, {"column_0": "name", "column_1": "name", "step": "import"})
    assert twice.status_code == 422
    assert "Two columns" in twice.text
    ada.post(address, {"column_0": "name", "column_1": "email", "step": "columns"})
    assert latest(cast).parameters["columns"] == ["name", "email"]


def test_invitations_go_to_those_who_can_sign_in_and_have_no_password(
    cast: Cast, settings: LazySettings, mailoutbox: list[Any]
) -> None:
    settings.EMAIL_HOST = "mail.example"
    table = read_table(FILE.encode())
    rows = rows_of(table, table.columns())
    running.bring_in_now(running.prepare_rows(rows, by=cast.ada, title="Directory"))
    with tenant.scope(cast.organization.id):
        nora, otto = Person.objects.get(name="Nora Vale"), Person.objects.get(name="Otto Quay")
        for person in (nora, otto):
            inviting.invite.now(person_id=person.pk)
    assert [mail.to for mail in mailoutbox] == [["nora@harbour.example"]]
    assert "/password/reset/" in mailoutbox[0].body


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_the_api_does_the_same(cast: Cast, is_confirmed: bool) -> None:
    client = Client(headers=token(cast, "ada"))
    answer = client.post(
        "/api/v1/people-imports", {"csv": FILE, "is_confirmed": is_confirmed}, content_type="application/json"
    )
    assert answer.status_code == 202
    assert answer.json()["counts"] == {"created": 2, "changed": 1, "unchanged": 0, "refused": 0, "odd": 0}
    again = client.post(f"{answer['Location']}/confirmation", {}, content_type="application/json")
    assert again.status_code == (409 if is_confirmed else 202)


def test_one_person_is_let_in_by_their_page(
    cast: Cast, browser: Browser, settings: LazySettings, mailoutbox: list[Any]
) -> None:
    settings.EMAIL_HOST = "mail.example"
    with tenant.scope(cast.organization.id):
        nora = add_person("Nora Vale", by=cast.ada, email="nora@harbour.example")
    ada, address = browser.as_("ada"), f"/people/{nora.pk}/"
    assert "Let them sign in" in ada.get(address).text
    assert ada.post(f"{address}admit/", {"is_invited": "on", "version": nora.version}).status_code == 303
    assert "Let them sign in" not in ada.get(address).text
    with tenant.scope(cast.organization.id):
        nora.refresh_from_db()
        assert nora.account is not None
        queued = [task.args for task in ProcrastinateJob.objects.filter(task_name="people.invite")]
        assert queued == [{"organization_id": cast.organization.id, "person_id": nora.pk}]
    assert browser.as_("sam").post(f"{address}admit/", {}).status_code == 404
