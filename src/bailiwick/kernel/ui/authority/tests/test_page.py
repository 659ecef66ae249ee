"""The page of authorities says why, and nothing of another organization."""

import pytest

from tests.cast import Cast
from tests.web import Browser


def test_the_page_says_why(cast: Cast, browser: Browser) -> None:
    ada, sam = browser.as_("ada"), cast.people["sam"].pk
    page = ada.get(f"/authority/?person={sam}").text
    assert "incident.resolve" in page
    assert "Service desk" in page
    assert "person.add" not in page
    assert "person.add" in ada.get(f"/authority/?person={sam}&all=on").text


@pytest.mark.parametrize("query", ["person=x", "person=999999999999999999999", "role=0", "person=-1"])
def test_what_is_not_there_is_not_found(browser: Browser, query: str) -> None:
    assert browser.as_("ada").get(f"/authority/?{query}").status_code == 404


def test_strangers_do_not_exist(cast: Cast, browser: Browser) -> None:
    zoe = browser.as_("zoe")
    assert zoe.get(f"/authority/?person={cast.people['sam'].pk}").status_code == 404
