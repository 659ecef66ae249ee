"""What a password may not be: what everybody tries, what is named after somebody, what is known from a break-in."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.models import Account
from bailiwick.kernel.identity.operations import set_password
from tests.cast import Cast


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short one", "too short"),
        ("abababababab", "same few signs"),
        ("1234567890123", "follows the alphabet"),
        ("qwertyuiopasdf", "follows the alphabet"),
        ("19-47-20-83-11", "digits and signs only"),
        ("!!Sunshine2026!!", "too common"),
        ("Password12345678", "too common"),
        ("Sam-Harbour-2026!", "little more than a name"),
        ("HarbourLights#1", "little more than a name"),
        ("bailiwick-sam!", "little more than a name"),
    ],
)
def test_passwords_that_others_guess(cast: Cast, password: str, why: str) -> None:
    sam = Account.objects.get(email="sam@harbour.example")
    with pytest.raises(Invalid) as refused:
        set_password(sam, password)
    assert why in refused.value.fields["password"]


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "Quay42.winter-rope", "jx8#kQ0v!mzP2", "7f-90-x2-4b-18", "ein Turm aus Käse"],
)
def test_passwords_that_do(cast: Cast, password: str) -> None:
    sam = Account.objects.get(email="sam@harbour.example")
    set_password(sam, password)
    assert sam.check_password(password)


def test_passwords_of_the_list_of_break_ins(cast: Cast, tmp_path: Path, settings: Any) -> None:
    sam, known = (
        Account.objects.get(email="sam@harbour.example"),
        [f"tall ships number {n}" for n in range(300)],
    )
    lines = sorted(hashlib.sha1(one.encode()).hexdigest().upper() for one in known)  # noqa: S324 - the list's format
    listed = tmp_path / "pwned.txt"
    listed.write_text("".join(f"{line}:{at}\r\n" for at, line in enumerate(lines)))
    settings.BREACHED_PASSWORDS = str(listed)
    for password in known:
        with pytest.raises(Invalid, match="break-in"):
            set_password(sam, password)
    set_password(sam, "tall ships number 300")
