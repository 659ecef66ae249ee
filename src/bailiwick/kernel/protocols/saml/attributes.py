"""Whom an assertion means: the names that providers give to addresses, people and groups."""

from lxml import etree

from bailiwick.kernel.protocols.saml.reading import SAML, tag, text_of
from bailiwick.kernel.protocols.types import Claims, Peer

TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
_CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
_MICROSOFT = "http://schemas.microsoft.com/"
EMAIL = ("email", "mail", "urn:oid:0.9.2342.19200300.100.1.3", f"{_CLAIMS}emailaddress", "emailaddress")
NAME = (
    "displayName",
    "urn:oid:2.16.840.1.113730.3.1.241",
    f"{_MICROSOFT}identity/claims/displayname",
    "name",
    "cn",
    "urn:oid:2.5.4.3",
    f"{_CLAIMS}name",
)
GROUPS = (
    "groups",
    f"{_MICROSOFT}ws/2008/06/identity/claims/groups",
    "http://schemas.xmlsoap.org/claims/Group",
    "memberOf",
    "urn:oid:1.3.6.1.4.1.5923.1.5.1.1",
    "Role",
)
LONGEST = 200
MOST_GROUPS = 1000


def claims_of(peer: Peer, assertion: etree._Element) -> Claims:
    """Whom a checked assertion means; raises ValueError when it names nobody in a way that lasts."""
    said = _attributes(assertion)
    name_id = assertion.find(f"{tag(SAML, 'Subject')}/{tag(SAML, 'NameID')}")
    kept = text_of(name_id)
    if peer.subject_attribute:
        subject = _first(said, (peer.subject_attribute,))
    elif name_id is not None and name_id.get("Format") == TRANSIENT:
        raise ValueError("It names you for this once only: the provider must send a lasting identifier.")
    else:
        subject = kept
    if not subject or len(subject) > 1024:
        raise ValueError("It does not say whom it means.")
    email = _first(said, (peer.email_attribute,) if peer.email_attribute else EMAIL)
    groups = _all(said, (peer.groups_attribute,) if peer.groups_attribute else GROUPS)
    return Claims(
        subject=subject,
        email=email or ("" if peer.email_attribute or "@" not in kept else kept),
        name=_first(said, (peer.name_attribute,) if peer.name_attribute else NAME)[:LONGEST],
        groups=frozenset(one[:LONGEST] for one in groups[:MOST_GROUPS]),
    )


def _attributes(assertion: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    statements = assertion.findall(tag(SAML, "AttributeStatement"))
    for one in (each for statement in statements for each in statement.findall(tag(SAML, "Attribute"))):
        values = [text_of(value) for value in one.findall(tag(SAML, "AttributeValue"))]
        found.setdefault(one.get("Name", ""), []).extend(value for value in values if value)
    return found


def _all(said: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return next((said[name] for name in names if said.get(name)), [])


def _first(said: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next(iter(_all(said, names)), "")
