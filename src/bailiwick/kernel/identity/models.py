"""Organizations (the tenants), their people, parties, teams and roles, and the accounts people sign in with."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Scope
from bailiwick.kernel.identity.keys import lower_key
from bailiwick.kernel.ledger.records import Record


class AccountManager(BaseUserManager["Account"]):
    """Accounts by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.alias(key=Lower("email")).get(key=(username or "").lower())


class Account(AbstractBaseUser):
    """A sign-in. It belongs to no organization; it is a person in each organization that knows it."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    password_set_at = models.DateTimeField(default=clock.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="identity_account_email_lower")]

    def __str__(self) -> str:
        return self.email


class Organization(Record):
    """The tenant: whoever runs services and the management system around them."""

    class SecondFactor(models.TextChoices):
        OPTIONAL = "optional", "Nobody has to"
        ROLES = "roles", "Holders of certain roles"
        STAFF = "staff", "Our own staff"
        EVERYBODY = "everybody", "Everybody, customers too"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.TextField()
    slug = models.SlugField(unique=True)
    zone = models.TextField(default="UTC")
    headcount = models.PositiveIntegerField(null=True, blank=True)
    largest_file_mb = models.PositiveSmallIntegerField(default=25)
    second_factor = models.TextField(choices=SecondFactor.choices, default="optional")
    second_factor_roles: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    second_factor_since = models.DateTimeField(null=True, editable=False)
    second_factor_grace_days = models.PositiveIntegerField(default=14)
    password_days = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organization_id=models.F("id")), name="identity_organization_is_its_own"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Party(Record):
    """A customer, a supplier, or a unit of the organization itself."""

    class Kind(models.TextChoices):
        CUSTOMER = "customer", "Customer"
        SUPPLIER = "supplier", "Supplier"
        UNIT = "unit", "Own unit"

    captured_without = ("name_key",)

    name = models.TextField()
    name_key = lower_key("name")
    kind = models.TextField(choices=Kind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, db_constraint=False, db_index=False
    )
    retired_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "name_key"], name="identity_party_name"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["customer", "supplier", "unit"]), name="identity_party_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def scopes(self) -> frozenset[Scope]:
        return frozenset({("party", self.pk)})


class Person(Record):
    """Somebody known to one organization: on its staff, or of a party when `party` names one."""

    captured_without = ("name_key", "email_key")

    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="people", db_index=False
    )
    name = models.TextField()
    name_key = lower_key("name")
    email = models.EmailField(blank=True)
    email_key = lower_key("email")
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, db_constraint=False, db_index=False
    )
    is_top_management = models.BooleanField(default=False)
    zone = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    disabled_at = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    access_from = models.DateTimeField(null=True, editable=False)
    access_until = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "account"],
                condition=models.Q(account__isnull=False),
                name="identity_person_account",
            ),
            models.UniqueConstraint(
                fields=["organization_id", "email_key"],
                condition=~models.Q(email_key=""),
                name="identity_person_email",
            ),
        ]
        indexes = [
            models.Index("organization_id", "name_key", "id", name="identity_person_by_name"),
            models.Index("organization_id", "email_key", "id", name="identity_person_by_email"),
            models.Index("organization_id", "party", "name_key", "id", name="identity_person_by_party"),
            models.Index(
                fields=["account"],
                condition=models.Q(account__isnull=False),
                name="identity_person_of_account",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def scopes(self) -> frozenset[Scope]:
        return frozenset({("party", self.party_id)} if self.party_id else ())

    @property
    def is_disabled(self) -> bool:
        return self.disabled_at is not None


class LegalHold(Record):
    """Nothing of a person may be erased, from when somebody said so, with a reason, until somebody lifts it."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="holds", db_constraint=False, db_index=False
    )
    reason = models.TextField()
    placed_at = models.DateTimeField(default=clock.now, editable=False)
    lifted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "person"],
                condition=models.Q(lifted_at__isnull=True),
                name="identity_hold_once",
            )
        ]

    def __str__(self) -> str:
        return f"Legal hold of {self.placed_at:%Y-%m-%d}"


