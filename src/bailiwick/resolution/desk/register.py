"""The register of incident categories."""

from django import forms

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.ui.choosing import RecordField
from bailiwick.kernel.ui.registers.declaration import (
    Action,
    Column,
    ReasonForm,
    Register,
    RegisterForm,
    declare,
)
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.models import Level, PriorityMatrix
from bailiwick.resolution.incidents.operations import arranging


class CategoryForm(RegisterForm):
    """A category."""

    name = forms.CharField(label="Name", max_length=200)

    def arrange(self) -> None:
        if self.record is not None:
            self.initial["name"] = self.record.name


class NewCategoryForm(CategoryForm):
    """A category, perhaps below another."""

    parent = RecordField(label="Part of", required=False)

    def arrange(self) -> None:
        super().arrange()
        self.offer("parent", queries.categories_in_use().filter(parent__isnull=True), "Nothing")


CATEGORIES = declare(
    Register(
        name="categories",
        title="Incident categories",
        singular="category",
        lead="What incidents can be about. Every incident gets one category.",
        icon="tag",
        group="Setup",
        order=70,
        read="organization.read",
        rows=lambda _actor: queries.categories(),
        columns=(Column("name", "Name", "main", sort="name"), Column("parent", "Part of"), Column("state", "State")),
        shown=lambda one: {
            "name": one.name,
            "parent": one.parent.name if one.parent else "",
            "state": "Retired" if one.retired_at else "In use",
        },
        sorts={"name": Sort("name")},
        default="name",
        facts=lambda one: [
            ("Part of", one.parent.name if one.parent else None),
            ("State", "Retired" if one.retired_at else "In use"),
        ],
        add_verb="category.add",
        add_form=NewCategoryForm,
        add=lambda by, data: arranging.add_category(data["name"], by=by, parent=data["parent"]),
        actions=(
            Action(
                "revise", "Edit", "category.revise", CategoryForm,
                lambda one, by, data, version: arranging.revise_category(
                    one, by=by, name=data["name"], expected_version=version
                ),
            ),
            Action(
                "retire", "Retire", "category.retire", ReasonForm,
                lambda one, by, data, _version: arranging.retire_category(one, by=by, reason=data["reason"]),
                icon="x", when=lambda one: one.retired_at is None, done="Retired.",
            ),
        ),
    )
)  # fmt: skip


class MatrixForm(RegisterForm):
    """A priority for each impact and urgency."""

    def arrange(self) -> None:
        newest = queries.newest_matrix()
        # What the form was made from: who comes second is told so.
        self.fields["based_on"] = forms.IntegerField(
            required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput
        )
        self.initial["based_on"] = newest.number if newest else 0
        for impact, impact_label in Level.choices:
            for urgency, urgency_label in Level.choices:
                key = f"{impact}{urgency}"
                self.fields[f"cell_{key}"] = forms.TypedChoiceField(
                    label=f"{impact_label} impact, {urgency_label.lower()} urgency",
                    choices=[(n, f"P{n}") for n in range(1, 6)],
                    coerce=int,
                )
                if newest is not None:
                    self.initial.setdefault(f"cell_{key}", newest.cells[key])


def _put_in_force(by: Actor, data: dict[str, int]) -> PriorityMatrix:
    prefix = "cell_"
    cells = {name.removeprefix(prefix): value for name, value in data.items() if name.startswith(prefix)}
    return arranging.revise_matrix(cells, by=by, expected_number=data["based_on"])


MATRICES = declare(
    Register(
        name="matrices",
        title="Priority matrix",
        singular="matrix",
        lead="Impact and urgency give the priority. A new matrix holds for what is prioritised from then on.",
        icon="grid-dots",
        group="Setup",
        order=75,
        read="organization.read",
        rows=lambda _actor: queries.matrices(),
        columns=(Column("name", "Version", "main"), Column("created_at", "In force since", "time")),
        shown=lambda one: {"name": str(one), "created_at": one.created_at},
        sorts={"newest": Sort("-number")},
        default="newest",
        facts=lambda one: [
            (f"{Level(int(key[0])).label} impact, {Level(int(key[1])).label.lower()} urgency", f"P{value}")
            for key, value in sorted(one.cells.items())
        ],
        add_verb="matrix.revise",
        add_form=MatrixForm,
        add=_put_in_force,
    )
)  # fmt: skip
