"""Every change to organizations, their people, parties, teams, roles and tokens, and to accounts."""

from bailiwick.kernel.identity.operations.accounts import account_for, make_account, set_password
from bailiwick.kernel.identity.operations.claiming import first_administrator, first_organization
from bailiwick.kernel.identity.operations.organizations import (
    found_organization,
    revise_organization,
    secure_organization,
)
from bailiwick.kernel.identity.operations.parties import add_party, retire_party, revise_party
from bailiwick.kernel.identity.operations.people import (
    add_person,
    admit_person,
    disable_person,
    enable_person,
    revise_person,
)
from bailiwick.kernel.identity.operations.roles import (
    add_role,
    assign_role,
    end_role,
    retire_role,
    revise_role,
)
from bailiwick.kernel.identity.operations.shipping import adopt_additions, follow_product
from bailiwick.kernel.identity.operations.support import end_support, grant_support, withdraw_support
from bailiwick.kernel.identity.operations.teams import (
    add_team,
    join_team,
    leave_team,
    retire_team,
    revise_team,
)
from bailiwick.kernel.identity.operations.tokens import issue_token, revoke_token
from bailiwick.kernel.identity.types import ShippedRole

__all__ = [
    "ShippedRole",
    "account_for",
    "add_party",
    "add_person",
    "add_role",
    "add_team",
    "admit_person",
    "adopt_additions",
    "assign_role",
    "disable_person",
    "enable_person",
    "end_role",
    "end_support",
    "first_administrator",
    "first_organization",
    "follow_product",
    "found_organization",
    "grant_support",
    "issue_token",
    "join_team",
    "leave_team",
    "make_account",
    "retire_party",
    "retire_role",
    "retire_team",
    "revise_organization",
    "revise_party",
    "revise_person",
    "revise_role",
    "revise_team",
    "revoke_token",
    "secure_organization",
    "set_password",
    "withdraw_support",
]
