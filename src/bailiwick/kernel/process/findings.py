"""What a check of a process definition has to say."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a definition may be published with the finding."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One defect or departure at a path of the definition.

    `key` is stable; where it is set, an error may be lifted by a recorded decision that names it.
    `requirements` are those that are no longer served.
    """

    severity: Severity
    path: str
    message: str
    key: str = ""
    requirements: tuple[str, ...] = ()


def error(path: str, message: str, key: str = "", requirements: tuple[str, ...] = ()) -> Finding:
    """A finding that stands in the way of publication."""
    return Finding(Severity.ERROR, path, message, key, requirements)


def warning(path: str, message: str, key: str = "") -> Finding:
    """A finding worth a thought."""
    return Finding(Severity.WARNING, path, message, key)
