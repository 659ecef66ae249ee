"""Every change that directories and identity providers bring."""

from bailiwick.kernel.identity.federation.operations.groups import add_group, remove_group, revise_group
from bailiwick.kernel.identity.federation.operations.mapping import add_mapping, retire_mapping
from bailiwick.kernel.identity.federation.operations.providers import (
    add_provider,
    disable_provider,
    enable_provider,
    revise_provider,
)
from bailiwick.kernel.identity.federation.operations.provisioning import (
    provision_person,
    reprovision_person,
    withdraw_person,
)
from bailiwick.kernel.identity.federation.operations.recognizing import recognize_person

__all__ = [
    "add_group",
    "add_mapping",
    "add_provider",
    "disable_provider",
    "enable_provider",
    "provision_person",
    "recognize_person",
    "remove_group",
    "reprovision_person",
    "retire_mapping",
    "revise_group",
    "revise_provider",
    "withdraw_person",
]
