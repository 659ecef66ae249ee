"""Teams and who is in them."""

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.identity.fields import (
    checked,
    given,
    line,
    live,
    refuse_retired,
    retire,
    unique,
    write,
)
from bailiwick.kernel.identity.models import Person, Team, TeamMembership
from bailiwick.kernel.ledger.operation import operation

NAME = ("identity_team_name", "name", "Another team has this name.")


def add_team(name: str, *, by: Actor) -> Team:
    """Make a team."""
    with operation("team.add", by=by) as op:
        values = checked({"name": name}, {"name": line})
        with unique(*NAME):
            team = Team.objects.create(**values)
        op.about(team)
    return team


def revise_team(team: Team, *, by: Actor, name: str, expected_version: int | None = None) -> Team:
    """Change a team's name."""
    with operation("team.revise", by=by, subject=team, expected_version=expected_version) as op:
        refuse_retired(op)
        with unique(*NAME):
            write(op.subject, checked({"name": name}, {"name": line}))
    return op.subject


def retire_team(team: Team, *, by: Actor, reason: str, expected_version: int | None = None) -> Team:
    """Take a team out of use; everybody leaves it."""
    why = given(reason)
    with operation("team.retire", by=by, subject=team, reason=why, expected_version=expected_version) as op:
        retire(op)
        TeamMembership.objects.filter(team=op.subject).delete()
    return op.subject


def join_team(team: Team, person: Person, *, by: Actor) -> TeamMembership:
    """Put one of the staff into a team; once is enough."""
    with operation("team.join", by=by, subject=team) as op:
        refuse_retired(op)
        member = checked({"person": person}, {"person": _staff})["person"]
        op.facts["person"] = member.name
        membership, _ = TeamMembership.objects.get_or_create(team=op.subject, person=member)
    return membership


def leave_team(team: Team, person: Person, *, by: Actor) -> None:
    """Take a person out of a team; raises NotFound when they are not in it."""
    with operation("team.leave", by=by, subject=team) as op:
        membership = TeamMembership.objects.filter(team=op.subject, person_id=person.pk)
        taken = membership.select_related("person").first()
        if taken is None:
            raise NotFound("This person is not in the team.")
        op.facts["person"] = taken.person.name
        membership.delete()


def _staff(person: Person) -> Person:
    found: Person = live(Person)(person)
    if found.party_id is not None:
        raise ValueError("Only the organization's own people are in its teams.")
    return found
