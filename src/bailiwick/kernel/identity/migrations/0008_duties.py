"""Access limited in time, and what somebody owes: as written in 0008_duties.sql."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent
DROP = """
drop function identity_enter_by_token(bytea, timestamptz), identity_enter(bigint, bigint, timestamptz),
  identity_presence(bigint, bigint, timestamptz), identity_memberships(bigint, timestamptz),
  identity_token_holder(bytea);
"""


def _functions(name: str, after: str) -> str:
    """The functions as an earlier migration wrote them."""
    text = (HERE / name).read_text()
    return text[text.index(after) :]


def _before() -> str:
    earlier = _functions("0002_lookups.sql", "create function identity_memberships")
    lookups = earlier[: earlier.index("-- May the first administrator")]
    owners = "".join(
        f"alter function {name} owner to bailiwick_definer;\n"
        for name in ("identity_memberships(bigint)", "identity_token_holder(bytea)")
    )
    return DROP + lookups + owners + (HERE / "0004_entering.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [("identity", "0007_sign_in_rules"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunSQL((HERE / "0008_duties.sql").read_text(), _before())]
