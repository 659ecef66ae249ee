"""Who may change the organization, its people, teams, parties, roles and tokens."""

from typing import Any

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ledger.policies import granted, register


def _own_token(verb: str) -> Any:
    by_grant = granted(verb)

    def allows(actor: Actor, token: Any) -> bool:
        return by_grant(actor, token) or (token is not None and token.person_id == actor.person_id)

    return allows


register("organization.found", "Found the organization.", lambda actor, _: actor.kind == "system")
register("organization.revise", "Change the organization's name, zone or size.")
register("person.add", "Add a person.")
register("person.revise", "Change a person's data.")
register("person.disable", "End a person's access; their sessions and tokens stop at once.")
register("person.enable", "Give a disabled person access again.")
register("party.add", "Add a customer, supplier or unit.")
register("party.revise", "Change a party.")
register("party.retire", "Retire a party.")
register("team.add", "Add a team.")
register("team.revise", "Change a team.")
register("team.retire", "Retire a team.")
register("team.join", "Put a person into a team.")
register("team.leave", "Take a person out of a team.")
register("role.add", "Add a role.")
register("role.revise", "Change a role and what it grants.")
register("role.retire", "Retire a role.")
register("role.assign", "Give a person a role.")
register("role.end", "End a person's role.")
register("token.issue", "Issue an API token for oneself.", lambda actor, _: actor.person_id is not None)
register("token.revoke", "Revoke an API token.", _own_token("token.revoke"))
