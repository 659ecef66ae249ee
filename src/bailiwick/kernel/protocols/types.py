"""Who providers are to us, what we are to them, and whom they mean."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Client:
    """How an OpenID Connect provider knows us."""

    issuer: str
    client_id: str
    secret: str = ""
    scope: str = "openid email profile"
    groups_claim: str = "groups"


@dataclass(frozen=True, slots=True)
class Peer:
    """A SAML provider and what we are to it: our entity id `us`, and the address `back` for its answers."""

    us: str
    back: str
    entity_id: str
    sso: str
    certificates: str
    subject_attribute: str = ""
    email_attribute: str = ""
    name_attribute: str = ""
    groups_attribute: str = ""


@dataclass(frozen=True, slots=True)
class Directory:
    """A directory that speaks LDAP: where it is, who searches in it, and what it calls things.

    `certificates` are those of who signed its certificate, as PEM, where the machine does not know them.
    """

    address: str
    base: str
    bind_dn: str = ""
    secret: str = ""
    certificates: str = ""
    people_filter: str = "(objectClass=person)"
    login_attribute: str = "mail"
    id_attribute: str = "entryUUID"
    email_attribute: str = "mail"
    name_attribute: str = "cn"
    groups_attribute: str = "memberOf"


@dataclass(frozen=True, slots=True)
class Claims:
    """Whom a provider signed in, as it says; `email` only if the provider does not call it unverified."""

    subject: str
    email: str = ""
    name: str = ""
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody in a directory: their distinguished name, and whom it means."""

    dn: str
    claims: Claims
    is_disabled: bool = False
