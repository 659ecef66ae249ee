"""The parts that dashboards of a page are made of, as the process that the page belongs to declares them."""

from collections.abc import Mapping
from dataclasses import dataclass

WIDTHS = ("half", "full")


@dataclass(frozen=True, slots=True)
class Placed:
    """A part on a dashboard: which one, and how wide."""

    code: str
    width: str = "half"


@dataclass(frozen=True, slots=True)
class Part:
    """A figure that can stand on a dashboard, and how it is counted, in words.

    `formula`, `unit` and `source` say what the number is; `opens` what a mark of its chart leads to. `is_internal`
    keeps it from customers.
    """

    code: str
    title: str
    formula: str
    unit: str
    source: str
    opens: str
    is_internal: bool = False


_parts: dict[str, dict[str, Part]] = {}
_shipped: dict[str, tuple[Placed, ...]] = {}


def declare(page: str, parts: tuple[Part, ...], shipped: tuple[Placed, ...]) -> None:
    """Make known what a page's dashboards are made of, and how they are arranged until somebody arranges them."""
    _parts[page] = {part.code: part for part in parts}
    _shipped[page] = shipped


def known(page: str) -> Mapping[str, Part]:
    """The parts of a page, by code."""
    return _parts.get(page, {})


def shipped(page: str) -> tuple[Placed, ...]:
    """The arrangement that the product comes with."""
    return _shipped.get(page, ())
