"""How asking the feeds of calendars went."""

import django.db.models.deletion
from django.db import migrations, models

import bailiwick.kernel.base.clock
import bailiwick.kernel.base.tenant


class Migration(migrations.Migration):
    dependencies = [("calendar", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="FeedState",
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
                ("url", models.TextField()),
                ("asked_at", models.DateTimeField(default=bailiwick.kernel.base.clock.now)),
                ("good_at", models.DateTimeField(null=True)),
                ("error", models.TextField(blank=True)),
                (
                    "calendar",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feed",
                        to="calendar.servicecalendar",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
