"""What somebody may see of an organization: one predicate per model, ordered by name so that pages can continue."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet, Value
from django.db.models.functions import Concat, Lower

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor, ActorKind, Scope, patterns
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.base.together import asked_once
from bailiwick.kernel.identity.models import (
    Organization,
    Party,
    Person,
    Role,
    RoleAssignment,
    SupportAccess,
    Team,
    TeamMembership,
    Token,
)

M = TypeVar("M", bound=Model)

PICKED = 20
_LAST_CHARACTER = "\U0010ffff"


def visible_people(actor: Actor) -> QuerySet[Person]:
    """Staff who may read see everybody, or the people of the parties and teams they may read; a party's people see
    their own; everybody sees themselves. Ordered by (name_key, id), disabled people included.
    """
    people = Person.objects.order_by("name_key", "id")
    if actor.is_outsider:
        return people.filter(party_id=actor.party_id or 0)
    if actor.may("organization.read"):
        return people
    scopes = _read_scopes(actor)
    in_teams = TeamMembership.objects.filter(team_id__in=_ids(scopes, "team")).values("person_id")
    return people.filter(Q(pk=actor.person_id) | Q(party_id__in=_ids(scopes, "party")) | Q(pk__in=in_teams))


def visible_parties(actor: Actor) -> QuerySet[Party]:
    """Staff who may read see all parties, or those they may read; a party's people see their own."""
    parties = Party.objects.order_by("name_key", "id")
    if actor.is_outsider:
        return parties.filter(pk=actor.party_id or 0)
    if actor.may("organization.read"):
        return parties
    return parties.filter(pk__in=_ids(_read_scopes(actor), "party"))


def visible_teams(actor: Actor) -> QuerySet[Team]:
    """Staff who may read see all teams; others those they are in or may read; a party's people none."""
    teams = Team.objects.order_by("name_key", "id")
    if actor.is_outsider:
        return teams.none()
    if actor.may("organization.read"):
        return teams
    return teams.filter(pk__in=_ids(_read_scopes(actor), "team") | actor.team_ids)


def visible_roles(actor: Actor) -> QuerySet[Role]:
    """Staff who may read see all roles; everybody those they hold."""
    roles = Role.objects.order_by("name_key", "id")
    if not actor.is_outsider and actor.may("organization.read"):
        return roles
    return roles.filter(code__in=actor.roles)


def visible_assignments(actor: Actor) -> QuerySet[RoleAssignment]:
    """Who holds which role: for staff who may read, of everybody, otherwise one's own; newest first."""
    assignments = RoleAssignment.objects.select_related("role", "person").order_by("-id")
    if not actor.is_outsider and actor.may("organization.read"):
        return assignments
    return assignments.filter(person_id=actor.person_id or 0)


def visible_support(actor: Actor) -> QuerySet[SupportAccess]:
    """Who from outside was let in, for staff who may read; somebody let in sees their own; the latest first."""
    accesses = SupportAccess.objects.select_related("person", "granted_by").order_by("-id")
    if not actor.is_outsider and actor.may("organization.read"):
        return accesses
    return accesses.filter(person_id=actor.person_id or 0)


def overdue_support() -> list[SupportAccess]:
    """Consents of the organization whose time is over and that nobody has noted yet."""
    overdue = SupportAccess.objects.filter(withdrawn_at=None, ended_at=None, ends_at__lte=clock.now())
    return list(overdue.order_by("id"))


def visible_tokens(actor: Actor) -> QuerySet[Token]:
    """Staff who may read tokens see all; everybody their own, but a token only itself; newest first."""
    tokens = Token.objects.select_related("person").order_by("-id")
    if not actor.is_outsider and actor.may("token.read"):
        return tokens
    own = tokens.filter(person_id=actor.person_id or 0)
    return own.filter(pk=actor.token_id or 0) if actor.kind == ActorKind.TOKEN else own


def organization(actor: Actor) -> Organization:
    """The actor's own organization."""
    return Organization.objects.get(pk=actor.organization_id)


def person(actor: Actor, pk: int) -> Person:
    """One person; raises NotFound when there is none for the actor."""
    return found(visible_people(actor), pk)


def party(actor: Actor, pk: int) -> Party:
    """One party; raises NotFound when there is none for the actor."""
    return found(visible_parties(actor), pk)


def team(actor: Actor, pk: int) -> Team:
    """One team; raises NotFound when there is none for the actor."""
    return found(visible_teams(actor), pk)


def role(actor: Actor, pk: int) -> Role:
    """One role; raises NotFound when there is none for the actor."""
    return found(visible_roles(actor), pk)


def assignment(actor: Actor, pk: int) -> RoleAssignment:
    """One assignment of a role; raises NotFound when there is none for the actor."""
    return found(visible_assignments(actor), pk)


def token(actor: Actor, pk: int) -> Token:
    """One token; raises NotFound when there is none for the actor."""
    return found(visible_tokens(actor), pk)


