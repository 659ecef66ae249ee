"""Reads of published processes."""

from django.db.models import QuerySet

from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.process.models import ProcessVersion

LARGEST_NUMBER = 2**31


def newest_versions() -> QuerySet[ProcessVersion]:
    """The version in force of each process."""
    return ProcessVersion.objects.order_by("code", "-number").distinct("code")


def versions(code: str) -> QuerySet[ProcessVersion]:
    """Every version of a process, the newest first."""
    return ProcessVersion.objects.filter(code=code.replace("\0", "")).order_by("-number")


def newest_version(code: str) -> ProcessVersion:
    """The version in force; raises NotFound."""
    found = versions(code).select_related("published_by").first()
    if found is None:
        raise NotFound("There is no such process.")
    return found


def version_numbered(code: str, number: int) -> ProcessVersion:
    """One version; raises NotFound."""
    near = versions(code).select_related("published_by")
    found = near.filter(number=number).first() if number < LARGEST_NUMBER else None
    if found is None:
        raise NotFound("There is no such version.")
    return found
