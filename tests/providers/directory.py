"""A directory as tests use it: an LDAP server of its own, with StartTLS and LDAPS, on this machine only."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding

from tests.providers.keys import made

SERVER = Path(__file__).parent / "ldapd.py"
BASE = "dc=harbour,dc=example"
PASSWORD = "a-password-of-the-directory"
SEARCHER = f"cn=searcher,{BASE}"
ROOT = f"""dn: {BASE}
objectClass: dcObject
objectClass: organization
dc: harbour
o: Harbour

dn: ou=people,{BASE}
objectClass: organizationalUnit
ou: people

dn: {SEARCHER}
objectClass: applicationProcess
cn: searcher
userPassword: {PASSWORD}

"""


def person(uid: str, *groups: str, mail: str = "", uuid: str = "", **more: str) -> str:
    """An entry of LDIF."""
    lines = [
        f"dn: uid={uid},ou=people,{BASE}",
        "objectClass: person",
        "objectClass: inetOrgPerson",
        f"uid: {uid}",
        f"cn: {uid.title()}",
        f"sn: {uid.title()}",
        f"mail: {mail or f'{uid}@harbour.example'}",
        f"entryUUID: {uuid or f'id-of-{uid}'}",
        f"userPassword: {PASSWORD}",
        *(f"memberOf: cn={group},ou=groups,{BASE}" for group in groups),
        *(f"{name}: {value}" for name, value in more.items()),
    ]
    return "\n".join(lines) + "\n\n"


@dataclass(frozen=True)
class Served:
    """A directory that runs: its addresses, and the certificate that signed itself."""

    plain: str
    secured: str
    certificate: str


@contextmanager
def running(folder: Path, *people: str) -> Iterator[Served]:
    """A directory with these people, until the end of the block."""
    pair = made("localhost")
    command = [sys.executable, str(SERVER), *pair.written(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(ROOT + "".join(people))
        process.stdin.close()
        try:
            plain, secured = process.stdout.readline().split()
            pem = pair.certificate.public_bytes(Encoding.PEM).decode()
            yield Served(plain, secured, pem)
        finally:
            process.terminate()
