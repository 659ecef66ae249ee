"""The Jinja2 environment that every page is rendered with."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from jinja2 import Environment, StrictUndefined, Template
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup

from bailiwick.kernel.base import clock
from bailiwick.kernel.ui import merging
from bailiwick.kernel.ui.jinja import (
    assets,
    compiling,
    differences,
    fields,
    links,
    markdown,
    numbers,
    rows,
    times,
    words,
)


class Component(Template):
    """A template whose module is made once: pages hand nothing but arguments to what they import.

    Jinja compares all global names at each import of each page, in case a template had some of its own.
    """

    def _get_default_module(self, _context: Context | None = None) -> Any:
        return super()._get_default_module()


class Strict(StrictUndefined):
    """A missing name raises when a page uses it; `{{ a if b }}` without an else prints nothing."""

    def __str__(self) -> str:  # type: ignore[override]  # the parent always raises
        is_inline_if = self._undefined_name is None and self._undefined_obj is missing
        return "" if is_inline_if else super().__str__()


def remembered(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    """Return a macro that keeps what it printed for the arguments seen last; for macros that look at nothing else."""
    return lru_cache(maxsize=2048, typed=True)(macro)


def environment(**options: Any) -> Environment:
    """Build the environment from the options of Django's Jinja2 backend.

    A name that a page does not know raises UndefinedError instead of printing nothing, so that a
    misspelt attribute is found by the first test that renders it.
    """
    options |= {"autoescape": True, "undefined": Strict, "trim_blocks": True, "lstrip_blocks": True}
    env = Environment(**options)  # noqa: S701  (autoescape is set in the line above)
    env.template_class = Component
    env.code_generator_class = compiling.Generator
    env.globals |= {
        "asset": assets.asset,
        "icon": assets.icon,
        "static": static,
        "url": links.url,
        "query_string": links.query_string,
        "now": clock.now,
        "zone_name": times.zone_name,
        "difference": differences.difference,
        "remembered": remembered,
        "table_rows": rows.rows,
        "select_box": rows.select_box,
        "due_mark": rows.due_mark,
        "named_parts": rows.named_parts,
        "nothing": numbers.NONE,
        "formats": {
            "number": numbers.number,
            "percent": numbers.percent,
            "duration": numbers.duration,
            "bytes": numbers.size,
            "time": times.time,
            "date": times.date,
            "relative": times.relative,
        },
        "field_of": fields.field_of,
        "base_of": merging.base_of,
    }
    env.filters |= {
        "time": times.time,
        "date": times.date,
        "relative": times.relative,
        "local_input": times.local_input,
        "instant": times.instant,
        "chosen": links.chosen,
        "label_of": links.label_of,
        "form_errors": fields.form_errors,
        "duration": numbers.duration,
        "number": numbers.number,
        "percent": numbers.percent,
        "bytes": numbers.size,
        "markdown": markdown.markdown,
        "initials": words.initials,
        "tone": words.tone,
        "counted": words.counted,
        "tuple": tuple,
    }
    return env
