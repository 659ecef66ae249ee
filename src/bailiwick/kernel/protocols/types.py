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
class Claims:
    """Whom a provider signed in, as it says; `email` only if the provider does not call it unverified."""

    subject: str
    email: str = ""
    name: str = ""
    groups: frozenset[str] = frozenset()
