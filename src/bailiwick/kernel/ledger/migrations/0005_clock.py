"""Where the sequencer notes that the clock was set back, as written in 0005_clock.sql."""

from pathlib import Path

from django.db import migrations

DROP = "drop table ledger_clock_step; alter table ledger_tree drop column recorded_until;"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_erasure")]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), DROP)]
