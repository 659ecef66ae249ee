"""What happens to wordings."""

from dataclasses import dataclass

from bailiwick.kernel.ledger.events import event


@event
@dataclass(frozen=True, slots=True)
class WordingBroken:
    """An organization's own words could not be used, and those shipped were sent."""

    wording_id: int
    why: str
