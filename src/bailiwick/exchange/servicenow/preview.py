"""What an import of a surveyed log would create, compared with what is there."""

from collections.abc import Iterable, Set
from dataclasses import asdict, dataclass

from bailiwick.exchange.past import names
from bailiwick.exchange.past.operations import known_numbers
from bailiwick.exchange.servicenow.conversion import SYSTEM
from bailiwick.exchange.servicenow.survey import Survey


@dataclass(frozen=True, slots=True)
class Preview:
    """How many records of each kind are new, and how many incidents of the log are there already.

    Updates become entries of the ledger; `users` are people who reported, `staff` those who worked.
    """

    incidents: int
    updates: int
    staff: int
    users: int
    teams: int
    categories: int
    existing_incidents: int

    def as_dict(self) -> dict[str, int]:
        """The numbers by name."""
        return asdict(self)


def preview(survey: Survey) -> Preview:
    """Look up what the log refers to in the current organization; nothing is written."""
    known = known_numbers(SYSTEM) & survey.sizes.keys()
    referred = survey.referred
    return Preview(
        incidents=len(survey.sizes) - len(known),
        updates=sum(survey.sizes.values()) - sum(survey.sizes[number] for number in known),
        staff=_missing(referred.staff, names.known_staff(referred.staff)),
        users=_missing(referred.users, names.known_users(referred.users)),
        teams=_missing(referred.teams, names.known_teams(referred.teams)),
        categories=_missing_categories(referred.classes),
        existing_incidents=len(known),
    )


def _missing(referred: Iterable[str], known: Set[str]) -> int:
    return len({name.lower() for name in names.unknown(referred, known)})


def _missing_categories(classes: Iterable[tuple[str, str | None]]) -> int:
    shown = {(names.called(top), names.called(below or "")) for top, below in classes}
    known = names.categories()
    tops = {top for top, _ in shown if top}
    missing = sum((None, top) not in known for top in tops)
    return missing + sum(
        (known.get((None, top)), below) not in known for top, below in shown if top and below
    )
