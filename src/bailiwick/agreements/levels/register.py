"""The register of agreements (8.3.3), with their targets by priority."""

from typing import Any

from django import forms
from django.utils import timezone

from bailiwick.agreements.levels import operations, queries
from bailiwick.agreements.levels.models import Agreement, ServiceLevelTarget
from bailiwick.agreements.levels.types import Target
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.calendar import queries as calendars
from bailiwick.kernel.identity import queries as people
from bailiwick.kernel.ui.choosing import RecordField
from bailiwick.kernel.ui.registers.declaration import Action, Column, Part, Register, RegisterForm, declare
from bailiwick.kernel.work.effort.queries import words
from bailiwick.portfolio.services import queries as services

MOST = 500
WARN_PERCENT = 75
PRIORITIES = range(1, 6)
METRICS = ServiceLevelTarget.Metric.choices


class AgreementForm(RegisterForm):
    """An agreement; targets are minutes of service time, empty where none was agreed."""

    name = forms.CharField(label="Name", max_length=200)
    service = RecordField(label="Service", required=False)
    party = RecordField(label="Customer", required=False)
    calendar = RecordField(label="Service hours")
    valid_from = forms.DateField(label="From", widget=forms.DateInput(attrs={"type": "date"}))
    valid_to = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def arrange(self) -> None:
        has = self.record
        used = services.services_in_use(self.actor)[:MOST]
        self.offer("service", used, "All services", now=has.service if has else None)
        customers = people.visible_parties(self.actor).filter(kind="customer")[:MOST]
        self.offer("party", customers, "All customers", now=has.party if has else None)
        in_use = calendars.visible_calendars(self.actor).filter(retired_at__isnull=True)
        self.offer("calendar", in_use, "Choose one", now=has.calendar if has else None)
        for metric, label in METRICS:
            for priority in PRIORITIES:
                self.fields[f"{metric}_{priority}"] = forms.IntegerField(
                    label=f"{label} of P{priority}, minutes", required=False, min_value=1, max_value=10**6
                )
        self.initial.setdefault("valid_from", timezone.localdate())
        if self.record is not None:
            self._fill(self.record)

    def _fill(self, agreement: Agreement) -> None:
        self.initial.update({
            "name": agreement.name, "service": agreement.service_id, "party": agreement.party_id,
            "calendar": agreement.calendar_id, "valid_from": agreement.valid_from, "valid_to": agreement.valid_to,
        })  # fmt: skip
        for target in agreement.targets.all():
            self.initial[f"{target.metric}_{target.priority}"] = target.within_minutes


class EndForm(RegisterForm):
    """From when on it holds no more."""

    on = forms.DateField(label="Last day", widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label="Why?", max_length=500)


def _given(data: dict[str, Any], has: Agreement | None = None) -> dict[str, Any]:
    """What the form says; the share at which a warning is due stays as it was agreed."""
    agreed = {(t.metric, t.priority): t.warn_percent for t in has.targets.all()} if has else {}
    targets = [
        Target(metric, priority, minutes, agreed.get((metric, priority), WARN_PERCENT))
        for metric, _ in METRICS
        for priority in PRIORITIES
        if (minutes := data.pop(f"{metric}_{priority}", None))
    ]
    return {**data, "targets": targets}


def _add(by: Actor, data: dict[str, Any]) -> Agreement:
    given = _given(data)
    return operations.add_agreement(given.pop("name"), by=by, **given)


def _parts(_actor: Actor, agreement: Agreement) -> list[Part]:
    targets = agreement.targets.order_by("metric", "priority")
    return [
        Part(
            "Targets",
            [
                (f"{t.get_metric_display()} of P{t.priority}", "", f"within {words(t.within_minutes)}")
                for t in targets
            ],
        )
    ]


AGREEMENTS = declare(
    Register(
        name="agreements",
        title="Agreements",
        singular="agreement",
        lead="How fast incidents are answered and resolved, counted in service hours. The most specific one applies.",
        icon="writing",
        group="Services",
        order=20,
        read="agreement.read",
        rows=lambda actor: queries.visible_agreements(actor).select_related("service", "party", "calendar"),
        columns=(
            Column("name", "Name", "main", sort="name"),
            Column("service", "Service"),
            Column("party", "Customer"),
            Column("calendar", "Service hours"),
            Column("valid_from", "From", "date"),
            Column("valid_to", "To", "date"),
        ),
        shown=lambda one: {
            "name": one.name,
            "service": one.service.name if one.service else "All",
            "party": one.party.name if one.party else "All",
            "calendar": one.calendar.name,
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
        },
        sorts={"name": Sort("name")},
        default="name",
        facts=lambda one: [
            ("Service", one.service.name if one.service else "All services"),
            ("Customer", one.party.name if one.party else "All customers"),
            ("Service hours", one.calendar.name),
            ("From", one.valid_from),
            ("To", one.valid_to),
            ("Version", one.version),
        ],
        add_verb="agreement.add",
        add_form=AgreementForm,
        add=_add,
        actions=(
            Action(
                "revise", "Edit", "agreement.revise", AgreementForm,
                lambda one, by, data, version: operations.revise_agreement(
                    one, by=by, expected_version=version, **_given(data, one)
                ),
            ),
            Action(
                "end", "End", "agreement.end", EndForm,
                lambda one, by, data, version: operations.end_agreement(
                    one, by=by, on=data["on"], reason=data["reason"], expected_version=version
                ),
                icon="x", when=lambda one: one.valid_to is None, done="Ended.",
            ),
        ),
        parts=_parts,
    )
)  # fmt: skip
