"""The database's own catalogue shows that every table is protected, whoever made it and however."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from bailiwick.kernel.ledger import protection
from tests import database

APP, SEALER, DEFINER, OWNER = "bailiwick_app", "bailiwick_sealer", "bailiwick_definer", "bailiwick_owner"
# Reached through functions alone: row security would keep the planner from using the index on the words.
BY_FUNCTIONS = {"search_entry"}
TENANT_SETTING = "current_setting('app.tenant'"
# What the application may take away: marks and answers that are no records, and what Django and the queue keep.
NOT_RECORDS = ("auth_", "django_", "procrastinate_", "account_", "identity_account", "entrances_", "mfa_")


@pytest.fixture(scope="module")
def catalogue() -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(database.url("postgres", database.DATABASE), autocommit=True) as connection:
        yield connection


def names(catalogue: psycopg.Connection[Any], query: str, *parameters: Any) -> set[str]:
    return {str(row[0]) for row in catalogue.execute(query, parameters or None)}


def tenant_tables(catalogue: psycopg.Connection[Any]) -> set[str]:
    return names(
        catalogue,
        """select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
           where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
             and a.attname = 'organization_id' and not a.attisdropped""",
    )


def records(*, captured: bool) -> set[str]:
    return {
        model._meta.db_table
        for model in protection.record_models()
        if getattr(model, "captured", True) is captured
    }


def privileged(catalogue: psycopg.Connection[Any], role: str, privilege: str) -> set[str]:
    return names(
        catalogue,
        """select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
           and has_table_privilege(%s, oid, %s)""",
        role,
        privilege,
    )


def test_every_table_of_organizations_has_row_security(catalogue: psycopg.Connection[Any]) -> None:
    secured = names(
        catalogue,
        "select relname from pg_class where relrowsecurity and relforcerowsecurity and relkind in ('r', 'p')",
    )
    tables = tenant_tables(catalogue)
    assert records(captured=True) | records(captured=False) <= tables
    assert tables - secured == BY_FUNCTIONS
    for role in (APP, SEALER):
        for privilege in ("select", "insert", "update", "delete"):
            assert privileged(catalogue, role, privilege) & BY_FUNCTIONS == set()


def test_the_application_sees_its_tenant_and_nothing_else(catalogue: psycopg.Connection[Any]) -> None:
    policies = catalogue.execute(
        """select tablename, policyname, permissive, cmd, qual, with_check from pg_policies
           where schemaname = 'public' and (%s = any(roles) or 'public' = any(roles))""",
        [APP],
    ).fetchall()
    assert {row[1] for row in policies} == {"tenant"}
    for table, _, permissive, command, using, check in policies:
        assert (permissive, command) == ("PERMISSIVE", "ALL"), table
        assert TENANT_SETTING in using, table
        assert using == check, table
    assert {row[0] for row in policies} == tenant_tables(catalogue) - BY_FUNCTIONS


def test_every_record_is_captured(catalogue: psycopg.Connection[Any]) -> None:
    triggers: dict[str, dict[str, tuple[str, str]]] = {}
    for table, name, enabled, function in catalogue.execute(
        """select c.relname, t.tgname, t.tgenabled, p.proname from pg_trigger t
           join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid where not t.tgisinternal"""
    ):
        triggers.setdefault(table, {})[name] = (enabled, function)
    deletable = {m._meta.db_table for m in protection.record_models() if getattr(m, "deletable", False)}
    for table in records(captured=True):
        on_delete = "ledger_capture_delete" if table in deletable else "ledger_refuse_delete"
        expected = {
            "capture_insert": ("O", "ledger_capture_insert"),
            "capture_update": ("O", "ledger_capture_update"),
            "capture_delete": ("O", on_delete),
            "refuse_truncate": ("O", "ledger_refuse_delete"),
        }
        found = {name: how for name, how in triggers.get(table, {}).items() if name in expected}
        assert found == expected, table


def test_references_between_records_carry_the_organization(catalogue: psycopg.Connection[Any]) -> None:
    keys = {
        (table, tuple(columns), target)
        for table, columns, target in catalogue.execute(
            """select c.relname, array(select a.attname::text from unnest(k.conkey) with ordinality as u(n, i)
                                       join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n order by i),
                      f.relname
               from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
               where k.contype = 'f' and k.convalidated"""
        )
    }
    tables = tenant_tables(catalogue)
    for model in protection.record_models():
        for column, target in protection.references(model):
            there = target._meta.db_table
            assert (model._meta.db_table, ("organization_id", column), there) in keys
    plain = {
        key
        for key in keys
        if key[0] in tables
        and key[2] in tables
        and "organization_id" not in key[1]
        # A change hangs on its event by transaction number; both are written by one statement of one operation.
        and key[0] != "ledger_change"
    }
    assert plain == set()


def test_the_application_takes_no_record_away(catalogue: psycopg.Connection[Any]) -> None:
    may = {m._meta.db_table for m in protection.record_models() if getattr(m, "deletable", False)}
    may |= records(captured=False)
    gone = {table for table in privileged(catalogue, APP, "delete") if not table.startswith(NOT_RECORDS)}
    assert gone - may == set()
    assert privileged(catalogue, APP, "truncate") == set()
    assert privileged(catalogue, APP, "trigger") == set()
    assert privileged(catalogue, APP, "references") == set()


def test_the_ledger_is_only_added_to(catalogue: psycopg.Connection[Any]) -> None:
    # How far a follower has read is a mark beside the ledger, no part of it.
    ledger = {name for name in tenant_tables(catalogue) if name.startswith("ledger_")} - {"ledger_follower"}
    ledger.add("ledger_cursor")
    assert set(protection.LEDGER_TABLES) <= ledger
    assert privileged(catalogue, APP, "update") & ledger == set()
    assert privileged(catalogue, APP, "delete") & ledger == set()
    assert privileged(catalogue, APP, "insert") & ledger == set()
    assert privileged(catalogue, SEALER, "delete") == set()
    assert privileged(catalogue, SEALER, "update") == {"ledger_tree", "ledger_cursor"}
    assert privileged(catalogue, SEALER, "insert") == ledger - {
        "ledger_event",
        "ledger_change",
        "ledger_cursor",
    }
    # When, in which transaction and epoch something was recorded is the server's to say.
    given = {"ledger_event": {"recorded_at", "epoch", "xid"}, "ledger_change": {"id", "xid"}}
    for table in ledger:
        assert columns(catalogue, table, "update") == set(), table
        written = columns(catalogue, table, "insert")
        assert bool(written) is (table in given), table
        assert written & given.get(table, set()) == set(), table


def columns(catalogue: psycopg.Connection[Any], table: str, privilege: str) -> set[str]:
    """The columns that the application has the privilege on."""
    query = """select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped
               and has_column_privilege(%s, attrelid, attnum, %s)"""
    return names(catalogue, query, table, APP, privilege)


def test_roles_cannot_lift_the_protection(catalogue: psycopg.Connection[Any]) -> None:
    mighty = names(
        catalogue,
        """select rolname from pg_roles where rolname like 'bailiwick%%'
           and (rolsuper or rolbypassrls or rolcreaterole or rolreplication)""",
    )
    assert mighty == set()
    assert names(
        catalogue, "select rolname from pg_roles where rolname like 'bailiwick%%' and rolcanlogin"
    ) >= {
        APP,
        SEALER,
        OWNER,
    }
    assert not names(catalogue, "select rolname from pg_roles where rolname = %s and rolcanlogin", DEFINER)
    for role in (APP, SEALER):
        belongs = names(
            catalogue,
            "select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid where m.member = %s::regrole",
            role,
        )
        assert belongs == set(), role
        owned = names(catalogue, "select relname from pg_class where relowner = %s::regrole", role)
        assert owned == set(), role
        assert not catalogue.execute(
            "select has_schema_privilege(%s, 'public', 'create')", [role]
        ).fetchone()[0], role  # type: ignore[index]


def test_functions_with_their_owners_rights_are_the_definers(catalogue: psycopg.Connection[Any]) -> None:
    functions = catalogue.execute(
        """select p.oid::regprocedure::text, p.proowner::regrole::text, coalesce(p.proconfig, '{}')
           from pg_proc p where p.prosecdef and p.pronamespace = 'public'::regnamespace"""
    ).fetchall()
    assert functions
    for name, owner, settings in functions:
        assert owner == DEFINER, name
        assert "search_path=pg_catalog, public, pg_temp" in settings, name


def test_no_table_belongs_to_another_than_owner_and_definer(catalogue: psycopg.Connection[Any]) -> None:
    owners = names(
        catalogue,
        """select distinct relowner::regrole::text from pg_class
           where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'S', 'v', 'm')""",
    )
    assert owners <= {OWNER, DEFINER}


def test_views_ask_with_the_readers_rights(catalogue: psycopg.Connection[Any]) -> None:
    careless = names(
        catalogue,
        """select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
           and not coalesce(reloptions, '{}') && array['security_invoker=true', 'security_invoker=on']""",
    )
    assert careless == set()


def test_keys_of_records_are_made_by_the_database_and_large(catalogue: psycopg.Connection[Any]) -> None:
    small = names(
        catalogue,
        """select s.seqrelid::regclass::text from pg_sequence s join pg_class c on c.oid = s.seqrelid
           where c.relnamespace = 'public'::regnamespace and s.seqtypid <> 'bigint'::regtype
             and c.relname !~ '^(django|auth|account)_'""",
    )
    assert small == set()
    unusable = names(
        catalogue,
        """select c.relname from pg_class c join pg_sequence s on s.seqrelid = c.oid
           where c.relnamespace = 'public'::regnamespace
           and not has_sequence_privilege(%s, s.seqrelid, 'usage') and c.relname !~ '^work_number_'""",
        APP,
    )
    assert unusable == set()


def test_applying_the_protection_again_changes_nothing(catalogue: psycopg.Connection[Any]) -> None:
    """Two statements of the same model give the same catalogue; what is checked above is what migrating makes."""
    count = "select count(*) from pg_constraint union all select count(*) from pg_trigger"
    before = catalogue.execute(count).fetchall()
    with psycopg.connect(database.url(OWNER, database.DATABASE)) as owner:
        for statement in protection.statements():
            owner.execute(statement)  # type: ignore[arg-type]
    assert catalogue.execute(count).fetchall() == before
