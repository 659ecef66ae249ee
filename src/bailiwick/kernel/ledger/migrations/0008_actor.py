"""What somebody did is found by an index: before an erasure, and to show it."""

from django.db import migrations

CREATE = """
create index ledger_event_actor on ledger_event (organization_id, actor_id, id) where actor_id is not null
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0007_health")]
    operations = [migrations.RunSQL(CREATE, "drop index ledger_event_actor")]
