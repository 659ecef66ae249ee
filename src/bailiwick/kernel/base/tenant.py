"""The organization that the current thread of work belongs to, in Python and in the database alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from bailiwick.kernel.base.errors import NoTenant

_current: ContextVar[int | None] = ContextVar("bailiwick_organization", default=None)


def current() -> int:
    """The organization's id; raises NoTenant outside `scope`."""
    organization_id = _current.get()
    if organization_id is None:
        raise NoTenant("No organization is set: open tenant.scope() first.")
    return organization_id


@contextmanager
def scope(organization_id: int) -> Iterator[None]:
    """Open a transaction in which only this organization's rows exist; joins an equal outer scope.

    The setting is local to the transaction, so a pooled connection never carries it further. Entering another
    organization inside is a defect (NoTenant).
    """
    if _current.get() == organization_id:
        yield
        return
    _must_be_outside()
    with transaction.atomic(), entered(organization_id):
        tell()
        yield


def tell() -> None:
    """Tell the database of the organization, for the rest of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('app.tenant', %s, true)", [str(current())])


@contextmanager
def entered(organization_id: int) -> Iterator[None]:
    """The scope for a transaction in which the database was told of the organization already."""
    _must_be_outside()
    token = _current.set(organization_id)
    try:
        yield
    finally:
        _current.reset(token)


def _must_be_outside() -> None:
    if _current.get() is not None:
        raise NoTenant("Another organization's scope is already open.")
