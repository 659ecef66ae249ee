"""Rules of retention."""

from django.db import migrations, models

import bailiwick.kernel.base.clock
import bailiwick.kernel.base.tenant


class Migration(migrations.Migration):
    initial = True
    dependencies = [("identity", "0006_legal_hold")]
    operations = [
        migrations.CreateModel(
            name="RetentionRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization_id",
                    models.BigIntegerField(default=bailiwick.kernel.base.tenant.current, editable=False),
                ),
                ("kind", models.SlugField()),
                ("days", models.PositiveIntegerField()),
                ("reason", models.TextField()),
                ("created_at", models.DateTimeField(default=bailiwick.kernel.base.clock.now, editable=False)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.AddConstraint(
            model_name="retentionrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("organization_id", "kind"),
                name="retention_rule_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("days__gte", 1)), name="retention_rule_days"
            ),
        ),
    ]
