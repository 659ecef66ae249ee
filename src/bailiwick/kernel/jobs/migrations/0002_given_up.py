"""Runs can be given up."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_runs")]

    operations = [
        migrations.RemoveConstraint(model_name="run", name="jobs_run_state"),
        migrations.AlterField(
            model_name="run",
            name="state",
            field=models.TextField(
                choices=[
                    ("waiting", "Waiting"),
                    ("running", "Running"),
                    ("done", "Done"),
                    ("failed", "Failed"),
                    ("abandoned", "Given up"),
                ],
                default="waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "running", "done", "failed", "abandoned"])),
                name="jobs_run_state",
            ),
        ),
    ]
