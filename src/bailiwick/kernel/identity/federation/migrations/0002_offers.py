"""The lookup of providers by domain, as written in 0002_offers.sql."""

from pathlib import Path

from django.db import migrations

DROP = """
drop function federation_offers(text);
drop policy lookup on federation_identityprovider;
"""


class Migration(migrations.Migration):
    dependencies = [("federation", "0001_federation"), ("identity", "0002_lookups")]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), DROP)]
