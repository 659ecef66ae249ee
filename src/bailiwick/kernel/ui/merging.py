"""Two people save the same record: what only one of them changed is merged, the rest is shown side by side.

A form that edits a record carries, beside the version, what its fields held when it was opened (`was-title`): with
what was typed and what the record holds now these are three versions, and nobody's words are lost.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ledger.reading import entries_about
from bailiwick.kernel.ledger.records import Record
from bailiwick.kernel.ui.forms import shown_value
from bailiwick.kernel.ui.jinja.fields import field_of
from bailiwick.kernel.ui.jinja.times import local_input

BASE, KEEP, HAS_BASE = "was-", "keep-", "was"
THEIRS, THEIRS_EACH = "theirs", "theirs-each"
SEVERAL, DATED = ("checkboxes", "multiselect"), ("date", "datetime-local", "time")
UNSAID = ("hidden", "file", "password")


@dataclass(frozen=True, slots=True)
class Side:
    """One field in three versions, in words; `was` is None where the form did not say."""

    name: str
    label: str
    was: str | None
    theirs: str
    yours: str
    choice: str = THEIRS


@dataclass(frozen=True, slots=True)
class Change:
    """Who changed the record last (nobody but oneself: ""), when, and what they did."""

    by: str
    at: datetime
    did: str


@dataclass(slots=True)
class Merge:
    """What became of each field; `data` is what was typed with theirs taken over, made for the record as it is now."""

    data: QueryDict
    change: Change | None
    is_edit: bool = True
    conflicts: dict[str, Side] = field(default_factory=dict)
    taken: dict[str, Side] = field(default_factory=dict)
    yours: dict[str, Side] = field(default_factory=dict)

    @property
    def is_clear(self) -> bool:
        """Whether nobody need be asked: each changed other things."""
        return self.is_edit and not self.conflicts

    @property
    def by(self) -> str:
        return "Somebody" if self.change is None else self.change.by or "You yourself"

    @property
    def whom(self) -> str:
        """The same within a sentence."""
        return self.by if self.change and self.change.by else self.by.lower()

    @property
    def said(self) -> str:
        """What was merged, for whoever saved second."""
        names = ", ".join(side.label for side in self.taken.values())
        return f" {self.by} had changed something meanwhile{f'; kept of theirs: {names}' if names else ''}."


def base_of(form: forms.Form) -> list[tuple[str, str]]:
    """The hidden fields that say what the form's fields held when it was opened; refused, it says the same again."""
    if form.is_bound:
        return [
            (name, form.data.get(name, "")) for name in form.data if name.startswith(BASE) or name == HAS_BASE
        ]
    return [(HAS_BASE, "1"), *((f"{BASE}{one.html_name}", "\n".join(_held(one))) for one in _fields(form))]


def chosen(data: QueryDict) -> QueryDict:
    """What was posted, with theirs where the reader took theirs: the form showed it as what the fields held."""
    made = data.copy()
    for key in [key for key in data if key.startswith(KEEP) and data[key] in (THEIRS, THEIRS_EACH)]:
        name = key.removeprefix(KEEP)
        base = data.get(f"{BASE}{name}", "")
        made.setlist(name, base.split("\n") if data[key] == THEIRS_EACH else [base])
    return made


def merge(fresh: forms.Form, data: QueryDict, record: Record | None, by: Actor) -> Merge:
    """Compare what was typed with a fresh form of the record as it is now."""
    fields = _fields(fresh)
    found = Merge(
        data=data.copy(),
        change=_last_change(record, by) if record is not None else None,
        is_edit=HAS_BASE in data and any(one.name in fresh.initial for one in fields),
    )
    for one in fields:
        _place(found, one, data)
    for bound in fresh.hidden_fields():
        found.data[bound.html_name] = str(bound.initial)
    if record is not None:
        found.data["version"] = str(getattr(record, "version", ""))
    found.data[HAS_BASE] = "1"
    return found


def _place(found: Merge, one: BoundField, data: QueryDict) -> None:
    name, now, typed = one.html_name, _held(one), _typed(data, one)
    was = _apart(data.get(f"{BASE}{name}", ""), one) if HAS_BASE in data else None
    found.data[f"{BASE}{name}"] = "\n".join(now)
    if typed == now:
        return
    side = Side(
        name,
        str(one.label or name),
        None if was is None else shown_value(one.field, was),
        shown_value(one.field, now),
        shown_value(one.field, typed),
        THEIRS_EACH if field_of(one)["kind"] in SEVERAL else THEIRS,
    )
    if was is not None and typed == was:
        found.taken[name] = side
        found.data.setlist(name, now)
    elif was is not None and now == was:
        found.yours[name] = side
    else:
        found.conflicts[name] = side


def _fields(form: forms.Form) -> list[BoundField]:
    return [one for one in form if field_of(one)["kind"] not in UNSAID]


def _held(one: BoundField) -> list[str]:
    """What an untouched field would send."""
    kind, value = field_of(one)["kind"], one.initial
    if kind == "checkbox":
        return ["on"] if value else []
    if kind in SEVERAL:
        return sorted(str(each) for each in value or ())
    text = local_input(value) if kind in DATED else "" if value is None else str(value)
    return _clean([text])


def _typed(data: QueryDict, one: BoundField) -> list[str]:
    sent = _clean(data.getlist(one.html_name))
    return sorted(sent) if field_of(one)["kind"] in SEVERAL else sent


def _apart(text: str, one: BoundField) -> list[str]:
    return sorted(_clean(text.split("\n"))) if field_of(one)["kind"] in SEVERAL else _clean([text])


def _clean(values: list[str]) -> list[str]:
    said = (value.replace("\r\n", "\n").strip() for value in values)
    return [value for value in said if value]


def _last_change(record: Record, by: Actor) -> Change | None:
    entries = entries_about(type(record).subject_type(), record.pk, limit=1)
    if not entries:
        return None
    policy = policies.verbs().get(entries[0].verb)
    is_own = by.person_id is not None and entries[0].actor_id == by.person_id
    return Change("" if is_own else entries[0].by, entries[0].recorded_at, policy.meaning if policy else "")
