"""Answers of a real SAML provider, and what is refused of those that somebody forged."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from lxml import etree
from signxml.signer import XMLSigner

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.errors import Refused
from bailiwick.kernel.protocols.saml import answers, asking, metadata
from bailiwick.kernel.protocols.saml.reading import PROTOCOL, SAML, SIGNATURE, tag
from bailiwick.kernel.protocols.types import Peer
from tests.providers.keys import Pair, made
from tests.providers.saml import Provider, running

US = "https://desk.example/sign-in/saml/1/metadata/"
BACK = "https://desk.example/sign-in/saml/1/answer/"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
Element = etree._Element


@pytest.fixture(scope="module")
def sso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with running(tmp_path_factory.mktemp("saml")) as provider:
        provider.knows("noa", "noa@harbour.example", "desk", "choir")
        yield provider


@pytest.fixture(scope="module")
def peer(sso: Provider) -> Peer:
    return Peer(us=US, back=BACK, **metadata.described(sso.metadata))


def answer(sso: Provider, peer: Peer, login: str = "noa", **knobs: Any) -> str:
    sso.answers(**knobs)
    return sso.answer(asking.started(peer)[0], login)["SAMLResponse"]


@pytest.fixture(scope="module")
def genuine(sso: Provider, peer: Peer) -> str:
    return answer(sso, peer)


@pytest.mark.parametrize(
    "knobs", [{}, {"signResponse": True}, {"signResponse": True, "signAssertion": False}]
)
def test_whom_the_provider_means(sso: Provider, peer: Peer, knobs: dict[str, bool]) -> None:
    sso.answers(**knobs)
    address, asked = asking.started(peer)
    posted = sso.answer(address, "noa")
    found = answers.finished(peer, posted["SAMLResponse"])
    assert posted["RelayState"] == asked.relay
    assert found.request == asked.request
    assert found.claims.subject == "noa"
    assert found.claims.email == "noa@harbour.example"
    assert found.claims.name == "Noa"
    assert found.claims.groups == {"desk", "choir"}


def test_attributes_by_the_names_that_the_administrator_gave(peer: Peer, genuine: str) -> None:
    named = replace(peer, subject_attribute="mail", name_attribute="mail", groups_attribute="nothing")
    claims = answers.finished(named, genuine).claims
    assert claims.subject == claims.name == "noa@harbour.example"
    assert not claims.groups


def opened(sent: str) -> Element:
    return etree.fromstring(base64.b64decode(sent))


def sealed(root: Element) -> str:
    return base64.b64encode(etree.tostring(root)).decode()


def one(root: Element, namespace: str, name: str) -> Element:
    found = next(root.iter(tag(namespace, name)))
    assert found is not None
    return found


def signed(root: Element, pair: Pair) -> Element:
    """The answer with its assertion signed anew."""
    assertion = one(root, SAML, "Assertion")
    for old in assertion.findall(tag(SIGNATURE, "Signature")):
        assertion.remove(old)
    alone = etree.fromstring(etree.tostring(assertion))
    signer = XMLSigner(c14n_algorithm=EXCLUSIVE)
    done = signer.sign(
        alone, key=pair.key, cert=[pair.certificate], reference_uri=alone.get("ID"), id_attribute="ID"
    )
    parent = assertion.getparent()
    assert parent is not None
    parent.replace(assertion, done)
    return root


def evil(root: Element, name: str = "_evil") -> Element:
    """A copy of the assertion, unsigned, about somebody else."""
    copy = etree.fromstring(etree.tostring(one(root, SAML, "Assertion")))
    copy.remove(one(copy, SIGNATURE, "Signature"))
    copy.set("ID", name)
    one(copy, SAML, "NameID").text = "ada"
    return copy


def other_name(root: Element) -> None:
    one(root, SAML, "NameID").text = "ada"


def unsigned(root: Element) -> None:
    found = one(root, SIGNATURE, "Signature")
    found.getparent().remove(found)  # type: ignore[union-attr]


def more_groups(root: Element) -> None:
    statement = one(root, SAML, "AttributeStatement")
    statement.append(etree.fromstring(etree.tostring(statement[-1])))


def evil_before(root: Element) -> None:
    root.insert(list(root).index(one(root, SAML, "Assertion")), evil(root))


def evil_after(root: Element) -> None:
    root.append(evil(root))


def evil_of_the_same_name(root: Element) -> None:
    root.append(evil(root, one(root, SAML, "Assertion").get("ID", "")))


def evil_around(root: Element) -> None:
    true, false = one(root, SAML, "Assertion"), evil(root)
    root.replace(true, false)
    false.append(true)


def evil_with_the_true_one_in_its_signature(root: Element) -> None:
    true, false = one(root, SAML, "Assertion"), evil(root)
    signature = one(true, SIGNATURE, "Signature")
    root.replace(true, false)
    false.insert(1, signature)
    etree.SubElement(signature, tag(SIGNATURE, "Object")).append(true)


def true_one_in_extensions(root: Element) -> None:
    true, false = one(root, SAML, "Assertion"), evil(root)
    root.replace(true, false)
    extensions = etree.Element(tag(PROTOCOL, "Extensions"))
    root.insert(1, extensions)
    extensions.append(true)
    false.insert(1, etree.fromstring(etree.tostring(one(true, SIGNATURE, "Signature"))))


def answer_around_the_answer(root: Element) -> None:
    copy = etree.fromstring(etree.tostring(root))
    root.replace(one(root, SAML, "Assertion"), evil(root))
    root.append(copy)


def comment_in_the_name(root: Element) -> None:
    """The signature stays good: it is made without comments."""
    found = one(root, SAML, "NameID")
    found.text = "n"
    comment = etree.Comment("x")
    comment.tail = "oa"
    found.append(comment)


def instruction_in_the_name(root: Element) -> None:
    one(root, SAML, "NameID").append(etree.ProcessingInstruction("x", "y"))


def another_request(root: Element) -> None:
    root.set("InResponseTo", "_of_somebody_else")


def another_destination(root: Element) -> None:
    root.set("Destination", "https://elsewhere.example/")


def failure(root: Element) -> None:
    one(root, PROTOCOL, "StatusCode").set("Value", "urn:oasis:names:tc:SAML:2.0:status:Responder")


FORGED: list[tuple[Callable[[Element], None], str]] = [
    (other_name, "not by this provider"),
    (unsigned, "not signed"),
    (more_groups, "not by this provider"),
    (evil_before, "exactly one assertion"),
    (evil_after, "exactly one assertion"),
    (evil_of_the_same_name, "exactly one assertion"),
    (evil_around, "exactly one assertion"),
    (evil_with_the_true_one_in_its_signature, "exactly one assertion"),
    (true_one_in_extensions, "exactly one assertion"),
    (answer_around_the_answer, "exactly one assertion"),
    (comment_in_the_name, "comments"),
    (instruction_in_the_name, "comments, instructions"),
    (another_request, "two requests"),
    (another_destination, "another address"),
    (failure, "did not sign you in"),
]


@pytest.mark.parametrize(("forge", "why"), FORGED, ids=lambda value: getattr(value, "__name__", ""))
def test_a_changed_answer_opens_nothing(
    peer: Peer, genuine: str, forge: Callable[[Element], None], why: str
) -> None:
    root = opened(genuine)
    forge(root)
    with pytest.raises(Refused, match=why):
        answers.finished(peer, sealed(root))


def nobody_asked(root: Element) -> None:
    del one(root, SAML, "SubjectConfirmationData").attrib["InResponseTo"]


def no_audience(root: Element) -> None:
    found = one(root, SAML, "AudienceRestriction")
    found.getparent().remove(found)  # type: ignore[union-attr]


def unknown_condition(root: Element) -> None:
    etree.SubElement(one(root, SAML, "Conditions"), tag(SAML, "Condition"))


def not_a_bearer(root: Element) -> None:
    one(root, SAML, "SubjectConfirmation").set("Method", "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches")


def passing_name(root: Element) -> None:
    one(root, SAML, "NameID").set("Format", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient")


def no_end(root: Element) -> None:
    del one(root, SAML, "SubjectConfirmationData").attrib["NotOnOrAfter"]


def over(root: Element) -> None:
    one(root, SAML, "SubjectConfirmationData").set("NotOnOrAfter", "2026-01-01T00:00:00Z")


def another_recipient(root: Element) -> None:
    one(root, SAML, "SubjectConfirmationData").set("Recipient", "https://elsewhere.example/")


def no_sign_in(root: Element) -> None:
    found = one(root, SAML, "AuthnStatement")
    found.getparent().remove(found)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (nobody_asked, "Nobody asked"),
        (no_audience, "whom it is for"),
        (unknown_condition, "condition that nobody knows"),
        (not_a_bearer, "no confirmation"),
        (passing_name, "lasting identifier"),
        (no_end, "too old"),
        (over, "too old"),
        (another_recipient, "another address"),
        (no_sign_in, "anybody signed in"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_a_provider_may_not_leave_out(
    sso: Provider, peer: Peer, genuine: str, change: Callable[[Element], None], why: str
) -> None:
    root = signed(opened(genuine), sso.pair)
    assert answers.finished(peer, sealed(root)).claims.subject == "noa"
    change(root)
    with pytest.raises(Refused, match=why):
        answers.finished(peer, sealed(signed(root, sso.pair)))


def test_an_answer_signed_by_somebody_else(peer: Peer, genuine: str) -> None:
    with pytest.raises(Refused, match="not by this provider"):
        answers.finished(peer, sealed(signed(opened(genuine), made())))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"us": US.replace("1", "2"), "back": BACK.replace("1", "2")}, "another address"),
        ({"us": "https://elsewhere.example/"}, "somebody else"),
        ({"entity_id": "https://elsewhere.example/"}, "another provider"),
    ],
)
def test_an_answer_for_somebody_else(peer: Peer, genuine: str, changes: dict[str, str], why: str) -> None:
    with pytest.raises(Refused, match=why):
        answers.finished(replace(peer, **changes), genuine)


@pytest.mark.parametrize("hours", [-2, 2])
def test_an_answer_of_another_time(peer: Peer, genuine: str, hours: int) -> None:
    with time_machine.travel(clock.now() + timedelta(hours=hours)), pytest.raises(Refused, match="too old"):
        answers.finished(peer, genuine)


@pytest.mark.parametrize(
    ("knobs", "why"),
    [
        ({"signAssertion": False}, "not signed"),
        ({"signatureAlgorithm": "rsa-sha1", "digestAlgorithm": "sha1"}, "not by this provider"),
        ({"lifetimeInSeconds": -120}, "too old"),
        ({"audience": "https://elsewhere.example/"}, "somebody else"),
        ({"issuer": "https://elsewhere.example/"}, "another provider"),
    ],
)
def test_answers_of_the_provider_that_are_not_good(
    sso: Provider, peer: Peer, knobs: dict[str, Any], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        answers.finished(peer, answer(sso, peer, **knobs))


BOMB = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><r>&b;</r>'
FILE = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (BOMB.encode(), "document type"),
        (FILE.encode(), "document type"),
        (f'<?xml version="1.0" encoding="utf-16"?>{BOMB}'.encode("utf-16"), "document type"),
        (b"", "no XML"),
        (b"<a", "no XML"),
        (b"<r/>", "no answer"),
        (b" " * (1024 * 1024 + 1), "too large"),
    ],
)
def test_what_is_no_answer(peer: Peer, content: bytes, why: str) -> None:
    sent = base64.b64encode(content).decode()
    for reading in (lambda: answers.finished(peer, sent), lambda: answers.issuer_of(sent)):
        with pytest.raises(Refused, match=why):
            reading()


def test_what_is_not_even_encoded(peer: Peer) -> None:
    with pytest.raises(Refused, match="encoded"):
        answers.finished(peer, "not base64 at all!")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("http://127.0.0.1", "http://id.example", "not https"),
        ("IDPSSODescriptor p", 'IDPSSODescriptor WantAuthnRequestsSigned="true" p', "signed requests"),
        ('use="signing"', 'use="encryption"', "certificates"),
        ("<X509Certificate>M", "<X509Certificate>X", "cannot be read"),
        ("bindings:HTTP-Redirect", "bindings:SOAP", "HTTP-Redirect"),
        ("<EntityDescriptor", "<!DOCTYPE a><EntityDescriptor", "document type"),
        ("SAML:2.0:protocol", "SAML:1.1:protocol", "exactly one"),
        ("<EntityDescriptor", "nothing", "no XML"),
    ],
)
def test_metadata_that_is_none(sso: Provider, old: str, new: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        metadata.described(sso.metadata.replace(old, new))
