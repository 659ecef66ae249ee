"""Directories that speak LDAP (RFC 4511): whom a password belongs to, and who is in them."""

import re
import ssl
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from bailiwick.kernel.base.errors import Invalid, Refused
from bailiwick.kernel.protocols.oidc import LOOPBACK
from bailiwick.kernel.protocols.types import Claims, Directory, Entry

PATIENCE = 10
PAGE = 500
MOST = 10_000
LONGEST = 200
TWO_NAMES = "The directory knows several people by this name. Ask your administrator."
WRONG = "This user name and password do not belong together."
DISABLED_IN_AD = 2
_ATTRIBUTE = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}|\d+(\.\d+)+")


def checked_address(text: str) -> str:
    """An address ldaps://host or ldap://host, with a port where it is another; raises ValueError."""
    parts = urlsplit(text.strip())
    try:
        is_good = parts.scheme in ("ldap", "ldaps") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_good = False
    if not is_good or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError("This must be an address such as ldaps://ldap.example.com.")
    return text.strip().rstrip("/")


def checked_filter(text: str) -> str:
    """A search filter (RFC 4515); raises ValueError."""
    from ldap3.core.exceptions import LDAPException
    from ldap3.operation.search import parse_filter

    try:
        parse_filter(
            text.strip(), None, auto_escape=False, auto_encode=False, validator=None, check_names=False
        )
    except (LDAPException, ValueError, IndexError, TypeError):
        raise ValueError("This is no search filter, such as (objectClass=person).") from None
    return text.strip()


def checked_name(text: str) -> str:
    """A distinguished name (RFC 4514); raises ValueError."""
    from ldap3.core.exceptions import LDAPInvalidDnError
    from ldap3.utils.dn import parse_dn

    try:
        parse_dn(text.strip())
    except (LDAPInvalidDnError, IndexError, ValueError):
        raise ValueError("This is no distinguished name, such as ou=people,dc=example,dc=com.") from None
    return text.strip()


def checked_attribute(text: str) -> str:
    """The name of an attribute; raises ValueError."""
    if not _ATTRIBUTE.fullmatch(text.strip()):
        raise ValueError("This is no name of an attribute, such as mail.")
    return text.strip()


def is_there() -> bool:
    """Whether the extra is installed."""
    try:
        import ldap3  # noqa: F401
    except ImportError:
        return False
    return True


def signed_in(directory: Directory, name: str, password: str) -> Claims:
    """Whom a user name and a password belong to; raises Refused for nobody, Invalid when nobody can be asked.

    A password that is empty would sign in as nobody (RFC 4513, 5.1.2), which many directories call a success.
    """
    from ldap3.core.exceptions import LDAPException
    from ldap3.utils.conv import escape_filter_chars

    if not name.strip() or not password or "\0" in name + password:
        raise Refused(WRONG)
    wanted = f"(&{directory.people_filter}({directory.login_attribute}={escape_filter_chars(name.strip())}))"
    found = _found(directory, wanted, most=2)
    if len(found) > 1:
        raise Refused(TWO_NAMES)
    if not found or found[0].is_disabled:
        raise Refused(WRONG)
    try:
        with _bound(directory, found[0].dn, password):
            pass
    except LDAPException as error:
        raise _unreachable(error) from error
    return found[0].claims


def people(directory: Directory) -> list[Entry]:
    """Everybody whom the filter finds; raises Invalid when nobody can be asked, or for too many."""
    found = _found(directory, directory.people_filter, most=MOST + 1)
    if len(found) > MOST:
        raise Invalid({"people_filter": f"It finds more than {MOST:,} people: narrow it."})
    return found


def tested(directory: Directory) -> None:
    """Connect, bind and look for somebody; raises Invalid with what is wrong."""
    if not _found(directory, directory.people_filter, most=1):
        raise Invalid({"people_filter": "The directory answers, but shows nobody below the base."})


def _found(directory: Directory, wanted: str, *, most: int) -> list[Entry]:
    """Whom the account that searches finds; raises Invalid when it finds no answer."""
    from ldap3.core.exceptions import LDAPException

    try:
        with _bound(directory, directory.bind_dn, directory.secret) as connection:
            return list(_searched(connection, directory, wanted, most=most))
    except Refused:
        raise Invalid({"secret": "The directory does not accept the account that searches."}) from None
    except LDAPException as error:
        raise _unreachable(error) from error


