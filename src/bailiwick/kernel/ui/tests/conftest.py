"""Tests of the frame have pages and templates of their own."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def samples(settings: Any) -> None:
    """The product's addresses and the sample pages beside them."""
    settings.ROOT_URLCONF = "bailiwick.kernel.ui.tests.sample_urls"
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [*templates[0]["DIRS"], Path(__file__).parent / "templates"]
    settings.TEMPLATES = templates
