"""Groups of a directory as SCIM groups."""

from typing import Any

from scim2_models import Meta, Reference

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.federation.models import DirectoryGroup
from bailiwick.kernel.scim.ids import GROUP, USER, read, written
from bailiwick.kernel.scim.resources import Group, Member


def shown(group: DirectoryGroup, base: str) -> Group:
    """A group with its members; `base` is the address of all resources."""
    key = written(GROUP, group.pk)
    people = [written(USER, one.person_id) for one in group.members.all()]
    return Group(
        id=key,
        external_id=group.external_id or None,
        display_name=group.name,
        members=[Member(value=one, ref=Reference(f"{base}/Users/{one}"), type="User") for one in people]
        or None,
        meta=Meta(resource_type="Group", created=group.created_at, location=f"{base}/Groups/{key}"),
    )


def said(group: Group) -> dict[str, Any]:
    """What a group as sent says; raises Invalid for a member that is no user's id."""
    members = set()
    for one in group.members or ():
        value = one.value or (str(one.ref).rpartition("/")[2] if one.ref else "")
        if not (key := read(USER, value)):
            raise Invalid({"members": f"There is no user {value[:40]}."})
        members.add(key)
    return {
        "name": group.display_name or "",
        "external_id": group.external_id or "",
        "members": members,
    }
