"""An administrator changes a process by its page: check, compare, publish, and what happens when two do it at once."""

from typing import Any

import pytest

from bailiwick.kernel.base import tenant
from bailiwick.kernel.process import loading, queries
from bailiwick.kernel.process.definitions import definition
from bailiwick.kernel.process.models import ProcessVersion
from bailiwick.kernel.process.operations import publish_process
from bailiwick.resolution.incidents.operations.arranging import shipped_process
from tests.cast import Cast
from tests.web import Browser

CHANGE = "/processes/incident/change/"
TEXT = loading.dump(shipped_process())
OTHER = TEXT.replace("title: Incident management", "title: Incidents at the quay")


def send(browser: Browser, text: str, *, based_on: int = 1, **more: Any) -> Any:
    data = {"definition": text, "based_on": based_on, **more}
    return browser.as_("ada").post(CHANGE, data)


def numbers(cast: Cast) -> list[int]:
    with tenant.scope(cast.organization.id):
        return list(queries.versions("incident").values_list("number", flat=True))


def test_the_form_holds_the_definition_in_force(browser: Browser) -> None:
    page = browser.as_("ada").get(CHANGE).content.decode()
    assert "title: Incident management" in page
    assert 'name="based_on"' in page


def test_only_who_may_publish_is_offered_the_page(browser: Browser) -> None:
    assert CHANGE in browser.as_("ada").get("/processes/incident/").content.decode()
    assert CHANGE not in browser.as_("rui").get("/processes/incident/").content.decode()
    assert browser.as_("rui").get(CHANGE).status_code == 403


def test_a_check_says_what_would_change_and_publishes_nothing(cast: Cast, browser: Browser) -> None:
    answer = send(browser, OTHER)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "1 text altered" in page
    assert "at the quay" in page
    assert numbers(cast) == [1]


def test_what_is_wrong_is_said_with_its_line_and_the_text_stays(browser: Browser) -> None:
    text = TEXT.replace("category: open", "category: ajar", 1)
    line = 1 + text[: text.index("ajar")].count("\n")
    answer = send(browser, text)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"<b>Line {line}</b>" in page
    assert "must be one of open, paused, resolved, closed" in page
    assert page.count("category: ajar") == 2  # as the line, and in the form


@pytest.mark.parametrize("text", ["{", "- a\n- b", "code: [", "a: &x 1", "x" * 300_000], ids=range(5))
def test_a_text_that_is_no_definition_is_refused(cast: Cast, browser: Browser, text: str) -> None:
    assert send(browser, text, publish="1", reason="Why not").status_code == 422
    assert numbers(cast) == [1]


def test_published_with_a_reason_it_is_a_version_in_the_list(cast: Cast, browser: Browser) -> None:
    answer = send(browser, OTHER, publish="1", reason="Our own name for it")
    assert answer["Location"] == "/processes/incident/versions/2/"
    rui = browser.as_("rui")
    listed = rui.get("/processes/incident/versions/").content.decode()
    assert "Our own name for it" in listed
    assert "Ada" in listed
    assert "Incidents at the quay, version 2" in rui.get("/processes/incident/versions/2/").content.decode()
    old = rui.get("/processes/incident/versions/1/").content.decode()
    assert "Incident management, version 1" in old
    assert "Version 2 is in force" in old
    assert rui.get("/processes/incident/versions/3/").status_code == 404
    assert rui.get(f"/processes/incident/versions/{2**40}/").status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"reason": " "}, {"text": TEXT, "reason": "Again"}], ids=["reason", "nothing"]
)
def test_without_a_reason_or_a_change_nothing_is_published(
    cast: Cast, browser: Browser, wrong: dict[str, Any]
) -> None:
    text = wrong.pop("text", OTHER)
    assert send(browser, text, publish="1", **wrong).status_code == 422
    assert numbers(cast) == [1]


def test_another_process_cannot_be_published_here(cast: Cast, browser: Browser) -> None:
    answer = send(browser, TEXT.replace("code: incident", "code: outage", 1), publish="1", reason="Why not")
    assert "this is the process &#39;incident&#39;" in answer.content.decode()
    assert numbers(cast) == [1]


def test_what_a_requirement_needs_goes_only_by_a_decision(cast: Cast, browser: Browser) -> None:
    text = TEXT.replace("    - R8.6.1-12\n", "    - R8.6.1-01\n")
    assert text != TEXT
    refused = send(browser, text, publish="1", reason="Reviews are held elsewhere")
    assert refused.status_code == 422
    assert 'value="requirement:R8.6.1-12"' in refused.content.decode()
    accepted = send(
        browser, text, publish="1", reason="Reviews are held elsewhere", accepted=["requirement:R8.6.1-12"]
    )
    assert accepted.status_code == 303
    assert numbers(cast) == [2, 1]


def test_who_comes_second_sees_both_versions_and_may_try_again(cast: Cast, browser: Browser) -> None:
    theirs = loading.load(TEXT.replace("title: Incident management", "title: Disturbances"))
    publish_process(theirs, by=cast.ada, decision="A better name")
    answer = send(browser, OTHER, publish="1", reason="Our own name for it")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "A better name" in page
    assert "Disturbances" in page
    assert "at the quay" in page
    assert 'name="based_on" id="field-based_on" value="2"' in page
    assert numbers(cast) == [2, 1]
    assert send(browser, OTHER, based_on=2, publish="1", reason="Our own name for it").status_code == 303


def test_a_version_that_never_was_cannot_be_the_base(browser: Browser) -> None:
    assert send(browser, OTHER, based_on=7, publish="1", reason="Why not").status_code == 404


def test_versions_of_no_process_are_not_there(browser: Browser) -> None:
    ada = browser.as_("ada")
    for rest in ("change/", "versions/", "versions/1/"):
        assert ada.get(f"/processes/nothing/{rest}").status_code == 404


def test_work_keeps_its_version(cast: Cast, browser: Browser) -> None:
    send(browser, OTHER, publish="1", reason="Our own name for it")
    with tenant.scope(cast.organization.id):
        first = ProcessVersion.objects.get(number=1)
        assert definition(first.pk).title == "Incident management"
