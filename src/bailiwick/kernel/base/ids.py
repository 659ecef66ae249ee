"""Ids as they come in from outside."""

LARGEST = 2**63 - 1


def read_id(text: str) -> int | None:
    """The positive id that a text is, or None: only plain digits, and no larger than the database counts."""
    if not (text.isascii() and text.isdigit() and len(text) <= 19):
        return None
    value = int(text)
    return value if 0 < value <= LARGEST else None
