"""Lookups that come before the organization is known, as written in 0002_lookups.sql."""

from pathlib import Path

from django.db import migrations

DROP = """
drop function identity_organizations(), identity_memberships(bigint), identity_token_holder(bytea),
  identity_is_unclaimed();
drop policy lookup on identity_organization; drop policy lookup on identity_person; drop policy lookup on identity_token;
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial")]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), DROP)]
