"""What a row would do, without doing it: the same judgement before an import and in it."""

from collections.abc import Mapping, Sequence

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.fields import checked, email, line, zone
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.people.known import Known, duplicates, known
from bailiwick.kernel.people.types import PersonRow, Plan

RULES = {"name": line, "email": email, "sign_in": email, "zone": zone}
MEANT_TWICE = "Line {} means the same person."


def planned(rows: Sequence[PersonRow], *, by: Actor, again: Mapping[int, int] | None = None) -> list[Plan]:
    """What each row would do, in their order; nothing is written. The organization's scope must be open.

    `again` are the lines that mean somebody whom an earlier line meant, when these rows are a part of more.
    """
    found, again = known(rows), duplicates(rows) if again is None else again
    return [_twice(row, again[row.line]) if row.line in again else plan(row, found, by=by) for row in rows]


def plan(row: PersonRow, found: Known, *, by: Actor) -> Plan:
    """What one row would do."""
    made = Plan(row, refused=dict(row.faults))
    said = {name: value for name in RULES if (value := getattr(row, name))}
    try:
        values = checked(said, RULES)
    except Invalid as wrong:
        made.refused |= wrong.fields
        return made
    made.person = _meant(made, found)
    if made.person is None and not made.refused and "name" not in values:
        made.refused["name"] = "Somebody new needs a name."
    if made.refused:
        return made
    _own_data(made, values, found)
    _entering(made, values)
    _teams_and_roles(made, found, by)
    _access(made, found)
    if not made.refused:
        _refuse_what_may_not(made, by)
    return made


def _twice(row: PersonRow, earlier: int) -> Plan:
    return Plan(row, refused={"": MEANT_TWICE.format(earlier)})


def _meant(made: Plan, found: Known) -> Person | None:
    row = made.row
    if row.person_id is not None:
        person = found.by_id.get(row.person_id)
        if person is None:
            made.refused[""] = "The person is not there any more."
        return person
    sign_in, address = (row.sign_in or "").strip().lower(), (row.email or "").strip().lower()
    meant = [found.by_sign_in.get(sign_in), found.by_address.get(address)]
    people = {person.pk: person for person in meant if person is not None}
    if not people and sign_in in found.by_address:
        people = {found.by_address[sign_in].pk: found.by_address[sign_in]}
    if len(people) > 1:
        made.refused["email"] = "The sign-in name and the e-mail address are those of two people here."
    if people or row.addresses:
        return next(iter(people.values()), None)
    return _by_name(made, found)


def _by_name(made: Plan, found: Known) -> Person | None:
    """Somebody without an address is known by name and party, when nobody else is called so."""
    of = (made.row.party or "").strip().lower()
    people = [
        one
        for one in found.nameless.get((made.row.name or "").strip().lower(), [])
        if (one.party.name.lower() if one.party else "") == of
    ]
    if len(people) > 1:
        made.refused["name"] = "Several people here have this name; give an address."
    return people[0] if len(people) == 1 else None


def _own_data(made: Plan, values: dict[str, object], found: Known) -> None:
    wanted = {name: value for name, value in values.items() if name != "sign_in"}
    if made.row.party and made.row.party.strip():
        made.party = found.parties.get(made.row.party.strip().lower())
        if made.party is None:
            made.refused["party"] = f"There is no customer, supplier or unit “{made.row.party.strip()}”."
        wanted["party"] = made.party
    person = made.person
    if person is None:
        made.fields = wanted
        return
    made.fields = {name: value for name, value in wanted.items() if getattr(person, name) != value}
    other = found.by_address.get(str(made.fields.get("email", "")).lower())
    if other is not None and other.pk != person.pk:
        made.refused["email"] = "Another person of the organization has this address."
    if "party" in made.fields and person.party_id is None and person.pk in found.bound:
        made.refused["party"] = "End the person's roles and take them out of their teams first."


def _entering(made: Plan, values: dict[str, object]) -> None:
    wanted, person = str(values.get("sign_in", "")).lower(), made.person
    if not wanted or made.row.active is False:
        return
    if person is None:
        made.account = wanted
    elif person.account is not None:
        if person.account.email.lower() != wanted:
            made.odd.append(f"signs in as {person.account.email}, which stays")
    elif str(made.fields.get("email", person.email)).lower() != wanted:
        made.odd.append("does not sign in: whoever is known here already is let in by their e-mail address")
    elif person.is_disabled and not made.row.active:
        made.odd.append("is disabled and does not sign in")
    else:
        made.is_admitted = True


def _teams_and_roles(made: Plan, found: Known, by: Actor) -> None:
    key = made.person.pk if made.person else 0
    for name in dict.fromkeys(made.row.teams or ()):
        team = found.teams.get(name.lower())
        if team is None:
            made.refused["teams"] = f"There is no team “{name}”."
        elif (key, team.pk) not in found.members:
            made.joins.append(team)
    party = made.party or (made.person.party if made.person else None)
    if made.joins and party is not None:
        made.refused.setdefault("teams", "Only the organization's own people are in its teams.")
    for name in dict.fromkeys(made.row.roles or ()):
        role = found.roles.get(name.lower())
        if role is None:
            made.refused["roles"] = f"There is no role “{name}”."
        elif (key, role.pk) not in found.holders and role not in made.roles:
            made.roles.append(role)
            lacking = sorted(verb for verb in found.grants.get(role.pk, ()) if not by.may(verb))
            if lacking:
                made.refused["roles"] = f"{by.name} does not hold “{lacking[0]}” and so cannot give “{name}”."


def _access(made: Plan, found: Known) -> None:
    active, person = made.row.active, made.person
    if active is None:
        return
    was_disabled = person is not None and person.is_disabled
    made.is_disabled, made.is_enabled = not active and not was_disabled, active and was_disabled
    if made.is_disabled and person is not None and person.pk in found.administrators:
        if len(found.administrators) == 1:
            made.refused["active"] = "This would leave the organization without an administrator."
        else:
            found.administrators.discard(person.pk)


def _refuse_what_may_not(made: Plan, by: Actor) -> None:
    """The verbs of each change, as their operations will ask again."""
    needed = [
        ("person.add", made.person is None),
        ("person.revise", made.person is not None and bool(made.fields)),
        ("person.admit", made.opens),
        ("person.disable", made.is_disabled),
        ("person.enable", made.is_enabled),
    ]
    lacking = [verb for verb, is_needed in needed if is_needed and not policies.allows(by, verb, made.person)]
    lacking += ["team.join" for team in made.joins if not policies.allows(by, "team.join", team)]
    lacking += ["role.assign" for role in made.roles if not policies.allows(by, "role.assign", role)]
    if lacking:
        made.refused[""] = f"{by.name} may not use “{lacking[0]}” here."
