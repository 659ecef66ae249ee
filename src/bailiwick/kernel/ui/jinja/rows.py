"""The rows of a table, drawn in Python instead of in a template: a queue page has four hundred cells."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup, escape

from bailiwick.kernel.ui.jinja.numbers import NONE

# The column as declared, its key, its kind, the attributes of its cells, what draws a value.
Column = tuple[Any, str, str, Markup, Callable[[Any], Any] | None]


def rows(
    columns: Sequence[Column],
    items: Iterable[Any],
    custom: Callable[[Any, Any], Any] | None,
    select: Callable[[Any], Markup] | None,
) -> Markup:
    """Return a row for each item (a mapping or an object); whatever is no markup is escaped.

    `custom` draws the cells of the kind "custom" from the item and the column, `select` the cell of the checkbox.
    """
    parts: list[str] = []
    for item in items:
        parts.append(f"<tr data-row>{select(item)}" if select else "<tr data-row>")
        parts += [_cell(column, item, custom) for column in columns]
        parts.append("</tr>\n")
    return Markup("".join(parts))  # noqa: S704 - every part is escaped where it is made


def _cell(column: Column, item: Any, custom: Callable[[Any, Any], Any] | None) -> str:
    declared, key, kind, attributes, draw = column
    if kind == "custom" and custom is not None:
        return f"<td {attributes}>{escape(custom(item, declared))}</td>"
    value = _value(item, key)
    if kind == "main":
        return _main(item, value)
    if value is None or value == "":
        return f"<td {attributes}>{NONE}</td>"
    # Markup is a value that the page has drawn itself: a number that is a link.
    return f"<td {attributes}>{escape(draw(value) if draw and not isinstance(value, Markup) else value)}</td>"


def _main(item: Any, value: Any) -> str:
    url, note = _value(item, "url"), _value(item, "note")
    shown = f'<a href="{escape(url)}" data-row-link>{escape(value)}</a>' if url else escape(value)
    return f'<th scope="row" class="is-main">{shown}{f"<small>{escape(note)}</small>" if note else ""}</th>'


def _value(item: Any, key: str) -> Any:
    return item.get(key) if isinstance(item, dict) else getattr(item, key, None)
