"""The rows that an entry changed, drawn in Python instead of in a template: a page of entries may have thousands."""

from collections.abc import Iterable
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from bailiwick.kernel.ledger.reading import Change
from bailiwick.kernel.ui.jinja.rows import text

NOTHING = '<span class="bw-muted">nothing</span>'
MEANT = {"I": "new", "U": "changed", "D": "taken away"}


def said(value: Any) -> Markup:
    """A value of a row or a fact."""
    return Markup(_said(value))  # noqa: S704 - escaped there


def changed_rows(changes: Iterable[Change]) -> Markup:
    """The body of the table of changes: a line for each field."""
    return Markup("".join(line for change in changes for line in _lines(change)))  # noqa: S704 - all parts are escaped


def _lines(change: Change) -> Iterable[str]:
    before, after = change.before or {}, change.after or {}
    names = list(after or before)
    called = f"{text(change.table)} {change.row_id}"
    if not names:
        yield f'<tr><th scope="row">{called}</th><td colspan="3" class="bw-muted">erased</td></tr>\n'
        return
    heading = (
        f'<th scope="rowgroup" rowspan="{len(names)}">{called} '
        f'<span class="bw-muted">{MEANT[change.op]}</span></th>'
    )
    for name in names:
        was, now = _said(before.get(name)), _said(after.get(name))
        yield f"<tr>{heading}<td>{text(name)}</td><td>{was}</td><td>{now}</td></tr>\n"
        heading = ""


def _said(value: Any) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, dict | list):
        return f"<code>{htmlsafe_json_dumps(value, sort_keys=True)}</code>"
    return escape(value)
