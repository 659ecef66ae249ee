"""The register of retention rules: what each would take now, and having it done."""

from datetime import datetime

from django import forms
from django.utils import timezone

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.retention import operations, queries, running
from bailiwick.kernel.retention.kinds import KINDS
from bailiwick.kernel.retention.models import RetentionRule
from bailiwick.kernel.ui.jinja import times
from bailiwick.kernel.ui.registers.declaration import (
    Action,
    Column,
    Part,
    ReasonForm,
    Register,
    RegisterForm,
    declare,
    with_reason,
)

DAYS = "After how many days?"


class DaysForm(ReasonForm):
    """After how many days, and why."""

    days = forms.IntegerField(label=DAYS, min_value=1, max_value=operations.MOST_DAYS)

    field_order: tuple[str, ...] = ("days", "reason")

    def arrange(self) -> None:
        super().arrange()
        if self.record is not None:
            self.initial["days"] = self.record.days


class RuleForm(DaysForm):
    """A kind of record, after how many days, and why."""

    kind = forms.ChoiceField(label="What?")

    field_order = ("kind", "days", "reason")

    def arrange(self) -> None:
        super().arrange()
        self.offer_choices(
            "kind", [(one.name, f"{one.label}, counted from {one.counted_from}") for one in KINDS.values()]
        )


class NothingForm(RegisterForm):
    """Nothing has to be said."""


def _when(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{times.day(local.date())}, {local:%H:%M}"


def _preview(_actor: Actor, rule: RetentionRule) -> list[Part]:
    """What the rule would take now; nothing is written."""
    kind = queries.kind_of(rule)
    found = queries.due(kind, rule.days)
    rows: list[tuple[str, str, str]] = [("What happens", "", kind.what), ("How many", "", f"{found.count:,}")]
    if found.first and found.last:
        rows.append(("Counted from", "", f"{_when(found.first)} to {_when(found.last)}"))
    kept = f"{found.held:,} stay, because somebody in them is under legal hold."
    rows.append(("Kept by a legal hold", "", kept if found.held else "None"))
    return [Part("What it would take now", rows)]


def _parts(actor: Actor, rule: RetentionRule) -> list[Part]:
    if rule.ended_at is not None:
        return []
    last = [
        (
            run.title,
            "",
            f"{_when(run.created_at)}: {run.get_state_display()}, {run.done:,} of {run.total:,} rows",
        )
        for run in queries.runs_of(rule)
    ]
    return [*_preview(actor, rule), Part("Latest runs", last)]


RULES = declare(
    Register(
        name="retention",
        title="Retention",
        singular="rule",
        lead="How long each kind of data is kept. What is older is erased at night, and the ledger says so; nothing of "
        "people under legal hold is erased.",
        icon="hourglass",
        group="Setup",
        order=78,
        read="retention.read",
        rows=queries.visible_rules,
        columns=(
            Column("label", "What", "main", sort="kind"),
            Column("days", "After"),
            Column("counted", "Counted from"),
            Column("state", "State"),
        ),
        shown=lambda one: {
            "label": queries.kind_of(one).label,
            "days": f"{one.days:,} days",
            "counted": queries.kind_of(one).counted_from,
            "state": "Ended" if one.ended_at else "In force",
        },
        sorts={"kind": Sort("kind")},
        default="kind",
        facts=lambda one: [
            ("What", queries.kind_of(one).label),
            ("After", f"{one.days:,} days"),
            ("Counted from", queries.kind_of(one).counted_from),
            ("Why", one.reason),
            ("State", "Ended" if one.ended_at else "In force"),
        ],
        add_verb="retention.add",
        add_form=RuleForm,
        add=lambda by, data: operations.add_rule(data["kind"], by=by, days=data["days"], reason=data["reason"]),
        actions=(
            Action(
                "revise", "Edit", "retention.revise", DaysForm,
                lambda one, by, data, version: operations.revise_rule(
                    one, by=by, days=data["days"], reason=data["reason"], expected_version=version
                ),
                when=lambda one: one.ended_at is None,
            ),
            Action(
                "run", "Erase now", "retention.run", NothingForm,
                lambda one, by, _data, _version: running.ask_for(one, by=by),
                icon="eraser", when=lambda one: one.ended_at is None, preview=_preview,
                done="It is being erased, in the background.",
            ),
            Action(
                "end", "End", "retention.end", ReasonForm,
                with_reason(operations.end_rule),
                icon="x", when=lambda one: one.ended_at is None, done="Ended: nothing more is erased by it.",
            ),
        ),
        parts=_parts,
    )
)  # fmt: skip
