"""How mail leaves."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from bailiwick.site.mail import MailServer, mail_server


def test_without_settings_nothing_is_mailed() -> None:
    assert mail_server({}) == MailServer("", 25, "", "", "none")


@pytest.mark.parametrize(("tls", "port"), [("none", 25), ("starttls", 587), ("TLS", 465)])
def test_the_port_follows_the_encryption_unless_it_is_given(tls: str, port: int) -> None:
    assert mail_server({"BAILIWICK_SMTP_TLS": tls}).port == port
    assert mail_server({"BAILIWICK_SMTP_TLS": tls, "BAILIWICK_SMTP_PORT": "2525"}).port == 2525


def test_the_account_s_password_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("  open sesame\n")
    given = {"BAILIWICK_SMTP_USER": "desk", "BAILIWICK_SMTP_PASSWORD": "other"}
    server = mail_server(given)
    assert (server.user, server.password) == ("desk", "other")
    assert mail_server({**given, "BAILIWICK_SMTP_PASSWORD_FILE": str(file)}).password == "  open sesame"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TLS", "ssl"),
        ("PORT", "smtp"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PASSWORD_FILE", "/nowhere/at/all"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"BAILIWICK_SMTP_{name}"):
        mail_server({f"BAILIWICK_SMTP_{name}": value})
