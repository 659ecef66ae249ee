"""The protocols by which providers sign people in: what each keeps, and what it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from bailiwick.kernel.identity.federation.models import IdentityProvider
from bailiwick.kernel.identity.fields import Rule, line, optional
from bailiwick.kernel.protocols import oidc
from bailiwick.kernel.protocols.saml.metadata import described


@dataclass(frozen=True, slots=True)
class Kind:
    """A protocol: the rules of its settings, what they are unless said otherwise, and which one is the address.

    A setting in `opens` is read for several others, and not kept itself.
    """

    rules: Mapping[str, Rule]
    defaults: Mapping[str, str]
    address: str
    opens: str = ""


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
KINDS: Mapping[str, Kind] = {IdentityProvider.Kind.OIDC: OIDC, IdentityProvider.Kind.SAML: SAML}
