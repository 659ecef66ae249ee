"""What the database itself enforces on every table: tenancy, the guard, change capture, references, rights.

Applied after each migration, for all models, from the models alone: nothing can be forgotten, applying twice changes
nothing, and tests compare the result with the catalogue of the database.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from bailiwick.kernel.ledger.records import is_record

APP, SEALER, DEFINER = "bailiwick_app", "bailiwick_sealer", "bailiwick_definer"
TENANT = "organization_id = (select nullif(current_setting('app.tenant', true), '')::bigint)"

LEDGER_RIGHTS = f"""
revoke all on ledger_event, ledger_change, ledger_leaf, ledger_node, ledger_tree, ledger_checkpoint, ledger_cursor,
    ledger_clock_step from {APP}, {SEALER};
grant select on ledger_event, ledger_change to {APP};
grant insert (id, organization_id, parent_id, verb, actor_kind, actor_id, subject_type, subject_id, occurred_at,
    payload, salt, digest) on ledger_event to {APP};
grant insert (organization_id, event_id, table_name, row_id, op, before, after, salt, digest) on ledger_change to {APP};
grant select on ledger_leaf, ledger_node, ledger_tree, ledger_checkpoint, ledger_clock_step to {APP};
grant select on django_migrations to {APP};
grant usage on schema public to {APP}, {SEALER}, {DEFINER};
grant select on ledger_event, ledger_change to {SEALER};
grant select, insert on ledger_leaf, ledger_node, ledger_checkpoint, ledger_clock_step to {SEALER};
grant select, insert, update on ledger_tree to {SEALER};
grant select, update on ledger_cursor to {SEALER};
grant usage on all sequences in schema public to {APP}, {SEALER};
"""
LEDGER_TABLES = (
    "ledger_event",
    "ledger_change",
    "ledger_leaf",
    "ledger_node",
    "ledger_tree",
    "ledger_checkpoint",
    "ledger_clock_step",
)


def record_models() -> list[type[models.Model]]:
    """Every model whose table holds an organization's rows, parents before children."""
    return [model for model in apps.get_models() if is_record(model) and model._meta.managed]


def statements() -> Iterator[str]:
    """The SQL that protects every table, in order; each statement may be run again."""
    records = record_models()
    protected = {model._meta.db_table for model in records}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table not in protected and table not in LEDGER_TABLES:
            yield f'grant select, insert, update, delete on "{table}" to {APP}'
    yield LEDGER_RIGHTS
    for table in LEDGER_TABLES:
        yield from _row_security(table)
        yield f'drop policy if exists sealer on "{table}"'
        yield f'create policy sealer on "{table}" to {SEALER} using (true) with check (true)'
    for model in records:
        yield from _row_security(model._meta.db_table)
        yield from _rights(model)
        if getattr(model, "captured", True):
            yield from _capture(model)
        yield from _key(model)
    for model in records:
        yield from _references(model)


def apply(connection: BaseDatabaseWrapper) -> None:
    """Bring the database's protection in line with the models; the connection is the owner's."""
    with connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)


def _row_security(table: str) -> Iterator[str]:
    yield f'alter table "{table}" enable row level security'
    yield f'alter table "{table}" force row level security'
    yield f'drop policy if exists tenant on "{table}"'
    yield f'create policy tenant on "{table}" to {APP} using ({TENANT}) with check ({TENANT})'


def _rights(model: type[models.Model]) -> Iterator[str]:
    table = model._meta.db_table
    yield f'revoke all on "{table}" from {APP}'
    may_delete = getattr(model, "deletable", False) or not getattr(model, "captured", True)
    rights = "select, insert, update, delete" if may_delete else "select, insert, update"
    yield f'grant {rights} on "{table}" to {APP}'


def _capture(model: type[models.Model]) -> Iterator[str]:
    table = model._meta.db_table
    pk = model._meta.pk
    assert pk is not None
    arguments = ", ".join(f"'{name}'" for name in (pk.column, *getattr(model, "captured_without", ())))
    transitions = {
        "insert": "referencing new table as new_rows",
        "update": "referencing old table as old_rows new table as new_rows",
        "delete": "referencing old table as old_rows",
    }
    for event, referencing in transitions.items():
        if event == "delete" and not getattr(model, "deletable", False):
            yield (
                f'create or replace trigger capture_delete before delete on "{table}" '
                "for each statement execute function ledger_refuse_delete()"
            )
            continue
        yield (
            f'create or replace trigger capture_{event} after {event} on "{table}" {referencing} '
            f"for each statement execute function ledger_capture_{event}({arguments})"
        )
    yield (
        f'create or replace trigger refuse_truncate before truncate on "{table}" '
        "for each statement execute function ledger_refuse_delete()"
    )


def _key(model: type[models.Model]) -> Iterator[str]:
    table = model._meta.db_table
    pk = model._meta.pk
    assert pk is not None
    yield _unless_constraint(table, f"{table}_tenant_key", f'unique (organization_id, "{pk.column}")')


def references(model: type[models.Model]) -> Iterator[tuple[str, type[models.Model]]]:
    """(column, target) of every reference from the model's own table to another record."""
    for field in model._meta.local_fields:
        target: Any = field.related_model
        if isinstance(field, models.ForeignKey) and isinstance(target, type) and is_record(target):
            yield field.column, target


def _references(model: type[models.Model]) -> Iterator[str]:
    table = model._meta.db_table
    for column, target in references(model):
        pk = target._meta.pk
        assert pk is not None
        yield _unless_constraint(
            table,
            f"{table}_{column}_tenant",
            f'foreign key (organization_id, "{column}") '
            f'references "{target._meta.db_table}" (organization_id, "{pk.column}")',
        )


def _unless_constraint(table: str, name: str, definition: str) -> str:
    name = name[:63]
    return (
        "do $$ begin if not exists (select 1 from pg_constraint "  # noqa: S608 - names come from the models
        f"where conname = '{name}' and conrelid = '\"{table}\"'::regclass) then "
        f'alter table "{table}" add constraint "{name}" {definition}; end if; end $$'
    )
