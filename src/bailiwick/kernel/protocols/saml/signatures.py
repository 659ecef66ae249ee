"""What of an answer is signed: nothing else of it is ever read (XML Signature, SAML 2.0 Core 5.4)."""

from datetime import timedelta

from cryptography import x509
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import SignXMLException
from signxml.verifier import SignatureConfiguration, XMLVerifier

from bailiwick.kernel.protocols.saml.reading import SIGNATURE, parsed, tag

METHODS = frozenset(
    one
    for one in SignatureMethod
    if one.name.startswith(("RSA_SHA", "ECDSA_SHA", "SHA")) and "SHA1" not in one.name
)
DIGESTS = frozenset({DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512})
ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
TRANSFORMS = ([ENVELOPED, EXCLUSIVE], [ENVELOPED, f"{EXCLUSIVE}WithComments"])


class NotSigned(ValueError):
    """Nothing here is signed by the provider."""


def signed_part(
    root: etree._Element, assertion: etree._Element, keys: list[x509.Certificate]
) -> etree._Element:
    """The signed answer, or else the signed assertion, read again from the bytes that were signed.

    Raises NotSigned for any signature that does not belong to one of the two or is not by one of the keys.
    """
    _unambiguous(root)
    bearers = [one for one in (root, assertion) if one.find(tag(SIGNATURE, "Signature")) is not None]
    if not bearers:
        raise NotSigned("It is not signed.")
    if sum(1 for _ in root.iter(tag(SIGNATURE, "Signature"))) != len(bearers):
        raise NotSigned("It holds a signature in a place where none belongs.")
    parts = [_verified(root, one, keys) for one in bearers]
    return parts[0]


def _unambiguous(root: etree._Element) -> None:
    """Every ID is there once, so that a signature can mean one element only."""
    ids = [
        value
        for one in root.iter()
        for name, value in one.attrib.items()
        if etree.QName(name).localname.lower() == "id"
    ]
    if len(ids) != len(set(ids)):
        raise NotSigned("Two parts of it have one name.")


def _verified(root: etree._Element, bearer: etree._Element, keys: list[x509.Certificate]) -> etree._Element:
    signatures = bearer.findall(tag(SIGNATURE, "Signature"))
    references = list(signatures[0].iter(tag(SIGNATURE, "Reference")))
    name = bearer.get("ID", "")
    if len(signatures) != 1 or len(references) != 1 or not name or references[0].get("URI") != f"#{name}":
        raise NotSigned("Its signature is not about the part that it is in.")
    transforms = [one.get("Algorithm") for one in references[0].iter(tag(SIGNATURE, "Transform"))]
    if transforms not in TRANSFORMS:
        raise NotSigned("Its signature changes what it signs.")
    where = "./" if bearer is root else f"./{bearer.tag}/"
    for key in keys:
        try:
            part = _signed_by(root, key, where)
        except (SignXMLException, ValueError, TypeError, AttributeError, etree.LxmlError):
            continue
        if part.tag == bearer.tag and part.get("ID") == name:
            return part
    raise NotSigned("Its signature is not by this provider.")


def _signed_by(root: etree._Element, key: x509.Certificate, where: str) -> etree._Element:
    # Keys count, not the dates of the certificates that carry them (SAML 2.0 Metadata Interoperability Profile 2.6.1).
    rules = SignatureConfiguration(
        location=where,
        signature_methods=METHODS,
        digest_algorithms=DIGESTS,
        ignore_ambiguous_key_info=True,
        verification_time=key.not_valid_before_utc + timedelta(seconds=1),
    )
    result = XMLVerifier().verify(root, x509_cert=key, id_attribute="ID", expect_config=rules)
    assert not isinstance(result, list)
    return parsed(result.signed_data)