@contextmanager
def _bound(directory: Directory, dn: str, password: str) -> Iterator[Any]:
    """A connection bound as somebody; raises Refused for a wrong password. TLS comes before any password."""
    import ldap3
    from ldap3.core.exceptions import LDAPBindError, LDAPInvalidCredentialsResult

    parts = urlsplit(directory.address)
    tls = ldap3.Tls(
        validate=ssl.CERT_REQUIRED,
        version=ssl.PROTOCOL_TLS_CLIENT,
        ca_certs_data=directory.certificates or None,
    )
    server = ldap3.Server(
        parts.hostname,
        port=parts.port or (636 if parts.scheme == "ldaps" else 389),
        use_ssl=parts.scheme == "ldaps",
        tls=tls,
        get_info=ldap3.NONE,
        connect_timeout=PATIENCE,
    )
    is_open = parts.scheme == "ldap" and parts.hostname in LOOPBACK and not directory.certificates
    before = ldap3.AUTO_BIND_NO_TLS if parts.scheme == "ldaps" or is_open else ldap3.AUTO_BIND_TLS_BEFORE_BIND
    try:
        connection = ldap3.Connection(
            server,
            user=dn or None,
            password=password if dn else None,
            auto_bind=before,
            auto_referrals=False,
            receive_timeout=PATIENCE,
            read_only=True,
            check_names=False,
            raise_exceptions=False,
        )
    except (LDAPBindError, LDAPInvalidCredentialsResult):
        raise Refused(WRONG) from None
    try:
        yield connection
    finally:
        connection.unbind()


def _searched(connection: Any, directory: Directory, wanted: str, *, most: int) -> Iterator[Entry]:
    """The entries that a filter finds, page by page."""
    names = {directory.id_attribute, directory.email_attribute, directory.name_attribute}
    names |= {directory.groups_attribute, "userAccountControl", "nsAccountLock"}
    found = connection.extend.standard.paged_search(
        directory.base,
        wanted,
        attributes=sorted(names - {""}),
        paged_size=PAGE,
        paged_criticality=False,
        size_limit=0,
        time_limit=0,
        generator=True,
    )
    seen = 0
    for one in found:
        if one.get("type") != "searchResEntry":
            continue
        yield _entry(one, directory)
        seen += 1
        if seen >= most:
            return


def _entry(found: Mapping[str, Any], directory: Directory) -> Entry:
    said = {name.lower(): list(values) for name, values in found["raw_attributes"].items()}

    def first(name: str) -> str:
        values = said.get(name.lower(), [])
        return _text(values[0]) if values else ""

    ids = said.get(directory.id_attribute.lower(), [])
    control, lock = first("userAccountControl"), first("nsAccountLock")
    is_disabled = (control.isdigit() and bool(int(control) & DISABLED_IN_AD)) or lock.lower() == "true"
    groups = [_group(_text(one)) for one in said.get(directory.groups_attribute.lower(), [])]
    return Entry(
        dn=str(found["dn"]),
        is_disabled=is_disabled,
        claims=Claims(
            subject=_identifier(ids[0]) if ids else "",
            email=first(directory.email_attribute),
            name=first(directory.name_attribute)[:LONGEST],
            groups=frozenset(one[:LONGEST] for one in groups if one),
        ),
    )


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace").replace("\0", "").strip()


def _identifier(value: bytes) -> str:
    """An identifier as text; an objectGUID of Active Directory is sixteen bytes."""
    try:
        return value.decode("ascii").strip()
    except UnicodeDecodeError:
        return str(uuid.UUID(bytes_le=value)) if len(value) == 16 else value.hex()


def _group(text: str) -> str:
    """The name of a group: what stands first in its distinguished name, or the text where it is none."""
    from ldap3.core.exceptions import LDAPInvalidDnError
    from ldap3.utils.dn import parse_dn

    if "=" not in text:
        return text
    try:
        return str(parse_dn(text, escape=False)[0][1])
    except (LDAPInvalidDnError, IndexError):
        return ""


def _unreachable(error: Exception) -> Invalid:
    return Invalid({"address": f"The directory cannot be asked: {type(error).__name__}."})
