"""Every register can be listed, opened, added to and changed by those who may, and by nobody else."""

import re

import pytest

from bailiwick.kernel.base import tenant
from bailiwick.kernel.ui.registers.declaration import registers
from tests.cast import Cast
from tests.web import Browser

NAMES = ["people", "parties", "teams", "roles", "assignments", "tokens", "organization", "calendars", "services",
         "agreements", "categories", "matrices", "announcements", "groups", "mappings",
         "identity-providers", "sign-ins", "support-access", "jobs", "webhooks", "webhook-deliveries",
         "major-criteria", "major-procedures", "task-lists", "retention"]  # fmt: skip


# Tokens are everybody's own; to announcements customers are led on a page of their own.
CUSTOMERS = {"tokens": 200, "sign-ins": 200, "announcements": 303}
# The cast has none of these.
EMPTY = (
    "tokens",
    "announcements",
    "groups",
    "mappings",
    "identity-providers",
    "sign-ins",
    "support-access",
    "jobs",
    "webhooks",
    "webhook-deliveries",
    "task-lists",
    "retention",
)


def test_these_are_all_registers() -> None:
    assert sorted(one.name for one in registers()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_lists_records_and_forms_render(cast: Cast, browser: Browser, name: str) -> None:
    ada = browser.as_("ada")
    page = ada.get(f"/{name}/")
    assert page.status_code == 200, page.content[:500]
    register = next(one for one in registers() if one.name == name)
    if register.add is not None:
        assert ada.get(f"/{name}/new/").status_code == 200
    with tenant.scope(cast.organization.id):
        first = register.rows(cast.ada).first()
    if first is None:
        assert name in EMPTY
        return
    page = ada.get(f"/{name}/{first.pk}/")
    assert page.status_code == 200, page.content[:500]
    for address in set(re.findall(rf'href="(/{name}/{first.pk}/[a-z]+/)"', page.content.decode())):
        assert ada.get(address).status_code == 200, address
    assert browser.as_("zoe").get(f"/{name}/{first.pk}/").status_code == 404
    assert browser.as_("cora").get(f"/{name}/").status_code == CUSTOMERS.get(name, 403)


@pytest.mark.parametrize(
    ("name", "data", "shown"),
    [
        ("people", {"name": "Eve Stone", "email": "eve@harbour.example"}, "Eve Stone"),
        ("parties", {"name": "Salt & Co", "kind": "customer"}, "Salt &amp; Co"),
        ("teams", {"name": "Night watch"}, "Night watch"),
        ("roles", {"name": "Reader", "verbs": ["incident.read"]}, "Reader"),
        ("services", {"name": "Pilotage"}, "Pilotage"),
        ("categories", {"name": "Weather"}, "Weather"),
        (
            "calendars",
            {
                "name": "Two shifts", "zone": "Europe/Lisbon", "hours_mon": "06:00-14:00, 15:00-23:00", "country": "PT",
                "listed": "2026-12-24 Eve", "overrides": "2026-12-31 09:00-12:00",
            },
            "06:00 to 14:00",
        ),
    ],
)  # fmt: skip
def test_something_new_is_added(
    cast: Cast, browser: Browser, name: str, data: dict[str, object], shown: str
) -> None:
    ada = browser.as_("ada")
    answer = ada.post(f"/{name}/new/", data)
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    assert shown in ada.get(answer["Location"]).content.decode()
    assert browser.as_("sam").post(f"/{name}/new/", data).status_code == 403


def test_a_token_is_shown_once(cast: Cast, browser: Browser) -> None:
    ada = browser.as_("ada")
    page = ada.post(
        "/tokens/new/", {"name": "Reports", "scopes": ["incident.read"], "expires_on": "2027-01-31"}
    ).content.decode()
    secret = re.search(r"bw_[\w-]+", page)
    assert secret is not None
    assert secret[0] not in ada.get("/tokens/").content.decode()


def test_a_refused_form_keeps_what_was_typed(cast: Cast, browser: Browser) -> None:
    answer = browser.as_("ada").post(
        "/calendars/new/", {"name": "Odd", "zone": "Mars/North", "hours_mon": "9 to 5"}
    )
    assert answer.status_code == 422
    assert "9 to 5" in answer.content.decode()


def form_version(page: str) -> str:
    found = re.search(r'name="version" value="(\d*)"', page)
    assert found is not None
    return found[1]


def test_a_stale_change_shows_both_versions_and_saves_nothing(cast: Cast, browser: Browser) -> None:
    ada, address = browser.as_("ada"), f"/teams/{cast.desk.pk}/revise/"
    assert ada.post(address, {"name": "Front desk", "version": 1}).status_code == 303
    answer = ada.post(address, {"name": "Help desk", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "You yourself changed this team" in page
    compared = page[page.index("bw-diff-row") : page.index("bw-diff-edit")]
    assert "<ins>Front</ins>" in compared or "Front" in compared
    assert "Help" in compared
    assert form_version(page) == "2"
    cast.desk.refresh_from_db()
    assert cast.desk.name == "Front desk"
    assert ada.post(address, {"name": "Help desk", "version": 2}).status_code == 303


def test_a_refused_change_keeps_the_version_it_was_made_from(cast: Cast, browser: Browser) -> None:
    ada, address = browser.as_("ada"), f"/teams/{cast.desk.pk}/revise/"
    assert ada.post(address, {"name": "Front desk", "version": 1}).status_code == 303
    refused = ada.post(address, {"name": "", "version": 1})
    assert refused.status_code == 422
    version = form_version(refused.content.decode())
    assert version == "1"
    assert ada.post(address, {"name": "Help desk", "version": version}).status_code == 409
