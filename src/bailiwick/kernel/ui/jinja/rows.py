"""The rows of a table, drawn in Python instead of in a template: a queue page has four hundred cells."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from typing import Any

from markupsafe import Markup, escape

from bailiwick.kernel.ui.jinja import times
from bailiwick.kernel.ui.jinja.numbers import NONE

# The column as declared, its key, its kind, the attributes of its cells, what draws a value.
Column = tuple[Any, str, str, Markup, Callable[..., Any] | None]
Custom = Callable[[Any, Any], Any] | None
# A cell is drawn from the row and from what the row has by a name (None for nothing).
Get = Callable[[str], Any]
Cell = Callable[[Any, Get], str]


def rows(columns: Sequence[Column], items: Iterable[Any], custom: Custom, select: Cell | None) -> Markup:
    """Return a row for each item (a mapping or an object); whatever is no markup is escaped.

    `custom` draws the cells of the kind "custom" from the item and the column, `select` the cell of the checkbox.
    """
    late = times.relatives("late")
    cells = [*([select] if select else []), *(_cell(column, custom, late) for column in columns)]
    parts: list[str] = []
    for item in items:
        get = item.get if isinstance(item, dict) else partial(_attribute, item)
        parts.append("<tr data-row>")
        parts += [cell(item, get) for cell in cells]
        parts.append("</tr>\n")
    return Markup("".join(parts))  # noqa: S704 - every part is escaped where it is made


def select_box(name: str, form: str, key: str) -> Cell:
    """What draws the cell of a row's checkbox, which is named by the row's value of `key`."""
    belongs = f' form="{escape(form)}"' if form else ""
    box = f'<input class="bw-check" type="checkbox" name="{escape(name)}" value="'
    opening = f'<td class="is-select"><label>{box}'

    def draw(_item: Any, get: Get) -> str:
        return f'{opening}{text(get("id"))}" aria-label="Select {text(get(key))}"{belongs}></label></td>'

    return draw


def due_mark(mark: Callable[..., Markup], frame: Callable[[str], Markup]) -> Callable[..., str]:
    """What draws a clock {status, due?, text?}: `frame(status)` is all of it but the distance, where "{}" stands."""

    def draw(value: Any, late: Callable[[Any], Markup]) -> str:
        due, said = value.get("due"), value.get("text") or ""
        if due is None or said or value["status"] in ("none", "met", "paused"):
            return mark(value["status"], due, said)
        before, _, after = str.partition(frame(value["status"]), "{}")
        return Markup("".join((before, late(due), after)))  # noqa: S704 - all three are markup

    return draw


def named_parts(mark: Callable[..., Markup], *names: str) -> Callable[[Any], Markup]:
    """What draws a mapping: the mark of what it has by these names."""
    return lambda value: mark(*map(value.get, names))


def _cell(column: Column, custom: Custom, late: Callable[[Any], Markup]) -> Cell:
    declared, key, kind, attributes, draw = column
    opening, empty = f"<td {attributes}>", f"<td {attributes}>{NONE}</td>"
    if kind == "custom" and custom is not None:
        return lambda item, _get: f"{opening}{escape(custom(item, declared))}</td>"
    if kind == "main":
        return lambda _item, get: _main(get, get(key))
    if kind == "clock" and draw is not None:
        draw = partial(draw, late=late)
    elif kind == "relative":
        draw = times.relatives()

    def cell(_item: Any, get: Get) -> str:
        value = get(key)
        if value is None or value == "":
            return empty
        # Markup is a value that the page has drawn itself: a number that is a link.
        return f"{opening}{text(draw(value) if draw and type(value) is not Markup else value)}</td>"

    return cell


def _main(get: Get, value: Any) -> str:
    url, note = get("url"), get("note")
    shown = f'<a href="{text(url)}" data-row-link>{text(value)}</a>' if url else text(value)
    return f'<th scope="row" class="is-main">{shown}{f"<small>{text(note)}</small>" if note else ""}</th>'


def text(value: Any) -> str:
    """A value as it is printed: markup as it is, everything else escaped."""
    if type(value) is Markup:
        return value
    return _escaped(value) if type(value) is str else str(escape(value))


@lru_cache(8192)
def _escaped(text: str) -> str:
    return str(escape(text))


def _attribute(item: Any, key: str) -> Any:
    return getattr(item, key, None)
