"""The ways an operation can say no. Entrances translate these; nothing else crosses an edge."""

from collections.abc import Iterable, Mapping


class BailiwickError(Exception):
    """A rule of the product was not satisfied; `code` is stable, the text is for people."""

    code = "error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Invalid(BailiwickError):
    """Input that cannot be accepted; `fields` maps a field (or "") to what is wrong with it."""

    code = "invalid"

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {text}" if name else text for name, text in fields.items()))
        self.fields = dict(fields)


class Refused(BailiwickError):
    """The actor may not do this."""

    code = "refused"


class NotFound(BailiwickError):
    """There is no such thing, or not for this actor."""

    code = "not_found"


class Stale(BailiwickError):
    """The record was changed by someone else since it was read."""

    code = "stale"

    def __init__(self, message: str, *, expected: int, actual: int) -> None:
        super().__init__(message)
        self.expected = expected
        self.actual = actual


class NotAllowedNow(BailiwickError):
    """The process does not allow this verb from the present state."""

    code = "not_allowed_now"

    def __init__(self, verb: str, state: str, allowed: Iterable[str] = ()) -> None:
        self.verb, self.state, self.allowed = verb, state, tuple(sorted(allowed))
        choices = ", ".join(self.allowed) or "nothing"
        super().__init__(f"“{verb}” is not possible while “{state}”; possible now: {choices}.")


class TooMany(BailiwickError):
    """More was asked than is allowed; `retry_after` says in how many seconds it is answered again."""

    code = "too_many"

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class NoTenant(BailiwickError):
    """Tenant data was asked for outside any organization: a defect, never a user's mistake."""

    code = "no_tenant"


class OutsideOperation(BailiwickError):
    """A write was tried outside an operation: a defect, never a user's mistake."""

    code = "outside_operation"
