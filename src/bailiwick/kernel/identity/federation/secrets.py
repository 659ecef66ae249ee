"""Secrets of identity providers, encrypted with a key that is derived from the installation's and kept nowhere."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from bailiwick.kernel.base.errors import Invalid


def sealed(secret: str) -> bytes:
    """The secret as it is kept; nothing for no secret."""
    return _box().encrypt(secret.encode()) if secret else b""


def opened(kept: bytes) -> str:
    """The secret again; raises Invalid when the installation's key is another one now."""
    try:
        return _box().decrypt(bytes(kept)).decode() if kept else ""
    except InvalidToken:
        raise Invalid({"secret": "The secret cannot be read any more: enter it again."}) from None


def _box() -> Fernet:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"bailiwick identity provider")
    return Fernet(base64.urlsafe_b64encode(derive.derive(settings.SECRET_KEY.encode())))
