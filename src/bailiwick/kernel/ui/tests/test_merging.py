"""Two people save one record: each field from whoever changed it, and a choice where both did."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from bailiwick.kernel.base import tenant
from bailiwick.resolution.incidents import operations
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast
from tests.routes.incidents import logged
from tests.web import Browser

TITLE, TEXT = "The crane scale shows zero", "Since nine."


@pytest.fixture
def found(cast: Cast) -> Incident:
    incident = logged(cast)
    with tenant.scope(cast.organization.id):
        return operations.amend_incident(incident, by=cast.mia, title=TITLE, description=TEXT)


def opened(client: Client, address: str) -> dict[str, str]:
    """What the form sends when nothing is touched."""
    return sent_by(client.get(address).content.decode())


def sent_by(page: str) -> dict[str, str]:
    form = page[page.index('<form class="bw-form"') :]
    pairs = re.findall(r'<input type="hidden" name="([\w-]+)"(?: id="[\w-]+")? value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in pairs}


def amend(cast: Cast, found: Incident, title: str, description: str) -> None:
    with tenant.scope(cast.organization.id):
        operations.amend_incident(found, by=cast.mia, title=title, description=description)


def now(cast: Cast, found: Incident) -> tuple[str, str]:
    with tenant.scope(cast.organization.id):
        found.refresh_from_db()
    return found.title, found.description


def test_what_only_one_changed_is_merged_and_said(cast: Cast, browser: Browser, found: Incident) -> None:
    sam, address = browser.as_("sam"), f"/incidents/{found.reference}/details/"
    mine = opened(sam, address) | {"title": TITLE, "description": "Since nine.\r\nThe cable is loose."}
    amend(cast, found, "The crane scale is dark", TEXT)
    answer = sam.post(address, mine, follow=True)
    assert answer.redirect_chain
    assert "Mia had changed something meanwhile; kept of theirs: Title." in answer.content.decode()
    title, description = now(cast, found)
    assert (title, description.split()) == (
        "The crane scale is dark",
        ["Since", "nine.", "The", "cable", "is", "loose."],
    )


def test_what_both_changed_is_side_by_side_and_either_can_be_taken(
    cast: Cast, browser: Browser, found: Incident
) -> None:
    sam, address = browser.as_("sam"), f"/incidents/{found.reference}/details/"
    mine = opened(sam, address) | {"title": "Crane scale: no power", "description": "Fuse?"}
    amend(cast, found, "The crane scale is dark", "Since ten.")
    refused = sam.post(address, mine)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Mia changed this incident" in page
    for words in (TITLE, TEXT, 'value="Crane scale: no power"', "Fuse?", "dark", "ten"):
        assert words in html.unescape(page), words
    assert now(cast, found) == ("The crane scale is dark", "Since ten."), "nothing was saved"
    again = sent_by(page) | {"title": "Crane scale: no power", "description": "Fuse?", "keep-title": "theirs"}
    assert sam.post(address, {**again, "keep-description": "yours"}).status_code == 303
    assert now(cast, found) == ("The crane scale is dark", "Fuse?")


def test_a_third_save_in_between_is_compared_again(cast: Cast, browser: Browser, found: Incident) -> None:
    sam, address = browser.as_("sam"), f"/incidents/{found.reference}/details/"
    mine = opened(sam, address) | {"title": "Crane scale: no power", "description": "Fuse?"}
    amend(cast, found, "The crane scale is dark", "Since ten.")
    again = sent_by(sam.post(address, mine).content.decode()) | {"title": "x", "description": "Fuse?"}
    amend(cast, found, "The crane scale is black", "Since ten.")
    answer = sam.post(address, {**again, "keep-title": "theirs", "keep-description": "yours"})
    assert answer.status_code == 303, "theirs is taken as it is by now"
    assert now(cast, found) == ("The crane scale is black", "Fuse?")


def test_an_act_is_not_done_over_a_change_unseen(cast: Cast, browser: Browser, found: Incident) -> None:
    sam, address = browser.as_("sam"), f"/incidents/{found.reference}/resolution/"
    mine: dict[str, Any] = opened(sam, address)
    mine |= {"resolution": "Fuse replaced.", "closure_code": "fixed", "note": "Went there."}
    amend(cast, found, "The crane scale is dark", TEXT)
    refused = sam.post(address, mine)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Look whether it still holds" in page
    assert "Fuse replaced." in page
    assert sam.post(address, mine | sent_by(page)).status_code == 303


def test_a_form_that_does_not_say_what_was_is_never_merged(
    cast: Cast, browser: Browser, found: Incident
) -> None:
    amend(cast, found, "The crane scale is dark", TEXT)
    given = {"title": "Crane scale: no power", "description": TEXT, "version": found.version}
    refused = browser.as_("sam").post(f"/incidents/{found.reference}/details/", given)
    assert refused.status_code == 409
    assert "What it was" not in refused.content.decode()
