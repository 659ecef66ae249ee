"""Ids of resources: unique over all kinds (RFC 7643, 3.1), so that a user's and a group's are told apart."""

USER, GROUP = "u", "g"
MOST_DIGITS = 18


def written(kind: str, key: int) -> str:
    """The id of a record."""
    return f"{kind}{key}"


def read(kind: str, text: str) -> int:
    """The record's key; 0, which no record has, when the text is no id of that kind."""
    digits = text[1:]
    is_id = text[:1] == kind and digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS
    return int(digits) if is_id else 0
