"""How the demonstration's organization tells its people: a rule and words of its own."""

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.notifications import news
from bailiwick.kernel.notifications.operations.arranging import arrange_rule
from bailiwick.kernel.notifications.operations.wording import revise_wording
from bailiwick.kernel.notifications.types import Place

SUBJECT = "{{ reference }} is resolved: {{ title|short }}"
TEXT = """Dear {{ receiver }},

what you reported is resolved: {{ title }}{% if service %} ({{ service }}){% endif %}.

{{ resolution }}

If it is not: tell us on its page, {{ link }}

{{ organization }}
"""


def arrange_telling(by: Actor) -> None:
    """Top management hears of every priority 1 that misses its target; customers get a letter with the resolution."""
    arrange_rule(
        news.named("TargetMissed"), "", by=by, roles=["TM"], when={"priority": ["1"]}, is_mandatory=True
    )
    arrange_rule(news.named("IncidentRated"), "low", by=by, timing="daily")
    customers = Place("mail", "customers")
    revise_wording(news.named("IncidentResolved"), customers, by=by, subject=SUBJECT, text=TEXT)
