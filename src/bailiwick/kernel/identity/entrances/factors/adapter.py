"""How django-allauth keeps factors here: secrets encrypted, passkeys bound to the installation's own address."""

import base64
import hashlib
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings

ISSUER = "Bailiwick"


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """django-allauth's hooks."""

    def encrypt(self, text: str) -> str:
        """A secret as the database keeps it: the key is in the installation's secrets, not beside it."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return ISSUER

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whom passkeys are for: the host of the public address, never one that a request claimed."""
        return {"id": urlsplit(settings.PUBLIC_URL).hostname or "localhost", "name": ISSUER}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        return {"id": str(user.pk).encode(), "display_name": user.email, "name": user.email}


def _cipher() -> Fernet:
    key = hashlib.sha256(f"bailiwick factors {settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
