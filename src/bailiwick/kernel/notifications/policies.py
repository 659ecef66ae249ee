"""Who may say who is told of what, and in which words."""

from bailiwick.kernel.base.actor import ActorKind
from bailiwick.kernel.ledger.policies import register

register("notification_rule.read", "See who is told of what, and in which words.")
register("notification_rule.arrange", "Say who is told of some news, when and how.")
register("notification_rule.remove", "Take a rule of telling away.")
register("notification_rule.reset", "Bring back the rules that some news is shipped with.")
register("notification_wording.revise", "Give some news the organization's own words.")
register("notification_wording.reset", "Bring back the words that some news is shipped with.")
register(
    "notification_wording.break",
    "Note that own words could not be used; done by the product itself.",
    lambda actor, _wording: actor.kind is ActorKind.SYSTEM,
)
