"""Who may change service calendars; organization.read is enough to see them."""

from bailiwick.kernel.ledger.policies import register

register("calendar.add", "Add a service calendar.")
register("calendar.revise", "Change a service calendar from now on.")
register("calendar.extend", "Draw the holidays of a service calendar further ahead.")
register("calendar.feed", "Take over the holidays that a service calendar's feed lists now.")
register("calendar.retire", "Retire a service calendar.")
