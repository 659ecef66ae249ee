"""Numbers of work items, as written in 0002_numbers.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("work", "0001_initial")]
    operations = [
        migrations.RunSQL(
            Path(__file__).with_suffix(".sql").read_text(),
            "drop function work_next_numbers(text, integer)",
        )
    ]
