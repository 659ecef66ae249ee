"""schema.sql and the migrations agree with the models."""

from django.core.management import call_command

from tests.architecture import schema


def test_every_change_of_a_model_has_its_migration(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_schema_sql_is_what_the_migrations_make() -> None:
    assert schema.FILE.read_text(encoding="utf-8") == schema.present(), "stale: run `make schema`"


def test_what_differs_between_versions_is_left_out() -> None:
    head = "--\n-- Dumped from database version 18.6\n--\n\n\\restrict x\n\nSET row_security = off;\n\n\n"
    dump = f"{head}CREATE TABLE a ();\n"
    assert schema.normalised(dump) == f"{schema.HEAD}CREATE TABLE a ();\n"
