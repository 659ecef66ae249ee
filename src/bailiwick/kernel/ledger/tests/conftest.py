"""The ledger fixture, shared by every test that seals."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bailiwick.kernel.ledger.tests.ledgers import Ledger


@pytest.fixture
def ledger(committed: None, tmp_path: Path) -> Iterator[Ledger]:
    """A sealed and signed ledger with a cast; real commits."""
    made = Ledger(tmp_path)
    yield made
    made.sequencer.close()
