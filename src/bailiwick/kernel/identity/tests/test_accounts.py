"""Accounts: one for each address, with a password worth the name or none."""

import pytest

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.models import Account
from bailiwick.kernel.identity.operations import account_for, make_account, set_password

GOOD = "tide tables at noon"


@pytest.mark.django_db
def test_an_account_is_found_by_its_address_whatever_the_case() -> None:
    account = make_account(" Ada@Harbour.example ", GOOD)
    assert account.email == "ada@harbour.example"
    assert account.check_password(GOOD)
    assert account_for("ADA@harbour.EXAMPLE").pk == account.pk
    assert Account.objects.get_by_natural_key("ADA@harbour.example").pk == account.pk


@pytest.mark.django_db
def test_an_address_has_one_account() -> None:
    make_account("ada@harbour.example")
    with pytest.raises(Invalid) as caught:
        make_account("ADA@harbour.example", GOOD)
    assert list(caught.value.fields) == ["email"]
    assert Account.objects.count() == 1


@pytest.mark.django_db
def test_without_a_password_nobody_signs_in() -> None:
    assert not account_for("ada@harbour.example").has_usable_password()


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["", "ada", "a\x00b@harbour.example"])
def test_what_is_no_address(email: str) -> None:
    for make in (make_account, account_for):
        with pytest.raises(Invalid) as caught:
            make(email)
        assert list(caught.value.fields) == ["email"]


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["", "short", "ada@harbour.example", "1q2w3e4r5t6y", "x" * 1001])
def test_passwords_that_are_too_easy_or_too_long(password: str) -> None:
    account = make_account("ada@harbour.example", GOOD)
    for attempt in (
        lambda: set_password(account, password),
        lambda: make_account("mia@harbour.example", password),
    ):
        with pytest.raises(Invalid) as caught:
            attempt()
        assert list(caught.value.fields) == ["password"]
    account.refresh_from_db()
    assert account.check_password(GOOD)


@pytest.mark.django_db
def test_a_new_password_ends_older_sessions() -> None:
    account = make_account("ada@harbour.example", GOOD)
    before = account.get_session_auth_hash()
    set_password(account, "another tide at dusk")
    account.refresh_from_db()
    assert account.get_session_auth_hash() != before
    assert account.check_password("another tide at dusk")
