"""Federated identity as a Django app."""

from django.apps import AppConfig


class FederationConfig(AppConfig):
    name = "bailiwick.kernel.identity.federation"
    label = "federation"

    def ready(self) -> None:
        from bailiwick.kernel.identity import traces
        from bailiwick.kernel.identity.federation import policies  # noqa: F401 - declares the verbs
        from bailiwick.kernel.identity.federation.operations.erasing import forget_identities, identities

        traces.declare(
            traces.Trace(
                "Accounts at providers and in directories",
                identities,
                erase=forget_identities,
                tables=("federation_mappedrole",),
                rows=(
                    traces.Rows("federation_provisionedperson"),
                    traces.Rows("federation_linkedidentity"),
                    traces.Rows("federation_groupmember", with_changes=False, is_deletable=True),
                ),
            )
        )
