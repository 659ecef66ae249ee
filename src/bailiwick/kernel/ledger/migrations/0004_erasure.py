"""The function that erases content from the ledger, as written in 0004_erasure.sql."""

from pathlib import Path

from django.db import migrations

DROP = """
drop function ledger_erase, ledger_note_erasure;
alter table ledger_change drop constraint ledger_change_erased;
alter table ledger_event drop constraint ledger_event_times;
revoke all on ledger_event, ledger_change from bailiwick_definer;
revoke all on sequence ledger_change_id_seq from bailiwick_definer;
drop policy erasure on ledger_event;
drop policy erasure on ledger_change;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_follower")]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), DROP)]
