"""The shipped roles grant what exists, and one of them everything."""

import pytest

from bailiwick.kernel.identity.grants import known_grants
from bailiwick.kernel.identity.shipped import ADMINISTRATOR, SHIPPED_ROLES
from bailiwick.kernel.identity.types import ShippedRole


@pytest.mark.parametrize("role", SHIPPED_ROLES, ids=lambda role: role.code)
def test_a_shipped_role_grants_known_verbs_once(role: ShippedRole) -> None:
    assert known_grants(role.verbs) == set(role.verbs)
    assert len(set(role.verbs)) == len(role.verbs)


def test_shipped_roles_stay_apart_and_one_may_everything() -> None:
    assert len({role.code for role in SHIPPED_ROLES}) == len({role.name for role in SHIPPED_ROLES})
    assert [role for role in SHIPPED_ROLES if "*" in role.verbs] == [ADMINISTRATOR]
