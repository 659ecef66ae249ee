"""The answer of a provider (SAML 2.0 Profiles 4.1.4): whom it signed in, if all of it is for us, now and by it."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lxml import etree

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.errors import Refused
from bailiwick.kernel.protocols.saml.attributes import claims_of
from bailiwick.kernel.protocols.saml.metadata import certificates_of
from bailiwick.kernel.protocols.saml.reading import (
    LARGEST,
    PROTOCOL,
    SAML,
    only_elements,
    parsed,
    tag,
    text_of,
)
from bailiwick.kernel.protocols.saml.signatures import signed_part
from bailiwick.kernel.protocols.types import Claims, Peer

NOT_VALID = "The provider's answer is not valid."
SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
LEEWAY = timedelta(seconds=60)
UNDERSTOOD = frozenset(tag(SAML, name) for name in ("AudienceRestriction", "OneTimeUse", "ProxyRestriction"))


@dataclass(frozen=True, slots=True)
class Answered:
    """What a good answer says: which assertion it brings, which request it answers, and whom it means."""

    assertion: str
    request: str
    claims: Claims


def issuer_of(sent: str) -> str:
    """Who an answer says it is by, which nobody has checked yet; raises Refused for what is no answer."""
    try:
        root, issuer = _opened(sent), tag(SAML, "Issuer")
        return text_of(root.find(issuer)) or text_of(root.find(f"{tag(SAML, 'Assertion')}/{issuer}"))
    except ValueError as error:
        raise Refused(f"{NOT_VALID} {error}") from error


def finished(peer: Peer, sent: str) -> Answered:
    """What a provider answered; raises Refused for anything that is not wholly good."""
    try:
        return _finished(peer, _opened(sent))
    except ValueError as error:
        raise Refused(f"{NOT_VALID} {error}") from error


def _opened(sent: str) -> etree._Element:
    root = parsed(_decoded(sent))
    only_elements(root)
    if root.tag != tag(PROTOCOL, "Response"):
        raise ValueError("It is no answer to a request.")
    return root


def _decoded(sent: str) -> bytes:
    if len(sent) > 2 * LARGEST:
        raise ValueError("It is too large.")
    try:
        return base64.b64decode("".join(sent.split()), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("It is not encoded as it should be.") from None


def _finished(peer: Peer, root: etree._Element) -> Answered:
    _require_success(root)
    signed = signed_part(root, _only_assertion(root), certificates_of(peer.certificates))
    if signed.tag == root.tag:
        # What is not signed of an answer is checked where it is there, and believed nowhere.
        _require(bool(signed.get("Destination")), "It does not say whom it is for.")
        root = signed
        assertion = _only_assertion(signed)
    else:
        assertion = signed
    request = _confirmed(peer, assertion)
    _check_response(peer, root, request)
    _check_conditions(peer, assertion)
    return Answered(assertion.get("ID", ""), request, claims_of(peer, assertion))


def _only_assertion(root: etree._Element) -> etree._Element:
    """The one assertion, where it belongs; a second one anywhere is how signatures are wrapped."""
    if next(root.iter(tag(SAML, "EncryptedAssertion"), tag(SAML, "EncryptedID")), None) is not None:
        raise ValueError("It is encrypted, and Bailiwick gave the provider no key for that.")
    found = list(root.iter(tag(SAML, "Assertion")))
    if len(found) != 1 or found[0].getparent() is not root:
        raise ValueError("It must hold exactly one assertion.")
    return found[0]


def _require_success(root: etree._Element) -> None:
    code = root.find(f"{tag(PROTOCOL, 'Status')}/{tag(PROTOCOL, 'StatusCode')}")
    _require(code is not None and code.get("Value") == SUCCESS, "The provider did not sign you in.")


def _check_response(peer: Peer, root: etree._Element, request: str) -> None:
    _require(root.get("Version") == "2.0", "It is not of SAML 2.0.")
    _require(root.get("Destination") in (None, peer.back), "It is for another address.")
    _require(root.get("InResponseTo") in (None, request), "It answers two requests.")
    issuer = root.find(tag(SAML, "Issuer"))
    _require(issuer is None or text_of(issuer) == peer.entity_id, "It is by another provider.")


def _confirmed(peer: Peer, assertion: etree._Element) -> str:
    """The request that the assertion answers: its bearer is let in here, now, and for that request only."""
    _require(
        assertion.get("Version") == "2.0" and bool(assertion.get("ID")), "Its assertion is not of SAML 2.0."
    )
    _require(text_of(assertion.find(tag(SAML, "Issuer"))) == peer.entity_id, "It is by another provider.")
    _require(
        assertion.find(tag(SAML, "AuthnStatement")) is not None, "It does not say that anybody signed in."
    )
    subjects = assertion.findall(tag(SAML, "Subject"))
    _require(len(subjects) == 1, "It does not say whom it means.")
    now, wrong = clock.now(), "It has no confirmation for its bearer."
    for one in subjects[0].findall(tag(SAML, "SubjectConfirmation")):
        data = one.find(tag(SAML, "SubjectConfirmationData"))
        if one.get("Method") != BEARER or data is None:
            continue
        until = _instant(data.get("NotOnOrAfter"))
        if data.get("Recipient") != peer.back:
            wrong = "It is for another address."
        elif (
            until is None or until + LEEWAY <= now or (_instant(data.get("NotBefore")) or now) - LEEWAY > now
        ):
            wrong = "It is too old, or from the future: compare the clocks."
        elif not data.get("InResponseTo"):
            wrong = "Nobody asked for it: begin on the sign-in page of Bailiwick."
        else:
            return str(data.get("InResponseTo"))
    raise ValueError(wrong)


def _check_conditions(peer: Peer, assertion: etree._Element) -> None:
    """The assertion is for us, and good now."""
    found = assertion.findall(tag(SAML, "Conditions"))
    _require(len(found) == 1, "It names no conditions.")
    conditions, now = found[0], clock.now()
    _require(all(one.tag in UNDERSTOOD for one in conditions), "It names a condition that nobody knows here.")
    since, until = _instant(conditions.get("NotBefore")), _instant(conditions.get("NotOnOrAfter"))
    is_good = (since is None or since - LEEWAY <= now) and (until is None or until + LEEWAY > now)
    _require(is_good, "It is too old, or from the future: compare the clocks.")
    audiences = conditions.findall(tag(SAML, "AudienceRestriction"))
    _require(bool(audiences), "It does not say whom it is for.")
    for one in audiences:
        named = {text_of(each) for each in one.findall(tag(SAML, "Audience"))}
        _require(peer.us in named, "It is for somebody else.")
    for statement in assertion.findall(tag(SAML, "AuthnStatement")):
        ends = _instant(statement.get("SessionNotOnOrAfter"))
        _require(ends is None or ends + LEEWAY > now, "The session at the provider has ended.")


def _instant(text: str | None) -> datetime | None:
    """An xs:dateTime in UTC; raises ValueError for what is none."""
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("It names a time that is none.") from None
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant


def _require(is_so: bool, refusal: str) -> None:
    if not is_so:
        raise ValueError(refusal)
