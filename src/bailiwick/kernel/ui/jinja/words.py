"""Small matters of wording: initials, counts with their noun, a steady colour for a name."""

from functools import lru_cache
from zlib import crc32

TONES = 6


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """Return at most two letters: of the first and the last word of a name."""
    parts = [part for part in name.replace("-", " ").split() if part[0].isalnum()]
    if not parts:
        return "?"
    ends = parts[:1] if len(parts) == 1 else [parts[0], parts[-1]]
    return "".join(part[0] for part in ends).upper()


@lru_cache(maxsize=4096)
def tone(name: str) -> int:
    """Return a number from 1 to 6 that is always the same for the same name (an avatar's colour)."""
    return crc32(name.casefold().encode()) % TONES + 1


def counted(amount: int, one: str, many: str = "") -> str:
    """Return the amount with its noun: `1 incident`, `3 incidents`, `2 people`."""
    return f"{amount:,} {one if amount == 1 else many or f'{one}s'}"
