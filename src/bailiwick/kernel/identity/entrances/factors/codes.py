"""Codes of an authenticator app (RFC 6238): six digits, thirty seconds, each good once."""

import hmac
import secrets
import struct
from base64 import b32decode, b32encode
from datetime import datetime

PERIOD = 30
DIGITS = 6
DRIFT = 1  # a phone's clock may be one period off


def new_secret() -> str:
    """160 random bits, as apps take them."""
    return b32encode(secrets.token_bytes(20)).decode()


def code_at(secret: str, counter: int) -> str:
    """The code of one period (RFC 4226, 5.3)."""
    digest = hmac.digest(b32decode(secret), struct.pack(">Q", counter), "sha1")
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def period_of(secret: str, code: str, at: datetime, *, after: int = 0) -> int | None:
    """The period that a code belongs to, or None when it is wrong, or not of a later period than `after`.

    Who remembers the period as the next `after` accepts no code twice (RFC 6238, 5.2).
    """
    now = int(at.timestamp()) // PERIOD
    found = None
    for counter in range(now - DRIFT, now + DRIFT + 1):
        if hmac.compare_digest(code_at(secret, counter).encode(), code.encode()) and counter > after:
            found = counter
    return found


def plain(typed: str) -> str:
    """A code as it was typed, without the spaces and hyphens that people put between digits."""
    return "".join(character for character in typed if character not in " -\u00a0")[:40]
