"""What somebody does with a record that is open before them."""

from dataclasses import dataclass
from enum import StrEnum


class Doing(StrEnum):
    """In rising order of what others had better know."""

    READING = "reading"
    NOTE = "note"
    REPLY = "reply"
    EDITING = "editing"


WORDS = {
    Doing.READING: "is reading",
    Doing.NOTE: "is writing a note",
    Doing.REPLY: "is writing a reply",
    Doing.EDITING: "is changing it",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody else at the record, and for how many seconds that holds unless they say so again."""

    name: str
    doing: Doing
    seconds: float
