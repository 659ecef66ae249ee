"""What the tables call the cast."""

import pytest

from tests.cast import Cast


@pytest.fixture
def shared(cast: Cast) -> Cast:
    return cast


@pytest.fixture
def there(cast: Cast) -> Cast:
    return cast
