"""XML from outside: read without document types, entities, comments and the network."""

from lxml import etree

LARGEST = 1024 * 1024
SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol"
METADATA = "urn:oasis:names:tc:SAML:2.0:metadata"
SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"


def parsed(content: bytes, parser: etree.XMLParser | None = None) -> etree._Element:
    """The root of a document that is elements and text and nothing else; raises ValueError.

    Entities could make a small text a huge one, and a comment inside a name is not signed and splits it in two.
    """
    if len(content) > LARGEST:
        raise ValueError("It is too large.")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError("It declares a document type.")
    try:
        root = etree.fromstring(content, parser or hardened())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError("It is no XML.") from error
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.externalDTD is not None:
        raise ValueError("It declares a document type.")
    return root


def hardened(*, keeps_comments: bool = True) -> etree.XMLParser:
    """A parser that fetches and expands nothing."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=not keeps_comments,
        remove_pis=not keeps_comments,
    )


def only_elements(root: etree._Element) -> None:
    """Raises ValueError for a document with comments, processing instructions or entities."""
    if any(not isinstance(one.tag, str) for one in root.iter()):
        raise ValueError("It holds comments, instructions or entities, which nobody signs.")


def text_of(element: etree._Element | None) -> str:
    """The text of an element without children; empty for none."""
    return "" if element is None or len(element) else (element.text or "").strip()


def tag(namespace: str, name: str) -> str:
    """A name in a namespace, as lxml writes it."""
    return f"{{{namespace}}}{name}"
