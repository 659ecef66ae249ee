"""A tally holds its buckets in its row. Tallies are no records: they are thrown away, and counted again."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_dashboards")]

    operations = [
        migrations.RunSQL("truncate figures_tally", "truncate figures_tally"),
        migrations.RemoveConstraint(model_name="tally", name="figures_tally_once"),
        migrations.RemoveField(model_name="tally", name="bucket"),
        migrations.AddField(
            model_name="tally",
            name="buckets",
            field=django.contrib.postgres.fields.ArrayField(models.IntegerField(), null=True),
        ),
        migrations.AddField(
            model_name="tally",
            name="counts",
            field=django.contrib.postgres.fields.ArrayField(models.BigIntegerField(), null=True),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(
                fields=["organization_id", "kind", "grain", "measure", "of", "day"],
                name="figures_tally_once",
                include=["count"],
            ),
        ),
    ]
