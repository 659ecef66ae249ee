"""Rows of people as a source gives them, and what comes of each; no source is known here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bailiwick.kernel.identity.models import Party, Person, Role, Team


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as a source knows them; what is None the source does not say, and it stays as it is.

    `line` is where the row stands in its source. `sign_in` is the address of their account. Teams and roles are named,
    roles also by their codes, and are added to those that they have. `person_id` is for sources that know who is meant;
    otherwise the address says it. `faults` are what the source's reader could not make sense of, by column.
    """

    line: int
    name: str | None = None
    email: str | None = None
    sign_in: str | None = None
    party: str | None = None
    teams: tuple[str, ...] | None = None
    roles: tuple[str, ...] | None = None
    zone: str | None = None
    active: bool | None = None
    person_id: int | None = None
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def addresses(self) -> set[str]:
        """The addresses by which the person may be known."""
        return {one.strip().lower() for one in (self.sign_in, self.email) if one and one.strip()}


class Kind(StrEnum):
    """What comes of a row."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(slots=True)
class Plan:
    """What a row would do: to nobody yet, or to `person`; refused when `refused` names a column and a reason.

    `odd` are remarks about what is left as it is.
    """

    row: PersonRow
    person: Person | None = None
    fields: dict[str, object] = field(default_factory=dict)
    party: Party | None = None
    account: str = ""
    is_admitted: bool = False
    joins: list[Team] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    is_disabled: bool = False
    is_enabled: bool = False
    refused: dict[str, str] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        if self.refused:
            return Kind.REFUSED
        if self.person is None:
            return Kind.CREATED
        acts = (self.fields, self.account, self.is_admitted, self.joins, self.roles, self.is_disabled)
        return Kind.CHANGED if any(acts) or self.is_enabled else Kind.UNCHANGED

    @property
    def opens(self) -> bool:
        """Whether somebody can sign in afterwards who could not before."""
        return bool(self.account or self.is_admitted)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a row, or would: for people, with the column that it was refused for."""

    line: int
    kind: Kind
    name: str
    text: str
    column: str = ""
    is_odd: bool = False
    person_id: int | None = None

    @classmethod
    def of(cls, plan: Plan, person: Person | None = None) -> "Outcome":
        """The outcome of a plan."""
        named = plan.row.name or (plan.person.name if plan.person else "") or plan.row.email or "–"
        person_id = person.pk if person else plan.person.pk if plan.person else None
        if plan.refused:
            column = next(iter(plan.refused))
            text = " ".join(plan.refused.values())
            return cls(plan.row.line, Kind.REFUSED, named, text, column, person_id=person_id)
        told = "; ".join([*said(plan), *plan.odd])
        told = told or ("somebody new" if plan.person is None else "")
        return cls(plan.row.line, plan.kind, named, told, is_odd=bool(plan.odd), person_id=person_id)


def said(plan: Plan) -> list[str]:
    """What a plan does beside making somebody known, in words."""
    words = [f"{name.replace('_', ' ')} changes" for name in plan.fields] if plan.person else []
    words += ["may sign in"] if plan.opens else []
    words += [f"joins {team.name}" for team in plan.joins]
    words += [f"gets the role {role.name}" for role in plan.roles]
    words += ["access ends"] if plan.is_disabled else []
    return words + (["access again"] if plan.is_enabled else [])