def people_named(actor: Actor, prefix: str, *, limit: int = PICKED) -> list[Person]:
    """Enabled people whose name or e-mail address begins so, whatever the case, by name: for a picker.

    Both halves are ranges over an index, which row-level security permits where LIKE would be refused one.
    """
    people = visible_people(actor).filter(disabled_at=None)
    by_name = people.filter(_begins("name_key", prefix))[:limit]
    by_email = people.filter(_begins("email_key", prefix)).order_by("email_key", "id")[:limit]
    return list(by_name.union(by_email).order_by("name_key", "id")[:limit])


def named_so(words: str) -> Q:
    """People whose name or e-mail address begins so."""
    return _begins("name_key", words) | _begins("email_key", words)


def members(actor: Actor, of: Team) -> QuerySet[Person]:
    """The visible people of a team."""
    return visible_people(actor).filter(memberships__team=of)


def current_assignments(actor: Actor, on: date | None = None) -> QuerySet[RoleAssignment]:
    """The visible assignments that hold on a day, today unless said."""
    day = on or clock.now().date()
    return visible_assignments(actor).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        role__retired_at=None,
        ended_at=None,
        valid_from__lte=day,
    )


@asked_once
def holders_of(role: str, scopes: frozenset[Scope] = frozenset()) -> tuple[int, ...]:
    """The people who hold a role, by code, today, everywhere or for one of the scopes; whoever asks."""
    today, reach = clock.now().date(), Q(scope_type="")
    for kind, of in scopes:
        reach |= Q(scope_type=kind, scope_id=of)
    held = RoleAssignment.objects.filter(reach, role__code=role, role__retired_at=None, ended_at=None)
    today_held = held.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), valid_from__lte=today, person__disabled_at=None
    )
    return tuple(today_held.values_list("person_id", flat=True).distinct())


def granted_within(verb: str, kind: str, of: int) -> QuerySet[Person]:
    """Who holds a role today that gives a verb for one team, party or service only; whoever asks."""
    today = clock.now().date()
    held = RoleAssignment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        valid_from__lte=today,
        ended_at=None,
        scope_type=kind,
        scope_id=of,
        role__retired_at=None,
        role__grants__verb__in=patterns(verb),
    )
    return Person.objects.filter(pk__in=held.values("person_id"), disabled_at=None)


def own_organization(actor: Actor) -> QuerySet[Organization]:
    """The actor's organization, as a list of one."""
    return Organization.objects.filter(pk=actor.organization_id)


def largest_file() -> int:
    """How many bytes a file may have that is attached in the current organization."""
    megabytes: int = Organization.objects.values_list("largest_file_mb", flat=True).get()
    return megabytes * 2**20


def organization_name() -> str:
    """What the current organization is called."""
    return Organization.objects.values_list("name", flat=True).get()


def role_names(codes: Iterable[str]) -> list[str]:
    """The names of the roles of these codes, sorted."""
    return list(Role.objects.filter(code__in=codes).order_by("name").values_list("name", flat=True))


def teams_in_use() -> QuerySet[Team]:
    """The teams that take work, by name; whoever asks."""
    return Team.objects.filter(retired_at__isnull=True).order_by("name")


@asked_once
def members_of(team_id: int) -> tuple[int, ...]:
    """The people of a team, disabled ones included; whoever asks."""
    return tuple(TeamMembership.objects.filter(team_id=team_id).values_list("person_id", flat=True))


def staff_in_teams() -> QuerySet[Person]:
    """The people who take work, by name: staff in use who are in a team; whoever asks."""
    members = Person.objects.filter(party__isnull=True, disabled_at__isnull=True, memberships__isnull=False)
    return members.distinct().order_by("name")


def staff_with_roles() -> QuerySet[Person]:
    """Staff in use who hold a role today, by name: whom one can ask for a decision; whoever asks."""
    today = clock.now().date()
    held = RoleAssignment.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today)
    held = held.filter(role__retired_at=None, ended_at=None)
    people = Person.objects.filter(party__isnull=True, disabled_at__isnull=True)
    return people.filter(pk__in=held.values("person_id")).order_by("name")


def oneself(actor: Actor) -> Person | None:
    """The actor as a person; None for the product itself."""
    return Person.objects.filter(pk=actor.person_id or 0).first()


def found(rows: QuerySet[M], pk: int) -> M:
    """The row with this key; raises NotFound when it is not among them."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFound(f"There is no such {rows.model._meta.verbose_name}.")
    return row


def _begins(column: str, prefix: str) -> Q:
    low = Lower(Value(prefix.replace("\0", "").strip()))
    return Q(**{f"{column}__gte": low, f"{column}__lt": Concat(low, Value(_LAST_CHARACTER))})


def _read_scopes(actor: Actor) -> frozenset[Scope]:
    scopes = actor.scopes_for("organization.read")
    return frozenset(scope for scope in scopes if actor.may("organization.read", frozenset({scope})))


def _ids(scopes: frozenset[Scope], kind: str) -> frozenset[int]:
    return frozenset(of for named, of in scopes if named == kind)
