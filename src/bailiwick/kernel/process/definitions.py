"""Published definitions, compiled once for each version; versions never change."""

from functools import lru_cache

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.process import loading
from bailiwick.kernel.process.models import ProcessVersion
from bailiwick.kernel.process.types import Definition


def definition(version_id: int) -> Definition:
    """The definition of a published version of the current organization; raises NotFound."""
    return _compiled(tenant.current(), version_id)


def current_version(code: str) -> int:
    """The id of the newest published version of a process; raises NotFound before the first."""
    versions = ProcessVersion.objects.filter(code=code).order_by("-number").values_list("id", flat=True)
    newest = versions.first()
    if newest is None:
        raise NotFound(f"The process “{code}” is not published here.")
    return newest


@lru_cache(maxsize=512)
def _compiled(organization_id: int, version_id: int) -> Definition:
    body = ProcessVersion.objects.filter(pk=version_id).values_list("body", flat=True).first()
    if body is None:
        raise NotFound(f"There is no process version {version_id} in organization {organization_id}.")
    return loading.from_tree(body)


def forget_definitions() -> None:
    """Empty the cache: for tests, whose databases count ids from one again."""
    _compiled.cache_clear()
