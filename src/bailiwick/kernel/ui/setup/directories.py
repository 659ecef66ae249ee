"""Groups of directories, and the roles that they give."""

from typing import Any

from django import forms

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.identity import queries as identity
from bailiwick.kernel.identity.federation import operations, queries
from bailiwick.kernel.identity.federation.models import SCIM, DirectoryGroup, GroupMapping
from bailiwick.kernel.ui.choosing import RecordField
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

MOST = 500


def _group_parts(actor: Actor, group: DirectoryGroup) -> list[Part]:
    people = identity.visible_people(actor).filter(directory_groups__group=group)[:MOST]
    given = queries.mappings(actor).filter(
        provider=group.provider_id, group_key=group.name.lower(), retired_at=None
    )
    return [
        Part("Gives the roles", [(one.role.name, f"/mappings/{one.pk}/", "") for one in given]),
        Part("People", [(one.name, f"/people/{one.pk}/", one.email) for one in people]),
    ]


GROUPS = declare(
    Register(
        name="groups",
        title="Directory groups",
        singular="group",
        lead="Groups that a directory sent, or that were named when somebody signed in. Their directory keeps them.",
        icon="users-group",
        group="People and access",
        order=34,
        read="organization.read",
        rows=queries.groups,
        columns=(Column("name", "Name", "main", sort="name"), Column("source", "From")),
        shown=lambda one: {"name": one.name, "source": one.source},
        sorts={"name": Sort("name_key")},
        default="name",
        facts=lambda one: [("From", one.source), ("Its id there", one.external_id or None)],
        parts=_group_parts,
    )
)


class MappingForm(RegisterForm):
    """Which group gives which role."""

    group = forms.CharField(
        label="Name of the group",
        max_length=200,
        help_text="As its directory has it. It need not have come yet, and upper and lower case are the same.",
    )
    provider = RecordField(label="Whose group is it?", required=False)
    role = RecordField(label="Role that its members hold")

    def arrange(self) -> None:
        self.offer("provider", queries.providers(self.actor)[:MOST], "A directory's, sent by SCIM")
        roles = identity.visible_roles(self.actor).filter(retired_at__isnull=True)
        self.offer("role", roles[:MOST], "Choose one")


def _add(by: Actor, data: dict[str, Any]) -> GroupMapping:
    return operations.add_mapping(data["group"], data["role"], by=by, provider=data["provider"])


def _mapping_parts(actor: Actor, mapping: GroupMapping) -> list[Part]:
    people = identity.visible_people(actor).filter(
        pk__in=mapping.given.filter(assignment__ended_at=None).values("person")
    )
    return [
        Part("Hold the role by it", [(one.name, f"/people/{one.pk}/", one.email) for one in people[:MOST]])
    ]


MAPPINGS = declare(
    Register(
        name="mappings",
        title="Roles by group",
        singular="mapping",
        lead="Who is in a group of a directory holds the role, as long as they are in it.",
        icon="arrows-join",
        group="People and access",
        order=36,
        read="organization.read",
        rows=queries.mappings,
        columns=(
            Column("group", "Group", "main", sort="group"),
            Column("source", "From"),
            Column("role", "Gives the role"),
            Column("state", "State"),
        ),
        shown=lambda one: {
            "group": one.group,
            "source": one.source,
            "role": one.role.name,
            "state": "Ended" if one.retired_at else "Active",
        },
        sorts={"group": Sort("group_key")},
        default="group",
        facts=lambda one: [
            ("Group", one.group),
            ("From", one.source if one.provider else f"{SCIM}, sent by a directory"),
            ("Gives the role", one.role.name),
            ("State", "Ended" if one.retired_at else "Active"),
        ],
        add_verb="mapping.add",
        add_form=MappingForm,
        add=_add,
        actions=(
            Action(
                "retire",
                "End",
                "mapping.retire",
                ReasonForm,
                with_reason(operations.retire_mapping),
                icon="x",
                when=lambda one: one.retired_at is None,
                done="Ended. The roles it gave are taken away.",
            ),
        ),
        parts=_mapping_parts,
    )
)
