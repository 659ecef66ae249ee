"""Who may have other systems told of what happens."""

from bailiwick.kernel.base.actor import ActorKind
from bailiwick.kernel.ledger.policies import register

register("webhook.read", "See webhooks and what was sent by them, but no secrets.")
register("webhook.add", "Add an address that is told of events, of what one may see all of.")
register("webhook.revise", "Change a webhook's name, address or events.")
register("webhook.rotate", "Give a webhook a new secret; the old one signs too for a day.")
register("webhook.test", "Send a test message to a webhook.")
register("webhook.replay", "Send a message of a webhook once more.")
register("webhook.disable", "Send nothing to a webhook any more.")
register("webhook.enable", "Send to a webhook again.")
register(
    "webhook.switch_off",
    "Switch a webhook off that could not be reached for a day; done by the product itself.",
    lambda actor, _webhook: actor.kind is ActorKind.SYSTEM,
)
