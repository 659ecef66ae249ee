"""One cast for all rows of a module: what a row does is undone after it, the cast after the last."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.cast import Cast, make_cast


@pytest.fixture(scope="module")
def shared(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The module's cast."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_cast()
        transaction.set_rollback(True)


@pytest.fixture
def there(shared: Cast) -> Iterator[Cast]:
    """The module's cast as if nothing had happened to it."""
    with transaction.atomic():
        yield shared
        transaction.set_rollback(True)
