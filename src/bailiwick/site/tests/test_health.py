"""The page of health says what is wrong, in words, and what to do."""

from typing import Any

import pytest
from django.db import connection

from bailiwick.kernel.base import tenant
from bailiwick.kernel.jobs import runs
from bailiwick.site import health
from tests.cast import Cast
from tests.web import Browser


def found(cast: Cast, name: str) -> health.Finding:
    with tenant.scope(cast.organization.id):
        return next(one for one in health.findings(cast.ada) if one.name == name)


def test_what_is_wrong_says_what_to_do(cast: Cast, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    runs.refuse(runs.prepare("test.health", by=cast.sam, title="x"), ValueError("broken"))
    assert found(cast, "Worker").level == "fail"
    assert "bailiwick up" in found(cast, "Worker").advice
    assert found(cast, "Mail").level == "warn"
    assert (found(cast, "Background jobs").level, found(cast, "Background jobs").text) == (
        "warn",
        "1 failed.",
    )


def test_what_is_well_says_so(cast: Cast, settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example"
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers default values")
    assert {found(cast, name).level for name in ("Worker", "Mail", "Background jobs")} == {"ok"}


@pytest.mark.parametrize("broken", [True, False])
def test_the_page_tells_only_of_ones_own(cast: Cast, browser: Browser, broken: bool) -> None:
    run = runs.prepare("test.health", by=cast.sam, title="x")
    if broken:
        runs.refuse(run, ValueError("broken"))
    assert ("1 failed." in browser.as_("ada").get("/health/").text) == broken
    assert "1 failed." not in browser.as_("zoe").get("/health/").text
