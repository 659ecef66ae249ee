"""What somebody wrote and attached is counted by an index, before an erasure."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("work", "0006_watcher_person")]
    operations = [
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["organization_id", "author"], name="work_comment_author"),
        ),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(fields=["organization_id", "by"], name="work_attachment_by"),
        ),
    ]
