"""How mail leaves, read from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PORTS = {"none": 25, "starttls": 587, "tls": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server that takes mail; without a host nothing is mailed. `tls` is a key of PORTS."""

    host: str
    port: int
    user: str
    password: str
    tls: str


def mail_server(environ: Mapping[str, str]) -> MailServer:
    """The server that BAILIWICK_SMTP_… describes; raises ImproperlyConfigured for what cannot be."""
    tls = environ.get("BAILIWICK_SMTP_TLS", "none").lower()
    if tls not in PORTS:
        raise ImproperlyConfigured(f"BAILIWICK_SMTP_TLS is one of {', '.join(PORTS)}, not “{tls}”.")
    port = environ.get("BAILIWICK_SMTP_PORT", "") or str(PORTS[tls])
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 2**16):
        raise ImproperlyConfigured(f"BAILIWICK_SMTP_PORT is a number from 1 to 65535, not “{port}”.")
    return MailServer(
        environ.get("BAILIWICK_SMTP_HOST", ""),
        int(port),
        environ.get("BAILIWICK_SMTP_USER", ""),
        _password(environ),
        tls,
    )


def _password(environ: Mapping[str, str]) -> str:
    file = environ.get("BAILIWICK_SMTP_PASSWORD_FILE", "")
    if not file:
        return environ.get("BAILIWICK_SMTP_PASSWORD", "")
    try:
        return Path(file).read_text().rstrip("\r\n")
    except OSError as error:
        raise ImproperlyConfigured(
            f"BAILIWICK_SMTP_PASSWORD_FILE {file} cannot be read: {error.strerror}."
        ) from error