class Team(Record):
    """People who take work together."""

    captured_without = ("name_key",)

    name = models.TextField()
    name_key = lower_key("name")
    retired_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "name_key"], name="identity_team_name")
        ]

    def __str__(self) -> str:
        return self.name

    def scopes(self) -> frozenset[Scope]:
        return frozenset({("team", self.pk)})


class TeamMembership(Record):
    """A person's place in a team."""

    deletable = True

    team = models.ForeignKey(
        Team, models.PROTECT, related_name="memberships", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="memberships", db_constraint=False, db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "team", "person"], name="identity_team_member")
        ]
        indexes = [models.Index("organization_id", "person", name="identity_team_of_person")]

    def __str__(self) -> str:
        return f"{self.person} in {self.team}"


class Role(Record):
    """A named set of responsibilities and of what its holders may do."""

    captured_without = ("name_key",)

    code = models.SlugField()
    name = models.TextField()
    name_key = lower_key("name")
    responsibilities = models.TextField(blank=True)
    retired_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "code"], name="identity_role_code"),
            models.UniqueConstraint(fields=["organization_id", "name_key"], name="identity_role_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Grant(Record):
    """One verb, or all verbs of a noun ("incident.*"), that a role gives."""

    deletable = True

    role = models.ForeignKey(Role, models.PROTECT, related_name="grants", db_constraint=False, db_index=False)
    verb = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "role", "verb"], name="identity_grant_once")
        ]

    def __str__(self) -> str:
        return self.verb


class RoleAssignment(Record):
    """A person holds a role from one day to another, everywhere or for one team, party or service only.

    `valid_to` is the last day; `ended_at` ends it at once.
    """

    role = models.ForeignKey(
        Role, models.PROTECT, related_name="assignments", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="assignments", db_constraint=False, db_index=False
    )
    scope_type = models.TextField(blank=True)
    scope_id = models.BigIntegerField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, editable=False)
    assigned_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
        editable=False,
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope_type="", scope_id__isnull=True)
                | models.Q(scope_type__in=["team", "party", "service"], scope_id__isnull=False),
                name="identity_assignment_scope",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="identity_assignment_dates",
            ),
        ]
        indexes = [
            models.Index("organization_id", "person", name="identity_assignment_person"),
            models.Index("organization_id", "role", name="identity_assignment_role"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"


class SupportAccess(Record):
    """Consent to let somebody from outside in, with named roles, from one instant to another; it can be withdrawn."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="support", db_constraint=False, db_index=False
    )
    role_names: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    reason = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    granted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    granted_at = models.DateTimeField(default=clock.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="identity_support_times"
            )
        ]
        indexes = [models.Index("organization_id", "person", name="identity_support_of_person")]

    def __str__(self) -> str:
        return f"Support access of {self.person}"

    def is_open(self, at: datetime) -> bool:
        """Whether it lets somebody in now or later."""
        return self.withdrawn_at is None and self.ends_at > at

    def is_overdue(self, at: datetime) -> bool:
        """Whether its time is over and nobody has noted it yet."""
        return self.withdrawn_at is None and self.ended_at is None and self.ends_at <= at


class Token(Record):
    """A key for the API: scoped to verbs, expiring, kept as a hash only."""

    captured_without = ("hash",)

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="tokens", db_constraint=False, db_index=False
    )
    name = models.TextField()
    prefix = models.TextField()
    hash = models.BinaryField(unique=True)
    verbs: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, db_column="scopes")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [models.Index("organization_id", "person", name="identity_token_of_person")]

    def __str__(self) -> str:
        return self.name

    def is_valid(self, at: datetime) -> bool:
        """Whether the token opens anything at that instant."""
        return self.revoked_at is None and self.expires_at > at
