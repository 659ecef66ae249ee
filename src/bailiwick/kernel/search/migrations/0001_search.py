"""The search table and its functions, as written in 0001_search.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            Path(__file__).with_suffix(".sql").read_text(),
            "drop table search_entry cascade; drop function search_similar, search_find, search_put_many, search_put, "
            "search_words, search_tenant",
        )
    ]
