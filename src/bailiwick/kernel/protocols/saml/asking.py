"""A request to sign somebody in (SAML 2.0 Core 3.4.1, sent by HTTP-Redirect, Bindings 3.4)."""

import base64
import secrets
import zlib
from dataclasses import dataclass
from urllib.parse import urlencode

from lxml import etree

from bailiwick.kernel.base import clock
from bailiwick.kernel.protocols.saml.metadata import POST
from bailiwick.kernel.protocols.saml.reading import PROTOCOL, SAML, tag
from bailiwick.kernel.protocols.types import Peer


@dataclass(frozen=True, slots=True)
class Asked:
    """What is remembered of somebody on the way to the provider."""

    request: str
    relay: str


def started(peer: Peer) -> tuple[str, Asked]:
    """Where to send somebody, and what to remember until they are back."""
    asked = Asked(request=f"_{secrets.token_hex(20)}", relay=secrets.token_urlsafe(24))
    spaces = {"samlp": PROTOCOL, "saml": SAML}
    about = {
        "ID": asked.request,
        "Version": "2.0",
        "IssueInstant": clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Destination": peer.sso,
        "AssertionConsumerServiceURL": peer.back,
        "ProtocolBinding": POST,
    }
    root = etree.Element(tag(PROTOCOL, "AuthnRequest"), about, nsmap=spaces)
    etree.SubElement(root, tag(SAML, "Issuer")).text = peer.us
    etree.SubElement(root, tag(PROTOCOL, "NameIDPolicy"), {"AllowCreate": "true"})
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(etree.tostring(root)) + packer.flush()
    query = urlencode({"SAMLRequest": base64.b64encode(packed).decode(), "RelayState": asked.relay})
    return f"{peer.sso}{'&' if '?' in peer.sso else '?'}{query}", asked
