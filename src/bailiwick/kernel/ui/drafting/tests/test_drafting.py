"""Pages keep drafts, give them back, and drop them with the form that was sent."""

import json

import pytest
from django.test import Client

from tests.cast import Cast
from tests.routes.incidents import logged
from tests.web import Browser


def keep(client: Client, form: str, text: str, turn: int) -> int:
    given = {"form": form, "turn": f"w1.{turn}", "typed": json.dumps([["text", text]])}
    return client.post("/draft/", given).status_code


def test_a_draft_is_offered_until_the_form_is_sent(cast: Cast, browser: Browser) -> None:
    page = f"/incidents/{logged(cast).reference}/"
    form, sam = f"{page}comments/", browser.as_("sam")
    assert keep(sam, form, "The cable is loo", 1) == 204
    assert f'data-begun="{form}"' in sam.get(page).content.decode()
    assert sam.get("/draft/", {"form": form}).json()["typed"] == [["text", "The cable is loo"]]
    assert browser.as_("mia").get("/draft/", {"form": form}).status_code == 404

    refused = sam.post(form, {"text": " ", "visibility": "internal", "_draft": "w1.2"})
    assert refused.status_code == 422
    assert sam.get("/draft/", {"form": form}).json()["typed"]

    sent = sam.post(form, {"text": "The cable is loose", "visibility": "internal", "_draft": "w1.3"})
    assert sent.status_code == 303
    assert keep(sam, form, "The cable is loo", 2) == 204, "what arrives late changes nothing"
    assert sam.get("/draft/", {"form": form}).json()["typed"] == []
    assert 'data-begun=""' in sam.get(page).content.decode()


@pytest.mark.parametrize(
    "form", ["", "/nowhere/", "/sign-in/", "/api/v1/incidents", "https://elsewhere.example/x", "/a\0b/"]
)
def test_only_forms_behind_the_sign_in_have_drafts(cast: Cast, browser: Browser, form: str) -> None:
    assert keep(browser.as_("sam"), form, "x", 1) == 422


@pytest.mark.parametrize(
    "given",
    [
        {"typed": "{}"},
        {"typed": '[["a"]]'},
        {"typed": '[["a", 1]]'},
        {"typed": '[["a", "\\u0000"]]'},
        {"typed": "no"},
        {"turn": "w1"},
        {"turn": "w1.-1"},
        {"turn": "<b>.1"},
    ],
)
def test_odd_drafts_are_refused(cast: Cast, browser: Browser, given: dict[str, str]) -> None:
    whole = {"form": "/incidents/new/", "turn": "w1.1", "typed": "[]", **given}
    assert browser.as_("sam").post("/draft/", whole).status_code == 422
