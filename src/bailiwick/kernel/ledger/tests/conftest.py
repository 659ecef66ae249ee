"""The ledger fixture, shared by every test that seals."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bailiwick.kernel.ledger.tests.ledgers import Ledger
from tests.cast import Cast


@pytest.fixture
def ledger(committed: None, cast: Cast, tmp_path: Path) -> Iterator[Ledger]:
    """A sealed and signed ledger with a cast; real commits."""
    made = Ledger(cast, tmp_path)
    yield made
    made.sequencer.close()
