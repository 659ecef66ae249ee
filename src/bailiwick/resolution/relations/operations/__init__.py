"""Writes to several incidents at once, and to what turns out to be no incident."""

from bailiwick.resolution.relations.operations.conversion import convert_incident
from bailiwick.resolution.relations.operations.families import (
    close_with_parts,
    comment_with_parts,
    resolve_with_parts,
)

__all__ = ["close_with_parts", "comment_with_parts", "convert_incident", "resolve_with_parts"]
