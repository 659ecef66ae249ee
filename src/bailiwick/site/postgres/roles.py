"""The names of the database and of its roles."""

from typing import Literal

DATABASE = "bailiwick"
Role = Literal["owner", "app", "sealer", "superuser"]
ROLES: dict[Role, str] = {
    "owner": "bailiwick_owner",
    "app": "bailiwick_app",
    "sealer": "bailiwick_sealer",
    "superuser": "postgres",
}
LOGIN_ROLES: tuple[Role, ...] = ("owner", "app", "sealer")
DEFINER = "bailiwick_definer"
