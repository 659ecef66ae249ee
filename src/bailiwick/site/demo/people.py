"""The people of the demonstration organization, its customers and its suppliers."""

from dataclasses import dataclass
from random import Random

from bailiwick.site.demo.chance import chance
from bailiwick.site.demo.services import CUSTOMERS, SUPPLIERS, TEAMS
from bailiwick.site.demo.stories import given_names

DESK, TEAM_SIZE = 9, 7
CUSTOMER_SIZES = (18, 16, 14, 13, 11, 9)
SUPPLIER_SIZE = 2
# Of the first customer: what they sign in as, and the role they hold.
CUSTOMERS_LOGINS = {0: ("customer", ""), 1: ("coordinator", "COORD")}

OFFICE = (
    ("administrator", "ADMIN"),
    ("incident-manager", "IM"),
    ("service-levels", "SLMM"),
    ("auditor", "AUD"),
    ("director", "TM"),
)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody: of a team, of the office, or of a party. `login` is set for those who get an account."""

    key: str
    name: str
    mailbox: str
    team: str = ""
    role: str = ""
    party: str = ""
    login: str = ""
    is_director: bool = False


@dataclass(frozen=True, slots=True)
class Roll:
    """Everybody, once."""

    staff: tuple[Member, ...]
    outside: tuple[Member, ...]

    def team(self, code: str) -> list[Member]:
        """The members of a team."""
        return [member for member in self.staff if member.team == code]

    def of_party(self, name: str) -> list[Member]:
        """The people of a customer or supplier."""
        return [member for member in self.outside if member.party == name]

    def logins(self) -> list[Member]:
        """Those who can sign in, the administrator first."""
        return [member for member in (*self.staff, *self.outside) if member.login]


def call_the_roll(seed: int, slug: str) -> Roll:
    """Name everybody; mailboxes are unique and lie in domains that can never exist."""
    names = _names(chance(seed, "people"))
    staff = [_office(code, role, names, slug) for code, role in OFFICE]
    for team in TEAMS:
        role = "SD" if team == "desk" else "TECH"
        for place in range(DESK if team == "desk" else TEAM_SIZE):
            login = {"desk": "desk agent", "network": "technician"}.get(team, "") if place == 0 else ""
            staff.append(_member(names, slug, team=team, role=role, login=login))
    outside: list[Member] = []
    first = next(iter(CUSTOMERS))
    for (party, domain), size in zip(CUSTOMERS.items(), CUSTOMER_SIZES, strict=True):
        for place in range(size):
            login, role = CUSTOMERS_LOGINS.get(place, ("", "")) if party == first else ("", "")
            outside.append(_member(names, f"{domain}.{slug}", party=party, login=login, role=role))
    for party, domain in SUPPLIERS.items():
        outside += [_member(names, f"{domain}.{slug}", party=party) for _ in range(SUPPLIER_SIZE)]
    return Roll(tuple(staff), tuple(outside))


def _names(rng: Random) -> list[str]:
    """Every name at most once, in the seed's order."""
    given = given_names()
    names = [f"{first} {last}" for first in given["first"] for last in given["last"]]
    rng.shuffle(names)
    return names


def _office(code: str, role: str, names: list[str], slug: str) -> Member:
    login = code.replace("-", " ") if role in ("ADMIN", "IM", "AUD") else ""
    return _member(names, slug, role=role, login=login, is_director=code == "director")


def _member(
    names: list[str],
    domain: str,
    *,
    team: str = "",
    role: str = "",
    party: str = "",
    login: str = "",
    is_director: bool = False,
) -> Member:
    name = names.pop()
    mailbox = f"{name.lower().replace(' ', '.')}@{domain}.example"
    return Member(mailbox, name, mailbox, team, role, party, login, is_director)
