"""What other rooms may know of identity's operations."""

from dataclasses import dataclass

from bailiwick.kernel.identity.models import Account, Organization, Person, Token


@dataclass(frozen=True, slots=True)
class ShippedRole:
    """A role that every new organization starts with, and what it grants."""

    code: str
    name: str
    responsibilities: str
    verbs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new token with its secret, which is shown once and kept nowhere."""

    token: Token
    secret: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What the first administrator made: themselves in an organization, which `is_new` or was waiting for them."""

    organization: Organization
    person: Person
    account: Account
    is_new: bool = True
