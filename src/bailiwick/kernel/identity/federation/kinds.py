"""The protocols by which providers sign people in: what each keeps, and what it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from bailiwick.kernel.identity.federation.models import IdentityProvider
from bailiwick.kernel.identity.fields import Rule, line, optional
from bailiwick.kernel.protocols import ldap, oidc
from bailiwick.kernel.protocols.saml.metadata import checked_certificates, described


@dataclass(frozen=True, slots=True)
class Kind:
    """A protocol: the rules of its settings, what they are unless said otherwise, and which one is the address.

    A setting in `opens` is read for several others, and not kept itself.
    """

    rules: Mapping[str, Rule]
    defaults: Mapping[str, str]
    address: str
    opens: str = ""
    may_be_empty: frozenset[str] = frozenset()


OIDC = Kind(
    rules={"issuer": oidc.checked_issuer, "client_id": line, "scope": line, "groups_claim": line},
    defaults={"scope": "openid email profile", "groups_claim": "groups"},
    address="issuer",
)
SAML = Kind(
    rules={
        "metadata": described,
        "subject_attribute": optional(line),
        "email_attribute": optional(line),
        "name_attribute": optional(line),
        "groups_attribute": optional(line),
    },
    defaults={},
    address="entity_id",
    opens="metadata",
)
LDAP = Kind(
    rules={
        "address": ldap.checked_address,
        "base": ldap.checked_name,
        "bind_dn": optional(ldap.checked_name),
        "certificates": optional(checked_certificates),
        "people_filter": ldap.checked_filter,
        "login_attribute": ldap.checked_attribute,
        "id_attribute": ldap.checked_attribute,
        "email_attribute": ldap.checked_attribute,
        "name_attribute": ldap.checked_attribute,
        "groups_attribute": ldap.checked_attribute,
    },
    defaults={
        "people_filter": "(objectClass=person)",
        "login_attribute": "mail",
        "id_attribute": "entryUUID",
        "email_attribute": "mail",
        "name_attribute": "cn",
        "groups_attribute": "memberOf",
    },
    address="address",
    may_be_empty=frozenset({"bind_dn", "certificates"}),
)
KINDS: Mapping[str, Kind] = {
    IdentityProvider.Kind.OIDC: OIDC,
    IdentityProvider.Kind.SAML: SAML,
    IdentityProvider.Kind.LDAP: LDAP,
}
