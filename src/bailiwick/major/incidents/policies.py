"""Who may do what with major incidents (8.6.1): the staff by grant; whoever leads one, everything in it."""

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ledger.policies import Rule, granted, register
from bailiwick.major.incidents.models import MajorIncident


def _also_lead(verb: str) -> Rule:
    staff = granted(verb)

    def allows(actor: Actor, major: MajorIncident | None) -> bool:
        leads = major is not None and major.lead_id == actor.person_id is not None
        return (leads and actor.within_limits(verb)) or staff(actor, major)

    return allows


def _all_staff(actor: Actor, _major: MajorIncident | None) -> bool:
    return not actor.is_outsider and actor.within_limits("major_incident.read")


def _system(actor: Actor, _subject: object) -> bool:
    return actor.kind == "system"


register("major_incident.read", "See the major incidents.", _all_staff)
register("major_incident.declare", "Declare an incident a major one.")
register("major_incident.propose", "Note that an incident reached a criterion.", _system)
register("major_incident.dismiss", "Say why an incident that reached a criterion is no major one.")
register("major_incident.lead", "Name who leads it.", _also_lead("major_incident.lead"))
register(
    "major_incident.inform", "Note how top management was informed.", _also_lead("major_incident.inform")
)
register(
    "major_incident.communicate", "Tell an audience how it goes.", _also_lead("major_incident.communicate")
)
register(
    "major_incident.step", "Note that a step of the procedure was done.", _also_lead("major_incident.step")
)
register("major_incident.note", "Write into its timeline.", _also_lead("major_incident.note"))
register("major_incident.restore", "Say that the service works again.", _also_lead("major_incident.restore"))
register("major_incident.resume", "Take it up again.", _also_lead("major_incident.resume"))
register("major_incident.withdraw", "Say why it is no major one.", _also_lead("major_incident.withdraw"))
register("major_incident.review", "Write down what was learned.", _also_lead("major_incident.review"))
register("major_incident.close", "Close it after its review.", _also_lead("major_incident.close"))
register("major_incident.warn", "Note that something is late.", _system)
register("major_criterion.add", "Add a criterion for major incidents.")
register("major_criterion.revise", "Change a criterion for major incidents.")
register("major_criterion.retire", "Retire a criterion for major incidents.")
register("major_procedure.publish", "Publish the major incident procedure.")
