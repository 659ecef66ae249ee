"""Every write to how work items stand to each other."""

from bailiwick.kernel.work.relations.operations.escalating import acknowledge_escalation, note_escalation
from bailiwick.kernel.work.relations.operations.merging import merge_item, unmerge_item
from bailiwick.kernel.work.relations.operations.parts import (
    Follow,
    adopt_item,
    follow,
    refuse_over_open_parts,
    release_item,
)
from bailiwick.kernel.work.relations.operations.splitting import split_item

__all__ = [
    "Follow",
    "acknowledge_escalation",
    "adopt_item",
    "follow",
    "merge_item",
    "note_escalation",
    "refuse_over_open_parts",
    "release_item",
    "split_item",
    "unmerge_item",
]
