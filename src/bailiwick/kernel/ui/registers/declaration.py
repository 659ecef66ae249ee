"""What a register is: its rows, columns, forms and operations, said once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.jobs.exporting import declaration as listings
from bailiwick.kernel.ui.choosing import Choosing
from bailiwick.kernel.ui.forms import Form
from bailiwick.kernel.ui.navigation import may_somewhere

Data = dict[str, Any]


class RegisterForm(Choosing, Form):
    """A form of a register, made for an actor and perhaps for a record."""

    def __init__(self, *args: Any, actor: Actor, record: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.record = actor, record
        self.arrange()

    def arrange(self) -> None:
        """Fill choices and initial values."""


class ReasonForm(RegisterForm):
    """Why."""

    reason = forms.CharField(label="Why?", max_length=500)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list: a key of the row, its heading, its kind (see the table component), and its order."""

    key: str
    label: str
    kind: str = "text"
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A list beside a record: a title, and rows of (text, address or "", note)."""

    title: str
    rows: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Action:
    """Something that is done to one record: the policy's verb, the form it needs, the operation it calls.

    `preview`, if there is one, says beside the form what would be done. `perform` gets the record, the actor, the
    form's data and the version that the form was made from; `once` is the secret in what it gives, to be shown this
    once.
    """

    name: str
    label: str
    verb: str
    form: type[RegisterForm]
    perform: Callable[[Any, Actor, Data, int | None], Any]
    icon: str = "pencil"
    when: Callable[[Any], bool] = lambda _record: True
    done: str = "Saved."
    once: Callable[[Any], str] = lambda _done: ""
    preview: Callable[[Actor, Any], list[Part]] | None = None


def with_reason(operation: Callable[..., Any]) -> Callable[[Any, Actor, Data, int | None], Any]:
    """What an action with a `ReasonForm` performs: the operation, told why."""
    return lambda one, by, data, version: operation(
        one, by=by, reason=data["reason"], expected_version=version
    )


@dataclass(frozen=True, slots=True)
class Register:
    """A register of records; `name` is its address and route, `singular` what one of them is called.

    `variants` are the kinds, with their names, that a new one may be of: the field `kind` of the form says which.
    Who adds to a serious one by its page says once more who they are, unless they did so a moment ago.
    """

    name: str
    title: str
    singular: str
    lead: str
    icon: str
    group: str
    order: int
    read: str
    rows: Callable[[Actor], QuerySet[Any]]
    columns: tuple[Column, ...]
    shown: Callable[[Any], Mapping[str, Any]]
    sorts: Mapping[str, Sort]
    default: str
    facts: Callable[[Any], list[tuple[str, Any]]]
    add_verb: str = ""
    add_form: type[RegisterForm] | None = None
    add: Callable[[Actor, Data], Any] | None = None
    variants: tuple[tuple[str, str], ...] = ()
    actions: tuple[Action, ...] = ()
    search: Callable[[Actor, str], Q] | None = None
    parts: Callable[[Actor, Any], list[Part]] = field(default=lambda _actor, _record: [])
    once: Callable[[Any], str] = field(default=lambda _made: "")
    is_serious: bool = False

    @property
    def new_route(self) -> str:
        return f"{self.name}-new"

    @property
    def record_route(self) -> str:
        return f"{self.name}-record"

    @property
    def action_route(self) -> str:
        return f"{self.name}-action"

    def action(self, name: str) -> Action | None:
        """The action of that name."""
        return next((one for one in self.actions if one.name == name), None)


_registers: dict[str, Register] = {}


def declare(register: Register) -> Register:
    """Make a register known, so that its pages, its place in the navigation and its API exist."""
    if register.name in _registers:
        raise ValueError(f"There is a register {register.name} already.")
    _registers[register.name] = register
    listings.declare(listings.Listing(register.name, register.title, _may(register), _asked(register)))
    return register


def _may(register: Register) -> Callable[[Actor], bool]:
    return lambda actor: may_somewhere(actor, register.read)


def _asked(register: Register) -> Callable[[Actor, QueryDict], listings.Asked]:
    """The register as its address asks for it, for a file."""

    def cells(record: Any) -> list[Any]:
        shown = register.shown(record)
        return [shown.get(column.key) for column in register.columns]

    def asked(actor: Actor, params: QueryDict) -> listings.Asked:
        return listings.Asked(
            rows=found(register, actor, params.get("q", "")),
            sorts=register.sorts,
            sort=params.get("sort") or register.default,
            columns=[listings.Column(column.label, column.kind) for column in register.columns],
            cells=cells,
        )

    return asked


def found(register: Register, actor: Actor, words: str) -> QuerySet[Any]:
    """The register's rows that contain the words, where it can be searched."""
    rows, sought = register.rows(actor), words.replace("\0", "").strip()[:200]
    return rows.filter(register.search(actor, sought)) if register.search and sought else rows


def registers() -> list[Register]:
    """Every register."""
    return list(_registers.values())
