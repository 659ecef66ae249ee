"""The parts that dashboards of incidents are made of, and how each is counted (domain 8.1 and 16)."""

from bailiwick.kernel.figures.parts import Part, Placed, declare

PAGE = "incidents"
PERCENTILES = (
    "Median: half took no longer. 90th percentile: nine of ten took no longer. Read from the durations themselves for "
    "up to 5,000 incidents or where the records are asked directly, otherwise from classes of durations an eighth of a "
    "doubling wide, which is right within 4.5 %."
)
RECORDS = "The incidents themselves: "
CLOCKS = "The clocks of the agreements: "
PARTS = (
    Part(
        "totals", "At a glance",
        "The numbers of the whole period; each is explained at its own chart.",
        "", "The same counts as the charts.", "the incidents counted",
    ),
    Part(
        "volume", "Opened and resolved",
        "Incidents by the day on which they were opened, and by the day on which they were resolved. Those cancelled "
        "later are counted as opened; what was reopened counts as resolved only when it is resolved again.",
        "incidents", RECORDS + "the times of opening and of resolution.", "the incidents opened or resolved",
    ),
    Part(
        "backlog", "Backlog",
        "Incidents open at the end of each step: opened before, and not resolved until then. Those cancelled without "
        "a resolution are left out; a reopened incident counts as open from its first day.",
        "incidents", RECORDS + "the times of opening and of resolution, as they are known now.",
        "the incidents open then",
    ),
    Part(
        "backlog_age", "Backlog by age",
        "Incidents open at the end of the period (now, if it has not ended), by the time since they were opened.",
        "incidents", RECORDS + "the time of opening.", "the incidents of that age",
    ),
    Part(
        "attainment", "Resolved within target",
        "Resolution clocks met ÷ (met + missed), of incidents resolved in the step.",
        "%", CLOCKS + "each compares its target with the open time of service hours.",
        "the incidents that missed their target",
    ),
    Part(
        "respond", "Time to respond (calendar)",
        "From opening to the first response, day and night, of incidents opened in the step that were responded to. "
        + PERCENTILES,
        "hours", RECORDS + "the times of opening and of the first response.", "the incidents that took as long",
    ),
    Part(
        "respond_open", "Time to respond (service hours)",
        "Open time of service hours until the first response, of incidents opened in the step whose response clock "
        "has stopped. " + PERCENTILES,
        "hours", CLOCKS + "the time that the response clock ran.", "the incidents that took as long",
    ),
    Part(
        "resolve", "Time to resolve (calendar)",
        "From opening to resolution, day and night, of incidents resolved in the step. " + PERCENTILES,
        "hours", RECORDS + "the times of opening and of resolution.", "the incidents that took as long",
    ),
    Part(
        "resolve_open", "Time to resolve (service hours)",
        "Open time of service hours until resolution, without pauses, of incidents resolved in the step that have a "
        "resolution clock. " + PERCENTILES,
        "hours", CLOCKS + "the time that the resolution clock ran.", "the incidents that took as long",
    ),
    Part(
        "reopened", "Reopened",
        "Incidents resolved in the step that were ever reopened ÷ all resolved in the step.",
        "%", RECORDS + "how often each was reopened.", "the incidents that were reopened",
    ),
    Part(
        "first_contact", "Resolved at first contact",
        "Incidents resolved in the step without a change of team ÷ all resolved in the step.",
        "%", RECORDS + "how often each changed teams.", "the incidents resolved by their first team",
    ),
    Part(
        "reassignments", "Changes of team",
        "Changes of team of incidents resolved in the step ÷ their number.",
        "per incident", RECORDS + "how often each changed teams.", "the incidents that changed teams",
    ),
    Part(
        "load", "Load by team",
        "Incidents open at the end of the period, opened in it and resolved in it, by the team that has them now.",
        "incidents", RECORDS + "the team.", "the team's incidents", is_internal=True,
    ),
    Part(
        "hours", "When incidents are opened",
        "Incidents opened in the period by weekday and hour of opening, in the organization's time zone.",
        "incidents", RECORDS + "the time of opening.", "the incidents opened in that hour of the week",
    ),
    Part(
        "aging", "Aging work",
        "Incidents open at the end of the period (now, if it has not ended), by their present state and the time since "
        "they were opened.",
        "incidents", RECORDS + "the state and the time of opening.", "the incidents of that state and age",
    ),
)  # fmt: skip
SHIPPED = (
    Placed("totals", "full"),
    Placed("volume"),
    Placed("backlog"),
    Placed("attainment"),
    Placed("resolve"),
    Placed("resolve_open"),
    Placed("respond"),
    Placed("reopened"),
    Placed("first_contact"),
    Placed("backlog_age"),
    Placed("load"),
    Placed("aging", "full"),
    Placed("hours", "full"),
)
declare(PAGE, PARTS, SHIPPED)
