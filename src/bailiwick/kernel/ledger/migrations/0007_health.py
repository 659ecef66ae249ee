"""What the metrics say of all ledgers together, as written in 0007_health.sql."""

from pathlib import Path

from django.db import migrations

DROP = """
drop function ledger_health();
drop policy health on ledger_event; drop policy health on ledger_tree; drop policy health on ledger_checkpoint;
drop policy health on ledger_follower;
revoke select on ledger_tree, ledger_checkpoint, ledger_follower, ledger_cursor from bailiwick_definer;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_leaf_text")]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), DROP)]
