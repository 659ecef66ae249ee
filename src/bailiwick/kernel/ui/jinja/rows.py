"""The rows of a table, drawn in Python instead of in a template: a queue page has four hundred cells."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from bailiwick.kernel.ui.jinja import times
from bailiwick.kernel.ui.jinja.numbers import NONE

# The column as declared, its key, its kind, the attributes of its cells, what draws a value.
Column = tuple[Any, str, str, Markup, Callable[[Any], Any] | None]
Custom = Callable[[Any, Any], Any] | None
Cell = Callable[[Any], str]


def rows(
    columns: Sequence[Column],
    items: Iterable[Any],
    custom: Custom,
    select: Callable[[Any], Markup] | None,
) -> Markup:
    """Return a row for each item (a mapping or an object); whatever is no markup is escaped.

    `custom` draws the cells of the kind "custom" from the item and the column, `select` the cell of the checkbox.
    """
    cells = [_cell(column, custom) for column in columns]
    parts: list[str] = []
    for item in items:
        parts.append(f"<tr data-row>{select(item)}" if select else "<tr data-row>")
        parts += [cell(item) for cell in cells]
        parts.append("</tr>\n")
    return Markup("".join(parts))  # noqa: S704 - every part is escaped where it is made


def select_box(name: str, form: str, key: str) -> Callable[[Any], Markup]:
    """What draws the cell of a row's checkbox, which is named by the row's value of `key`."""
    belongs = f' form="{escape(form)}"' if form else ""
    box = f'<input class="bw-check" type="checkbox" name="{escape(name)}" value="'
    opening = f'<td class="is-select"><label>{box}'

    def draw(item: Any) -> Markup:
        called = _text(_value(item, key))
        ending = f'" aria-label="Select {called}"{belongs}></label></td>'
        return Markup(opening + _text(_value(item, "id")) + ending)  # noqa: S704 - every part is escaped

    return draw


def due_mark(mark: Callable[..., Markup], frame: Callable[[str], Markup]) -> Callable[[Any], Markup]:
    """What draws a clock {status, due?, text?}: `frame(status)` is all of it but the distance, where "{}" stands."""

    def draw(value: Any) -> Markup:
        due, text = value.get("due"), value.get("text") or ""
        if due is None or text or value["status"] in ("none", "met", "paused"):
            return mark(value["status"], due, text)
        before, _, after = str(frame(value["status"])).partition("{}")
        return Markup(f"{before}{times.relative(due, 'late')}{after}")  # noqa: S704 - all three are markup

    return draw


def _cell(column: Column, custom: Custom) -> Cell:
    declared, key, kind, attributes, draw = column
    opening, empty = f"<td {attributes}>", f"<td {attributes}>{NONE}</td>"
    if kind == "custom" and custom is not None:
        return lambda item: f"{opening}{escape(custom(item, declared))}</td>"
    if kind == "main":
        return lambda item: _main(item, _value(item, key))

    def cell(item: Any) -> str:
        value = _value(item, key)
        if value is None or value == "":
            return empty
        # Markup is a value that the page has drawn itself: a number that is a link.
        return f"{opening}{_text(draw(value) if draw and type(value) is not Markup else value)}</td>"

    return cell


def _main(item: Any, value: Any) -> str:
    url, note = _value(item, "url"), _value(item, "note")
    shown = f'<a href="{_text(url)}" data-row-link>{_text(value)}</a>' if url else _text(value)
    return f'<th scope="row" class="is-main">{shown}{f"<small>{_text(note)}</small>" if note else ""}</th>'


def _text(value: Any) -> str:
    if type(value) is Markup:
        return value
    return _escaped(value) if type(value) is str else str(escape(value))


@lru_cache(8192)
def _escaped(text: str) -> str:
    return str(escape(text))


def _value(item: Any, key: str) -> Any:
    return item.get(key) if isinstance(item, dict) else getattr(item, key, None)
