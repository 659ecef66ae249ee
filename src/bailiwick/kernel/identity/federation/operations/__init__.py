"""Every change that directories and identity providers bring."""

from bailiwick.kernel.identity.federation.operations.groups import add_group, remove_group, revise_group
from bailiwick.kernel.identity.federation.operations.mapping import add_mapping, retire_mapping
from bailiwick.kernel.identity.federation.operations.provisioning import (
    provision_person,
    reprovision_person,
    withdraw_person,
)

__all__ = [
    "add_group",
    "add_mapping",
    "provision_person",
    "remove_group",
    "reprovision_person",
    "retire_mapping",
    "revise_group",
    "withdraw_person",
]
