"""Metadata (SAML 2.0 Metadata): what a provider says of itself, and what we say."""

import base64
import binascii
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from bailiwick.kernel.protocols.oidc import LOOPBACK
from bailiwick.kernel.protocols.saml.reading import (
    METADATA,
    PROTOCOL,
    SIGNATURE,
    hardened,
    parsed,
    tag,
    text_of,
)

REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
MOST_KEYS = 10
MOST_IN_ADDRESS = 2000


def described(text: str) -> dict[str, str]:
    """Who a provider is, where it signs people in and with which keys it signs; raises ValueError.

    The certificates are PEM, one after the other. Whoever pastes the metadata vouches: its signature is not checked.
    """
    root = parsed(text.strip().encode(), hardened(keeps_comments=False))
    found = [one for one in root.iter(tag(METADATA, "IDPSSODescriptor")) if _speaks_saml2(one)]
    if len(found) != 1:
        raise ValueError("Paste the metadata of exactly one SAML 2.0 identity provider.")
    entity = found[0].getparent()
    name = "" if entity is None else entity.get("entityID", "")
    if not name or len(name) > 1024:
        raise ValueError("The metadata names no entityID.")
    if found[0].get("WantAuthnRequestsSigned") in ("true", "1"):
        raise ValueError(
            "The provider wants signed requests, which Bailiwick does not send: switch that off."
        )
    return {"entity_id": name, "sso": _address(found[0]), "certificates": _certificates(found[0])}


def ours(entity_id: str, answer_address: str) -> bytes:
    """Our own metadata: signed assertions are wanted, requests are not signed, no key to encrypt for."""
    root = etree.Element(tag(METADATA, "EntityDescriptor"), {"entityID": entity_id}, nsmap={None: METADATA})  # type: ignore[dict-item]
    about = {
        "protocolSupportEnumeration": PROTOCOL,
        "AuthnRequestsSigned": "false",
        "WantAssertionsSigned": "true",
    }
    role = etree.SubElement(root, tag(METADATA, "SPSSODescriptor"), about)
    where = {"Binding": POST, "Location": answer_address, "index": "0", "isDefault": "true"}
    etree.SubElement(role, tag(METADATA, "AssertionConsumerService"), where)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def certificates_of(pems: str) -> list[x509.Certificate]:
    """The certificates in a text of PEM."""
    return x509.load_pem_x509_certificates(pems.encode())


def checked_certificates(text: str) -> str:
    """Certificates as PEM, written anew; raises ValueError."""
    try:
        return "".join(one.public_bytes(Encoding.PEM).decode() for one in certificates_of(text))
    except ValueError:
        raise ValueError(
            "These are no certificates in PEM, beginning with -----BEGIN CERTIFICATE-----."
        ) from None


def _speaks_saml2(role: etree._Element) -> bool:
    return PROTOCOL in role.get("protocolSupportEnumeration", "").split()


def _address(role: etree._Element) -> str:
    for one in role.findall(tag(METADATA, "SingleSignOnService")):
        if one.get("Binding") == REDIRECT:
            return _safe(one.get("Location", ""))
    raise ValueError("The provider takes no requests by HTTP-Redirect.")


def _safe(address: str) -> str:
    parts = urlsplit(address)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if (
        not is_safe
        or not parts.hostname
        or parts.fragment
        or parts.username
        or len(address) > MOST_IN_ADDRESS
    ):
        raise ValueError("The provider signs people in at an address that is not https.")
    return address


def _certificates(role: etree._Element) -> str:
    found: list[str] = []
    for key in role.findall(tag(METADATA, "KeyDescriptor")):
        if key.get("use") == "encryption":
            continue
        for one in key.iter(tag(SIGNATURE, "X509Certificate")):
            pem = _pem(text_of(one))
            found += [] if pem in found else [pem]
    if not 0 < len(found) <= MOST_KEYS:
        raise ValueError(f"From one to {MOST_KEYS} certificates for signing are needed.")
    return "".join(found)


def _pem(text: str) -> str:
    try:
        content = base64.b64decode("".join(text.split()), validate=True)
        return x509.load_der_x509_certificate(content).public_bytes(Encoding.PEM).decode()
    except (binascii.Error, ValueError):
        raise ValueError("A certificate in the metadata cannot be read.") from None
