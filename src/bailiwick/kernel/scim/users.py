"""People as SCIM users, and what a SCIM user says of a person."""

from typing import Any

from scim2_models import ComplexAttribute, Context, Meta, Reference

from bailiwick.kernel.identity.federation.types import Described
from bailiwick.kernel.identity.fields import checked, line
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.scim.ids import GROUP, USER, written
from bailiwick.kernel.scim.resources import Email, Membership, Name, User

UNSAID = "unsaid"


def shown(person: Person, base: str) -> User:
    """A person with their account and what their directory said of them; `base` is the address of all resources."""
    row: Any = getattr(person, "provisioned", None)
    said = row.said if row is not None else {}
    is_as_said = said.get("as") == person.name
    memberships = [
        Membership(value=key, ref=Reference(f"{base}/Groups/{key}"), display=one.group.name)
        for one in person.directory_groups.all()
        if (key := written(GROUP, one.group_id))
    ]
    key = written(USER, person.pk)
    return User(
        id=key,
        external_id=(row.external_id or None) if row is not None else None,
        user_name=row.user_name if row is not None else person.account.email if person.account else "",
        name=Name.model_validate(said["name"]) if said.get("name") and is_as_said else None,
        display_name=said.get("displayName") if is_as_said else person.name,
        active=None if said.get("active") == UNSAID and not person.is_disabled else not person.is_disabled,
        emails=_emails(person, said),
        groups=memberships or None,
        meta=Meta(resource_type="User", created=person.created_at, location=f"{base}/Users/{key}"),
    )


def described(user: User) -> Described:
    """What a user as sent says: their name by what is given of it, their e-mail address by what is marked as such."""
    name = user.name
    whole = " ".join(part for part in (name.given_name, name.family_name) if part) if name else ""
    user_name = (user.user_name or "").strip()
    called = user.display_name or (name.formatted if name else "") or whole or user_name
    emails = [one for one in user.emails or () if one.value]
    chosen = next((one for one in emails if one.primary), None) or next(iter(emails), None)
    said: dict[str, Any] = {"as": called}
    if user.active is None:
        said["active"] = UNSAID
    if user.display_name:
        said["displayName"] = user.display_name
    if name is not None:
        said["name"] = _plain(name)
    if chosen is not None:
        said["email"] = _plain(chosen)
    email = chosen.value if chosen is not None and chosen.value else user_name if "@" in user_name else ""
    return Described(
        user_name=user_name,
        name=called,
        email=email,
        external_id=user.external_id or "",
        active=user.active is not False,
        said=said,
    )


def _plain(part: ComplexAttribute) -> dict[str, Any]:
    """A part of a user as it is kept; raises Invalid for texts that are none."""
    content = part.model_dump(scim_ctx=Context.DEFAULT)
    return checked(content, {name: line for name, value in content.items() if isinstance(value, str)})


def _emails(person: Person, said: dict[str, Any]) -> list[Email] | None:
    email = said.get("email") or {}
    if email.get("value") == person.email and email:
        return [Email.model_validate(email)]
    address = person.email or (person.account.email if person.account else "")
    return [Email(value=address, type="work", primary=True)] if address else None
