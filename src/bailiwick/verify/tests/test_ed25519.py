"""The verifier's own Ed25519 against RFC 8032, against the cryptography library, and against forgeries."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from bailiwick.verify.bailiwick_verify import ORDER, P, decode_point, ed25519_holds

RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]


@pytest.mark.parametrize(("public", "message", "signature"), RFC_8032)
def test_rfc_8032(public: str, message: str, signature: str) -> None:
    assert ed25519_holds(bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature))


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.data())
def test_agrees_with_the_cryptography_library(seed: bytes, message: bytes, data: st.DataObject) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = private.public_key().public_bytes_raw(), private.sign(message)
    assert ed25519_holds(public, message, signature)
    bit = data.draw(st.integers(0, 511))
    flipped = (int.from_bytes(signature, "big") ^ (1 << bit)).to_bytes(64, "big")
    assert not ed25519_holds(public, message, flipped)
    assert not ed25519_holds(public, message + b"x", signature)


def test_a_scalar_above_the_order_is_refused() -> None:
    public, message, signature = (bytes.fromhex(part) for part in RFC_8032[1])
    scalar = int.from_bytes(signature[32:], "little") + ORDER
    assert not ed25519_holds(public, message, signature[:32] + scalar.to_bytes(32, "little"))


@pytest.mark.parametrize("y", [0, 1, P - 1])
def test_a_key_under_which_anything_holds_is_refused(y: int) -> None:
    public = y.to_bytes(32, "little")
    assert decode_point(public) is not None
    identity = (1).to_bytes(32, "little")
    assert not any(ed25519_holds(public, bytes([n]), identity + bytes(32)) for n in range(8))


@pytest.mark.parametrize("data", [P.to_bytes(32, "little"), b"\xff" * 32, (2).to_bytes(32, "little")])
def test_bytes_that_are_no_point(data: bytes) -> None:
    assert decode_point(data) is None
    assert not ed25519_holds(data, b"", bytes(64))


@pytest.mark.parametrize("y", [1, P - 1])
def test_a_negative_zero_is_no_point(y: int) -> None:
    assert decode_point((y | 1 << 255).to_bytes(32, "little")) is None


def test_a_signature_has_64_bytes() -> None:
    public, message, signature = (bytes.fromhex(part) for part in RFC_8032[1])
    assert signature[63] == 0
    for other in (b"", signature[:63], signature + b"\x00"):
        assert not ed25519_holds(public, message, other)
