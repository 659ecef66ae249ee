"""What is served by SCIM: users, groups, and the description of both; only attributes that are kept are announced."""

from typing import Annotated, Any, ClassVar

from pydantic import Field
from scim2_models import (
    URN,
    AuthenticationScheme,
    Bulk,
    CaseExact,
    ChangePassword,
    ComplexAttribute,
    ETag,
    Filter,
    Mutability,
    Patch,
    Reference,
    Required,
    Resource,
    ResourceType,
    Schema,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
    Uniqueness,
)

LARGEST_PAGE = 200

# What large directories send although the specification does not have it is taken as they mean it.
POLICY = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)


class Name(ComplexAttribute):
    """The parts of a name."""

    formatted: str | None = None
    family_name: str | None = None
    given_name: str | None = None


class Email(ComplexAttribute):
    """An e-mail address."""

    value: Annotated[str | None, Required.true] = None
    type: Annotated[str | None, Required.false] = Field(None, examples=["work"])
    primary: bool | None = None


class Membership(ComplexAttribute):
    """A group that a user is in."""

    value: Annotated[str | None, Mutability.read_only, CaseExact.true] = None
    ref: Annotated[Reference["Group"] | None, Mutability.read_only] = Field(
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    display: Annotated[str | None, Mutability.read_only] = None


class User(Resource[Any]):
    """Somebody who can sign in."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    name: Name | None = None
    Name: ClassVar[type[ComplexAttribute]] = Name
    display_name: str | None = None
    active: bool | None = None
    emails: list[Email] | None = None
    Emails: ClassVar[type[ComplexAttribute]] = Email
    groups: Annotated[list[Membership] | None, Mutability.read_only] = None
    Groups: ClassVar[type[ComplexAttribute]] = Membership


def _announced() -> type[Resource[Any]]:
    """Users as they are announced: with an e-mail address, without which a user name that is none cannot sign in."""

    class Announced(User):
        emails: Annotated[list[Email] | None, Required.true] = None

    Announced.__name__ = "User"
    return Announced


class Member(ComplexAttribute):
    """A user in a group."""

    value: Annotated[str | None, Mutability.immutable, CaseExact.true] = None
    ref: Annotated[Reference["User"] | None, Mutability.immutable] = Field(
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    type: Annotated[str | None, Mutability.immutable] = Field(None, examples=["User"])


class Group(Resource[Any]):
    """A group of a directory, to which roles can be mapped."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:Group")

    display_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    members: list[Member] | None = None
    Members: ClassVar[type[ComplexAttribute]] = Member


CONFIG = ServiceProviderConfig(
    patch=Patch(supported=True),
    bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
    filter=Filter(supported=True, max_results=LARGEST_PAGE),
    change_password=ChangePassword(supported=False),
    sort=Sort(supported=False),
    etag=ETag(supported=True),
    authentication_schemes=[
        AuthenticationScheme(
            type=AuthenticationScheme.Type.oauthbearertoken,
            name="API token",
            description="An API token that may use person.*, group.* and organization.read.",
            primary=True,
        )
    ],
)
PROVIDER = ScimProvider(
    models=[_announced(), Group],
    resource_types=[
        ResourceType.model_validate(
            {"id": name, "name": name, "endpoint": f"/{name}s", "schema": str(model.__schema__)}
        )
        for name, model in (("User", User), ("Group", Group))
    ],
    config=CONFIG,
    policy=POLICY,
)
SCHEMAS: tuple[Schema, ...] = (
    *PROVIDER.schemas,
    *(model.to_schema() for model in (ServiceProviderConfig, ResourceType, Schema)),
)
