"""A real directory: whose password it is, over TLS only, and what a typed name may not do to a filter."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bailiwick.kernel.base.errors import Invalid, Refused
from bailiwick.kernel.protocols import ldap
from bailiwick.kernel.protocols.types import Directory
from tests.providers import directory as served
from tests.providers.keys import made


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[served.Served]:
    people = [
        served.person("noa", "desk", "choir"),
        served.person("eve", mail="noa@harbour.example"),
        served.person("old", userAccountControl="514"),
        served.person("locked", nsAccountLock="TRUE"),
    ]
    with served.running(tmp_path_factory.mktemp("ldap"), *people) as running:
        yield running


@pytest.fixture
def directory(server: served.Served) -> Directory:
    return Directory(
        address=server.secured,
        base=f"ou=people,{served.BASE}",
        bind_dn=served.SEARCHER,
        secret=served.PASSWORD,
        certificates=server.certificate,
        login_attribute="uid",
    )


def test_whom_a_password_belongs_to(directory: Directory, server: served.Served) -> None:
    for address in (server.secured, server.plain):
        found = ldap.signed_in(replace(directory, address=address), " noa ", served.PASSWORD)
        assert (found.subject, found.email, found.name) == ("id-of-noa", "noa@harbour.example", "Noa")
        assert found.groups == {"desk", "choir"}


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("noa", "wrong"),
        ("noa", ""),
        ("noa", "\0"),
        ("", served.PASSWORD),
        ("nobody", served.PASSWORD),
        ("no*", served.PASSWORD),
        ("*", served.PASSWORD),
        ("noa)(uid=*", served.PASSWORD),
        ("x)(|(uid=noa", served.PASSWORD),
        ("old", served.PASSWORD),
        ("locked", served.PASSWORD),
    ],
)
def test_who_stays_outside(directory: Directory, name: str, password: str) -> None:
    with pytest.raises(Refused, match="do not belong together"):
        ldap.signed_in(directory, name, password)


def test_two_of_one_name(directory: Directory) -> None:
    with pytest.raises(Refused, match="several people"):
        ldap.signed_in(replace(directory, login_attribute="mail"), "noa@harbour.example", served.PASSWORD)


@pytest.mark.parametrize("which", ["plain", "secured"])
def test_no_password_goes_to_a_directory_that_is_somebody_else(
    directory: Directory, server: served.Served, which: str
) -> None:
    from cryptography.hazmat.primitives.serialization import Encoding

    other = made("localhost").certificate.public_bytes(Encoding.PEM).decode()
    for certificates, host in ((other, "localhost"), (server.certificate, "127.0.0.1")):
        address = getattr(server, which).replace("localhost", host)
        with pytest.raises(Invalid, match="cannot be asked"):
            ldap.tested(replace(directory, address=address, certificates=certificates))


def test_what_is_wrong_is_told(directory: Directory) -> None:
    ldap.tested(directory)
    with pytest.raises(Invalid, match="account that searches"):
        ldap.tested(replace(directory, secret="wrong"))
    with pytest.raises(Invalid, match="shows nobody"):
        ldap.tested(replace(directory, people_filter="(uid=nobody)"))
    with pytest.raises(Invalid, match="cannot be asked"):
        ldap.tested(replace(directory, address="ldaps://localhost:1"))


def test_everybody_in_it(directory: Directory) -> None:
    found = {one.claims.subject: one.is_disabled for one in ldap.people(directory)}
    assert found == {"id-of-noa": False, "id-of-eve": False, "id-of-old": True, "id-of-locked": True}


@pytest.mark.parametrize(
    "text", ["", "http://x", "ldap://", "ldaps://u@x", "ldaps://x/dc=y", "ldaps://x:99999", "ldaps://x?y"]
)
def test_addresses_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="address"):
        ldap.checked_address(text)


@pytest.mark.parametrize("text", ["", "uid=x", "(uid=x", "(&(uid=x)", "nonsense"])
def test_filters_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="filter"):
        ldap.checked_filter(text)
    assert ldap.checked_filter("(&(objectClass=person)(!(uid=x*)))")
