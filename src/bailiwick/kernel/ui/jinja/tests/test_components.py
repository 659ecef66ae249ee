"""The components as they are printed."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, UndefinedError
from markupsafe import Markup

from bailiwick.kernel.ui.jinja import assets, gallery
from bailiwick.kernel.ui.jinja.environment import environment

PACKAGE = Path(__file__).parents[4]
TEMPLATES = sorted(path for path in PACKAGE.glob("**/templates/**/*.html"))
NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
COLUMNS = [
    {"key": "ref", "label": "Reference", "kind": "ref", "sort": "ref"},
    {"key": "title", "label": "Title", "kind": "main", "sort": "title"},
    {"key": "size", "label": "Size", "kind": "number", "phone": "hide"},
]
ROWS = [{"id": 7, "ref": "INC-7", "title": "<b>", "size": None, "url": "/7"}]


@pytest.fixture(scope="module")
def env() -> Environment:
    return environment(loader=FileSystemLoader(sorted(str(path) for path in PACKAGE.glob("**/templates"))))


def render(env: Environment, text: str, **context: Any) -> str:
    return env.from_string(text).render(context)


def table(env: Environment, arguments: str = "", **context: Any) -> str:
    text = (
        '{% from "ui/components/table.html" import table %}{{ table(columns, rows, "All"' + arguments + ") }}"
    )
    return render(env, text, **{"columns": COLUMNS, "rows": ROWS, **context})


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_template_imports_what_exists(env: Environment, path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    env.parse(source)
    for name, imported in re.findall(r'{%-? from "([^"]+)" import ([^%]+?)-?%}', source):
        module = env.get_template(name).module
        for one in imported.split(","):
            assert hasattr(module, one.split()[0]), f"{name} has no {one.strip()}"


def test_the_gallery_obeys_the_security_policy(env: Environment) -> None:
    html = env.get_template("ui/gallery.html").render(gallery.samples(NOW))
    assert not re.search(r"<[^>]+\sstyle\s*=", html)
    assert not re.search(r"<[^>]+\son[a-z]+\s*=", html)
    assert "<style" not in html
    scripts = re.findall(r"<script([^>]*)>", html)
    assert scripts
    assert all("src=" in attributes or "application/json" in attributes for attributes in scripts)


def test_identifiers_of_the_gallery_are_unique(env: Environment) -> None:
    html = env.get_template("ui/gallery.html").render(gallery.samples(NOW))
    found = re.findall(r'\sid="([^"]+)"', html)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("code", [400, 403, 404, 409, 413, 500, 503])
def test_error_pages_need_no_context(env: Environment, code: int) -> None:
    assert f"Error {code}" in env.get_template(f"ui/errors/{code}.html").render()


def test_a_missing_name_is_a_mistake_but_an_if_without_else_is_not(env: Environment) -> None:
    with pytest.raises(UndefinedError):
        render(env, "{{ incident.tilte }}", incident={"title": "x"})
    assert render(env, '{{ "a" if false }}') == ""


def test_what_is_remembered_tells_markup_from_text(env: Environment) -> None:
    macro = "{% macro one(is, of) %}{{ is }}{% endmacro %}{% set kept = remembered(one) %}"
    assert (
        render(env, macro + "{{ kept(a, 1) }} {{ kept(b, 1) }}", a=Markup("<i>"), b="<i>") == "<i> &lt;i&gt;"
    )


def test_values_are_escaped(env: Environment) -> None:
    assert "&lt;b&gt;" in table(env)
    assert "<b>" not in table(env)


def test_sorting_turns_around_and_is_announced(env: Environment) -> None:
    html = table(env, ", params", params={"sort": "ref", "q": "x", "after": "9"})
    assert 'aria-sort="ascending"><a class="bw-sort" href="?q=x&amp;sort=-ref"' in html
    assert 'href="?q=x&amp;sort=title"' in html


def test_rows_lead_somewhere_and_can_be_selected(env: Environment) -> None:
    html = table(env, ', select="ids", form="bulk"')
    assert '<a href="/7" data-row-link>' in html
    assert re.search(r'name="ids" value="7" aria-label="Select INC-7" form="bulk"', html)


def test_a_phone_gets_marks_pairs_and_nothing_of_the_hidden(env: Environment) -> None:
    html = table(env)
    assert 'class="is-ref is-mark"' in html
    assert 'class="is-number is-hidden"' in html


def test_an_empty_table_says_what_to_do(env: Environment) -> None:
    assert table(env, ', empty="Log one."', rows=[]).count("<table") == 0
    assert "Log one." in table(env, ', empty="Log one."', rows=[])


def test_custom_cells_are_drawn_by_the_page(env: Environment) -> None:
    text = (
        '{% from "ui/components/table.html" import table %}'
        '{% call(row, column) table(columns, rows, "All") %}{{ row.ref }} in {{ column.label }}{% endcall %}'
    )
    columns = [{"key": "risk", "label": "Risk", "kind": "custom"}]
    assert "INC-7 in Risk" in render(env, text, columns=columns, rows=ROWS)


def test_a_field_ties_help_and_errors_to_its_input(env: Environment) -> None:
    text = '{% from "ui/components/form.html" import field %}{{ field("t", "Title", help="h", errors=["e"], id="t") }}'
    html = render(env, text)
    assert 'aria-describedby="t-help t-error"' in html
    assert 'id="t-help"' in html
    assert 'id="t-error"' in html
    assert 'aria-invalid="true"' in html


def test_a_select_marks_the_chosen_number(env: Environment) -> None:
    text = '{% from "ui/components/form.html" import field %}{{ field("t", "T", "select", 2, [(1, "a"), (2, "b")]) }}'
    assert '<option value="2" selected>b</option>' in render(env, text)


def test_a_clock_bar_is_proportional(env: Environment) -> None:
    parts = gallery.samples(NOW)["segments"][:2]
    text = '{% from "ui/components/clock.html" import clock_bar %}{{ clock_bar("Resolve", parts) }}'
    html = render(env, text, parts=parts)
    assert 'class="is-running" x="0.0%" y="4" width="64.71%"' in html
    assert 'class="is-paused" x="64.71%" y="7.5" width="35.29%"' in html


def test_assets_are_found_by_manifest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assets, "BUILT", tmp_path)
    (tmp_path / "manifest.json").write_text('{"app.js": "app-1a2b.js"}', encoding="utf-8")
    assets.manifest.cache_clear()
    assets.asset.cache_clear()
    assert assets.asset("app.js").endswith("/built/app-1a2b.js")
    assert assets.asset("other.js").endswith("/built/other.js")
    assets.manifest.cache_clear()
    assets.asset.cache_clear()


def test_an_icon_is_silent_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in assets.icon("bell")
    assert 'role="img" aria-label="Notifications"' in assets.icon("bell", "Notifications")
