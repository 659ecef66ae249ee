"""Links upward never lead in a circle, as written in 0009_no_circle.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("work", "0008_relations_tasks_time")]
    operations = [
        migrations.RunSQL(
            Path(__file__).with_suffix(".sql").read_text(),
            "drop trigger refuse_circle on work_link; drop function work_refuse_circle()",
        )
    ]
