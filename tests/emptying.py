"""A worker's database made as it was: emptying what a test committed costs a tenth of another copy of the template."""

import time

import psycopg
from psycopg import sql

SHAPE = """
select md5(string_agg(fact, chr(10) order by fact)) from (
  select concat_ws(' ', relname, relkind, relrowsecurity, relforcerowsecurity, relowner, relacl) as fact
    from pg_class where relnamespace = 'public'::regnamespace and relkind not in ('i', 't')
  union all select concat_ws(' ', attrelid::regclass, attname, atttypid, attnotnull) from pg_attribute
    where attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p'))
  union all select concat_ws(' ', adrelid::regclass, adnum, pg_get_expr(adbin, adrelid)) from pg_attrdef
  union all select concat_ws(' ', conrelid::regclass, conname, convalidated) from pg_constraint
  union all select concat_ws(' ', tgrelid::regclass, tgname, tgenabled) from pg_trigger where not tgisinternal
  union all select concat_ws(' ', polrelid::regclass, polname, polqual, polwithcheck) from pg_policy
  union all select concat_ws(' ', proname, prosrc, proacl) from pg_proc where pronamespace = 'public'::regnamespace
  union all select concat_ws(' ', indrelid::regclass, indexrelid::regclass, indisvalid) from pg_index
    where indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
) as facts
"""
TABLES = """
select relname from pg_class
where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by relname
"""
NUMBERS = (
    "select sequencename, last_value from pg_sequences where schemaname = 'public' and last_value is not null"
)
COUNTED = """
select setval(quote_ident(sequencename)::regclass, coalesce(began.at, start_value), began.at is not null)
from pg_sequences left join unnest(%s::text[], %s::bigint[]) as began(name, at) on began.name = sequencename
where schemaname = 'public' and (last_value is not null or began.at is not null)
"""
OTHERS = "from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
Connection = psycopg.Connection[tuple[object, ...]]


class Beginning:
    """What a fresh copy holds: its shape, and the rows of the few tables that have any."""

    def __init__(self, address: str) -> None:
        with psycopg.connect(address, autocommit=True) as connection:
            self.shape = connection.execute(SHAPE).fetchone()
            self.rows = {table: rows_of(connection, table) for table in filled(connection)}
            self.counted = dict(connection.execute(NUMBERS).fetchall())

    def restore(self, address: str) -> bool:
        """Undo what was committed; False where a test changed more than rows."""
        with psycopg.connect(address, autocommit=True) as connection:
            send_away(connection)
            if connection.execute(SHAPE).fetchone() != self.shape:
                return False
            # The ledger's tables let nobody delete. Deleting is quicker than truncating, which makes new files.
            connection.execute("set session_replication_role = replica")
            for table in {*filled(connection), *self.rows}:
                bring_back(connection, table, self.rows.get(table, b""))
            connection.execute(COUNTED, [list(self.counted), list(self.counted.values())])
        return True


def bring_back(connection: Connection, table: str, rows: bytes) -> None:
    """Let the table hold these rows again."""
    if rows and rows_of(connection, table) == rows:
        return
    connection.execute(sql.SQL("delete from {}").format(sql.Identifier(table)))
    if rows:
        statement = sql.SQL("copy {} from stdin").format(sql.Identifier(table))
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write(rows)


def send_away(connection: Connection) -> None:
    """End all other sessions in this database, as their locks would be in the way."""
    connection.execute(f"select pg_terminate_backend(pid) {OTHERS}".encode())
    while connection.execute(f"select 1 {OTHERS}".encode()).fetchone():
        time.sleep(0.002)


def filled(connection: Connection) -> list[str]:
    """The tables that hold something."""
    tables = [str(name) for (name,) in connection.execute(TABLES)]
    asked = sql.SQL(" union all ").join(
        sql.SQL("select {} where exists (select from {})").format(sql.Literal(name), sql.Identifier(name))
        for name in tables
    )
    return [str(name) for (name,) in connection.execute(asked)]


def rows_of(connection: Connection, table: str) -> bytes:
    """The table as text, in the order that it is stored in."""
    statement = sql.SQL("copy {} to stdout").format(sql.Identifier(table))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        return b"".join(bytes(part) for part in copy)
