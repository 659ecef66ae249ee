"""Who may read and change the organization, its people, teams, parties, roles and tokens."""

from bailiwick.kernel.base.actor import Actor, ActorKind
from bailiwick.kernel.identity.models import Token
from bailiwick.kernel.ledger.policies import granted, register


def _in_person(actor: Actor, _: object) -> bool:
    """Somebody who is signed in: a token does not issue tokens, or it would never expire."""
    return actor.kind == ActorKind.PERSON and actor.person_id is not None


def _somebody(actor: Actor, _: object) -> bool:
    return actor.person_id is not None and actor.within_limits("signin.read")


def _own_token(actor: Actor, token: Token | None) -> bool:
    if granted("token.revoke")(actor, token):
        return True
    if token is None or token.person_id != actor.person_id:
        return False
    return actor.kind == ActorKind.PERSON or token.pk == actor.token_id


register("organization.found", "Found the organization.", lambda actor, _: actor.kind == ActorKind.SYSTEM)
register(
    "organization.read", "Read the organization's people, parties, teams, roles, calendars and services."
)
register("organization.revise", "Change the organization's name, zone or size.")
register("organization.secure", "Say who must have a second factor and whether passwords grow old.")
register("person.add", "Add a person.")
register("person.revise", "Change a person's data.")
register("person.admit", "Let a person sign in.")
register("person.disable", "End a person's access; their sessions and tokens stop at once.")
register("person.enable", "Give a disabled person access again.")
register("person.hold", "Put a person under legal hold: nothing of them may be erased.")
register("person.release", "Lift a person's legal hold.")
register("person.erase", "Erase a person's data for good; what they did stays, without their name.")
register("person.sign_out", "Sign somebody out, in one browser or everywhere.")
register("person.clear_factors", "Clear the second factors of somebody who has lost them.")
register("signin.read", "See the sign-in log: of everybody where granted, otherwise one's own.", _somebody)
register("support.grant", "Let somebody from outside in for a stated time.")
register("support.withdraw", "End somebody's support access at once.")
register("support.end", "Note that the time of somebody's support access is over.")
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
register("role.adopt", "Accept what the product has added to a shipped role.")
register("role.retire", "Retire a role.")
register("role.assign", "Give a person a role.")
register("role.end", "End a person's role.")
register("token.issue", "Issue an API token for oneself.", _in_person)
register("token.read", "See everybody's API tokens.")
register("token.revoke", "Revoke an API token.", _own_token)
