"""Into an organization and who one is there, in one round trip, as written in 0004_entering.sql."""

from pathlib import Path

from django.db import migrations

DROP = """
drop function identity_enter_by_token(bytea, timestamptz), identity_enter(bigint, bigint, date),
  identity_presence(bigint, bigint, date);
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0003_registers")]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), DROP)]
