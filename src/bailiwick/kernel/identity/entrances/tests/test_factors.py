"""Second factors: codes are good once, guesses are counted, and nothing serious is done without being asked."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.entrances.factors import codes, operations, queries
from bailiwick.kernel.identity.entrances.factors.operations import Answer
from bailiwick.kernel.identity.entrances.models import Session, SignIn
from bailiwick.kernel.identity.entrances.signins import Place
from bailiwick.kernel.identity.models import Account
from bailiwick.kernel.identity.operations import set_password
from tests.cast import PASSWORD, Cast
from tests.web import Browser

EMAIL = "sam@harbour.example"
NOON = datetime(2026, 3, 2, 12, 0, 5, tzinfo=UTC)
HERE = Place("192.0.2.7", "Firefox on Linux")


def code(secret: str, *, later: int = 0) -> str:
    return codes.code_at(secret, int(clock.now().timestamp()) // codes.PERIOD + later)


@pytest.fixture
def noon() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def sam(cast: Cast, noon: Any) -> Account:
    account = Account.objects.get(email=EMAIL)
    set_password(account, PASSWORD)
    return account


@pytest.fixture
def secret(sam: Account, noon: Any) -> str:
    made = codes.new_secret()
    operations.add_app(sam, made, code(made), place=HERE)
    noon.shift(60)
    return made


def first_step(client: Client) -> Any:
    return client.post("/sign-in/", {"login": EMAIL, "password": PASSWORD, "next": "/me/"})


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_codes_are_those_of_the_standard() -> None:
    # RFC 6238, appendix B, the last six of its eight digits
    assert codes.code_at("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59 // 30) == "287082"
    assert codes.code_at("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 1111111109 // 30) == "081804"


def test_the_password_alone_does_not_let_in(secret: str, client: Client) -> None:
    assert first_step(client)["Location"] == "/sign-in/second/"
    assert not is_in(client)
    typed = code(secret)
    answer = client.post("/sign-in/second/", {"code": f"{typed[:3]} {typed[3:]}"})
    assert answer["Location"] == "/me/"
    assert is_in(client)
    assert [row.method for row in SignIn.objects.filter(what="signed_in")] == ["password + authenticator app"]


def test_a_replayed_code_is_refused(sam: Account, secret: str, client: Client) -> None:
    typed = code(secret)
    assert operations.use_code(sam, typed, place=HERE) == Answer.APP
    assert operations.use_code(sam, typed, place=HERE) == Answer.WRONG
    first_step(client)
    answer = client.post("/sign-in/second/", {"code": typed})
    assert answer.status_code == 422
    assert b"was used already" in answer.content
    assert not is_in(client)


def test_an_older_code_is_refused_after_a_newer_one(sam: Account, secret: str) -> None:
    earlier = code(secret, later=-1)
    assert operations.use_code(sam, code(secret), place=HERE) == Answer.APP
    assert operations.use_code(sam, earlier, place=HERE) == Answer.WRONG


def test_a_clock_that_is_half_a_minute_off_is_forgiven_and_two_minutes_are_not(
    sam: Account, secret: str
) -> None:
    assert operations.use_code(sam, code(secret, later=4), place=HERE) == Answer.WRONG
    assert operations.use_code(sam, code(secret, later=1), place=HERE) == Answer.APP


def test_five_wrong_codes_close_the_second_step_also_for_the_right_one(
    sam: Account, secret: str, client: Client, noon: Any
) -> None:
    first_step(client)
    statuses = [client.post("/sign-in/second/", {"code": "000000"}).status_code for _ in range(5)]
    assert statuses == [422] * 5
    locked = client.post("/sign-in/second/", {"code": code(secret)})
    assert locked.status_code == 429
    assert b"Wait five minutes" in locked.content
    noon.shift(301)
    assert client.post("/sign-in/second/", {"code": code(secret)}).status_code == 302


def test_a_recovery_code_works_once(sam: Account, secret: str) -> None:
    unused = queries.unused_codes(sam)
    assert len(unused) == 10
    assert operations.use_code(sam, unused[0], place=HERE) == Answer.RECOVERY
    assert operations.use_code(sam, unused[0], place=HERE) == Answer.WRONG
    assert len(queries.unused_codes(sam)) == 9
    operations.renew_codes(sam, place=HERE)
    assert operations.use_code(sam, unused[1], place=HERE) == Answer.WRONG


def test_secrets_are_not_readable_in_the_database(sam: Account, secret: str) -> None:
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert "seed" in stored


def test_an_app_is_taken_into_use_by_its_first_code(browser: Browser, sam: Account) -> None:
    client = browser.as_("sam")
    page = client.get("/me/factors/app/")
    assert b"data:image/svg+xml" in page.content
    shown = client.session["new_app_secret"]
    assert client.post("/me/factors/app/", {"code": "12345"}).status_code == 422
    assert client.post("/me/factors/app/", {"code": code(shown)})["Location"] == "/me/factors/codes/"
    assert queries.unused_codes(sam)[0][:4].encode() in client.get("/me/factors/codes/").content
    [factor] = queries.factors(sam)
    assert b"your last one" in client.get(f"/me/factors/{factor.pk}/remove/").content
    client.post(f"/me/factors/{factor.pk}/remove/")
    assert not Authenticator.objects.exists()
    assert [row.what for row in SignIn.objects.order_by("pk")] == ["factor_added", "factor_removed"]


def test_factors_of_others_are_not_there(browser: Browser, secret: str) -> None:
    pk = Authenticator.objects.get(type="totp").pk
    assert browser.as_("ada").post(f"/me/factors/{pk}/remove/").status_code == 404


@pytest.mark.parametrize("path", ["/me/factors/app/", "/me/factors/codes/", "/me/factors/passkeys/"])
def test_changing_factors_asks_once_more_who_it_is(
    browser: Browser, sam: Account, noon: Any, path: str
) -> None:
    client = browser.as_("sam")
    noon.shift(16 * 60)
    asked = client.get(path)
    assert asked["Location"].startswith("/me/confirm/?next=%2Fme%2Ffactors")
    assert client.post("/me/confirm/", {"password": "not this one"}).status_code == 422
    assert client.get(path)["Location"] == asked["Location"]
    assert client.post("/me/confirm/", {"password": PASSWORD, "next": path})["Location"] == path
    assert client.get(path).status_code in (200, 302)
    assert "confirm" not in client.get(path).headers.get("Location", "")


def test_who_has_a_factor_confirms_with_it_and_not_with_the_password(
    browser: Browser, secret: str, noon: Any
) -> None:
    client = browser.as_("sam")
    noon.shift(16 * 60)
    assert client.post("/me/confirm/", {"password": PASSWORD}).status_code == 422
    assert client.post("/me/confirm/", {"code": code(secret)}).status_code == 302


@pytest.mark.parametrize("typed", ["", "{}", "[]", "nonsense", '{"id": 1}', "x" * 30_000, '{"response": []}'])
def test_a_made_up_passkey_lets_nobody_in(cast: Cast, client: Client, typed: str) -> None:
    client.post("/sign-in/passkey/options/")
    answer = client.post("/sign-in/passkey/", {"credential": typed})
    assert answer["Location"] == "/sign-in/"
    assert not is_in(client)


def test_a_name_of_a_passkey_is_checked(sam: Account) -> None:
    with pytest.raises(Invalid):
        operations.add_passkey(sam, "\n", {}, place=HERE)


def test_the_log_says_from_where_and_why_not(sam: Account, client: Client) -> None:
    client.post("/sign-in/", {"login": EMAIL, "password": "wrong"}, REMOTE_ADDR="192.0.2.9")
    client.post("/sign-in/", {"login": "nobody@nowhere.example", "password": "wrong"})
    known, unknown = SignIn.objects.order_by("pk")
    assert (known.account, known.what, known.address) == (sam, "wrong_password", "192.0.2.9")
    assert unknown.account is None


def test_all_other_sessions_can_be_ended(browser: Browser, sam: Account) -> None:
    here, there, elsewhere = (browser.as_("sam") for _ in range(3))
    assert here.post("/me/sessions/end/").status_code == 302
    assert (is_in(here), is_in(there), is_in(elsewhere)) == (True, False, False)
    assert Session.objects.filter(account=sam).count() == 1


def test_the_log_is_kept_for_a_stated_time(sam: Account, noon: Any) -> None:
    from bailiwick.kernel.identity.entrances.operations import forget_expired

    operations.clear_factors(sam)
    noon.shift(timedelta(days=179))
    forget_expired()
    assert SignIn.objects.exists()
    noon.shift(timedelta(days=2))
    forget_expired()
    assert not SignIn.objects.exists()
