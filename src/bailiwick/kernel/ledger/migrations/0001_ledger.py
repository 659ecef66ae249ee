"""The ledger's tables, triggers and functions, as written in 0001_ledger.sql beside this file."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql")
DROP = """
drop table ledger_event, ledger_change, ledger_leaf, ledger_node, ledger_tree, ledger_checkpoint, ledger_cursor cascade;
drop function ledger_append_only, ledger_only_erasure, ledger_current_operation, ledger_change_text,
  ledger_capture_insert, ledger_capture_update, ledger_capture_delete, ledger_refuse_delete, ledger_microseconds cascade;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(SQL.read_text(), DROP)]
