"""Secrets shared with other systems, encrypted with keys that are derived from the installation's and kept nowhere."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from bailiwick.kernel.base.errors import Invalid

PROVIDER = "identity provider"


def sealed(secret: str, purpose: str = PROVIDER) -> bytes:
    """The secret as it is kept; nothing for no secret. Each purpose has a key of its own."""
    return _box(purpose).encrypt(secret.encode()) if secret else b""


def opened(kept: bytes, purpose: str = PROVIDER) -> str:
    """The secret again; raises Invalid when the installation's key is another one now."""
    try:
        return _box(purpose).decrypt(bytes(kept)).decode() if kept else ""
    except InvalidToken:
        raise Invalid({"secret": "The secret cannot be read any more: enter it again."}) from None


def _box(purpose: str) -> Fernet:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"bailiwick {purpose}".encode())
    return Fernet(base64.urlsafe_b64encode(derive.derive(settings.SECRET_KEY.encode())))
