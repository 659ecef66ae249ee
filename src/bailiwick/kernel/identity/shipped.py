"""The roles a new organization starts with; each organization changes them as it likes."""

from bailiwick.kernel.identity.operations import ShippedRole

ADMINISTRATOR = ShippedRole(
    "administrator", "Administrator", "Sets up the organization and looks after its people and settings.", ("*",)
)
SHIPPED_ROLES = (
    ADMINISTRATOR,
    ShippedRole(
        "service-desk-agent",
        "Service desk agent",
        "Takes reports, classifies and resolves incidents, keeps people informed.",
        (
            "incident.read",
            "incident.log",
            "incident.classify",
            "incident.prioritize",
            "incident.assign",
            "incident.start",
            "incident.hold",
            "incident.resume",
            "incident.comment",
            "incident.attach",
            "incident.watch",
            "incident.escalate",
            "incident.resolve",
            "incident.close",
            "incident.reopen",
            "incident.cancel",
            "incident.revise",
            "view.save",
            "organization.read",
        ),
    ),
    ShippedRole(
        "incident-manager",
        "Incident manager",
        "Answers for the incident process: its definition, its targets and its measures.",
        ("incident.*", "process.*", "evidence.*", "view.*", "organization.read"),
    ),
    ShippedRole(
        "auditor",
        "Auditor",
        "Reads everything and changes nothing.",
        ("incident.read", "organization.read", "evidence.read", "ledger.read", "view.save"),
    ),
)
