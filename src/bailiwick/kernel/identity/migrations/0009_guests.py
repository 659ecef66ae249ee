"""Who from outside is in, told with who somebody is: as written in 0009_guests.sql."""

from pathlib import Path

from django.db import migrations, models

HERE = Path(__file__).parent


def _before() -> str:
    """The functions as the earlier migration wrote them."""
    now, earlier = (HERE / "0009_guests.sql").read_text(), (HERE / "0008_duties.sql").read_text()
    drop = now[now.index("drop function") : now.index("create function")]
    known = earlier[
        earlier.index("create function identity_memberships") : earlier.index(
            "create function identity_token"
        )
    ]
    owner = now[now.index("alter function") :]
    return (
        drop
        + known
        + earlier[earlier.index("create function identity_presence") : earlier.index("alter function")]
        + owner
    )


class Migration(migrations.Migration):
    dependencies = [("identity", "0008_duties")]
    operations = [
        migrations.AddField(
            model_name="supportaccess",
            name="ended_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunSQL((HERE / "0009_guests.sql").read_text(), _before()),
    ]
