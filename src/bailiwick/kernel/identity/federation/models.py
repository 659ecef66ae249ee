"""People and groups as directories have them, who signs people in, and the roles that groups give."""

from typing import Any

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.keys import lower_key
from bailiwick.kernel.identity.models import Person, Role, RoleAssignment
from bailiwick.kernel.ledger.records import Record

SCIM = "SCIM"


class IdentityProvider(Record):
    """Who signs people of some e-mail domains in; `secret` is encrypted and in no ledger."""

    class Kind(models.TextChoices):
        OIDC = "oidc", "OpenID Connect"
        SAML = "saml", "SAML 2.0"
        LDAP = "ldap", "LDAP"

    captured_without = ("name_key", "secret")

    name = models.TextField()
    name_key = lower_key("name")
    kind = models.TextField(choices=Kind.choices)
    settings: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    secret = models.BinaryField(default=b"", editable=False)
    domains: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    makes_people = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    disabled_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "name_key"], name="federation_provider_name")
        ]

    def __str__(self) -> str:
        return self.name


class LinkedIdentity(Record):
    """Whom a provider means by one of its subjects."""

    provider = models.ForeignKey(IdentityProvider, models.PROTECT, db_constraint=False, db_index=False)
    subject = models.TextField()
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="linked_identities", db_constraint=False, db_index=False
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "provider", "subject"], name="federation_identity_subject"
            )
        ]
        indexes = [models.Index("organization_id", "person", name="federation_identity_person")]

    def __str__(self) -> str:
        return f"{self.person} at {self.provider}"


class ProvisionedPerson(Record):
    """A person as a directory keeps them by SCIM (RFC 7643): `said` is what it said beyond the person's own data.

    `ended_at` is when the directory ended the access, `gone_at` when it took the person out.
    """

    captured_without = ("user_name_key",)

    person = models.OneToOneField(Person, models.PROTECT, related_name="provisioned", db_constraint=False)
    user_name = models.TextField()
    user_name_key = lower_key("user_name")
    external_id = models.TextField(blank=True)
    said: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True, editable=False)
    gone_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "user_name_key"],
                condition=models.Q(gone_at__isnull=True),
                name="federation_user_name",
            )
        ]
        indexes = [models.Index("organization_id", "external_id", name="federation_person_external")]

    def __str__(self) -> str:
        return self.user_name


class DirectoryGroup(Record):
    """A group of a directory: it gives its members the roles that are mapped to it.

    Without a provider it was sent by SCIM; with one it was named when somebody signed in.
    """

    deletable = True
    captured_without = ("name_key",)

    provider = models.ForeignKey(
        IdentityProvider, models.PROTECT, null=True, blank=True, db_constraint=False, db_index=False
    )
    name = models.TextField()
    name_key = lower_key("name")
    external_id = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "provider", "name_key"],
                nulls_distinct=False,
                name="federation_group_name",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def source(self) -> str:
        """Where the group comes from, in words."""
        return self.provider.name if self.provider else SCIM


class GroupMember(Record):
    """Somebody in a group of a directory."""

    deletable = True

    group = models.ForeignKey(
        DirectoryGroup, models.CASCADE, related_name="members", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="directory_groups", db_constraint=False, db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "group", "person"], name="federation_member_once"
            )
        ]
        indexes = [models.Index("organization_id", "person", name="federation_member_person")]

    def __str__(self) -> str:
        return f"{self.person} in {self.group}"


class GroupMapping(Record):
    """Members of a group of this name hold a role, as long as they are members and the mapping stands."""

    captured_without = ("group_key",)

    provider = models.ForeignKey(
        IdentityProvider, models.PROTECT, null=True, blank=True, db_constraint=False, db_index=False
    )
    group = models.TextField()
    group_key = lower_key("group")
    role = models.ForeignKey(
        Role, models.PROTECT, related_name="group_mappings", db_constraint=False, db_index=False
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "provider", "group_key", "role"],
                condition=models.Q(retired_at__isnull=True),
                nulls_distinct=False,
                name="federation_mapping_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} → {self.role}"

    @property
    def source(self) -> str:
        """Where the group comes from, in words."""
        return self.provider.name if self.provider else SCIM


class MappedRole(Record):
    """Why somebody holds a role: the mapping that gave it."""

    assignment = models.ForeignKey(
        RoleAssignment, models.PROTECT, related_name="mapped", db_constraint=False, db_index=False
    )
    mapping = models.ForeignKey(
        GroupMapping, models.PROTECT, related_name="given", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "assignment"], name="federation_mapped_once")
        ]
        indexes = [models.Index("organization_id", "person", name="federation_mapped_person")]

    def __str__(self) -> str:
        return f"{self.mapping} for {self.person}"
