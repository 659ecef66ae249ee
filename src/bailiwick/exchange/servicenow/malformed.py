"""The one way a log says that it cannot be read: a line, a column and a reason."""

from bailiwick.kernel.base.errors import Invalid

SHOWN = 60


class MalformedLog(Invalid):
    """The file is not such a log; nothing of it may be imported. Lines count from 1, the header's line."""

    code = "malformed_log"

    def __init__(self, line: int, column: str, reason: str) -> None:
        super().__init__({column: f"line {line}: {reason}"})
        self.line, self.column, self.reason = line, column, reason
        self.message = f"line {line}, column {column}: {reason}"
        self.args = (self.message,)

    def __reduce__(self) -> tuple[type["MalformedLog"], tuple[int, str, str]]:
        return MalformedLog, (self.line, self.column, self.reason)


def shown(text: str) -> str:
    """The text as a reader may see it in a message: escaped, quoted and never long."""
    return repr(text if len(text) <= SHOWN else text[:SHOWN] + "…")
