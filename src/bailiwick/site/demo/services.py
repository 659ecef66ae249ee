"""What the demonstration organization runs: teams, hours, services, and what is agreed about them."""

from collections.abc import Mapping
from dataclasses import dataclass

NAME = "Kestrel Sound Ferries"
ZONE = "Europe/Dublin"
COUNTRY = "IE"

WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
ALL_DAYS = (*WORKDAYS, "sat", "sun")


@dataclass(frozen=True, slots=True)
class Hours:
    """A calendar: its weekly hours, and whether it rests on public holidays."""

    name: str
    week: Mapping[str, list[list[str]]]
    rests_on_holidays: bool = True


@dataclass(frozen=True, slots=True)
class Offer:
    """A service with its team; `weight` is its share of incidents, `outside` how often customers report them."""

    code: str
    name: str
    description: str
    team: str
    weight: float
    outside: float
    stormy: bool = False


@dataclass(frozen=True, slots=True)
class Agreed:
    """Targets by priority as minutes of service time to respond and to resolve; `warn` is the warning's percent."""

    name: str
    hours: str
    targets: Mapping[int, tuple[int, int]]
    service: str = ""
    party: str = ""
    warn: int = 75


CALENDARS = (
    Hours("Business hours", {day: [["08:30", "17:30"]] for day in WORKDAYS}),
    Hours("Around the clock", {day: [["00:00", "24:00"]] for day in ALL_DAYS}, rests_on_holidays=False),
    Hours(
        "Terminal counters",
        {day: [["05:30", "13:00"], ["14:00", "21:30"]] for day in ALL_DAYS},
        rests_on_holidays=False,
    ),
)

TEAMS = {
    "desk": "Service desk",
    "devices": "Workplace and devices",
    "network": "Network and ship systems",
    "booking": "Booking and ticketing",
    "control": "Operations control",
    "terminal": "Terminal services",
    "payroll": "Finance and payroll",
    "freight": "Freight systems",
}

SERVICES = (
    Offer("tickets", "Online booking and ticketing", "Booking, payment, boarding passes and changes, on the web and in "
          "the application.", "booking", 17, 0.6),
    Offer("checkin", "Check-in and boarding", "Kiosks, gate scanners and passenger lists at the six terminals.",
          "booking", 12, 0.1),
    Offer("berths", "Berth allocation", "Which ship lies where and when, agreed with the harbour masters.",
          "control", 7, 0.5, stormy=True),
    Offer("news", "Passenger information", "Departure boards, announcements and messages about changed sailings.",
          "control", 8, 0.3, stormy=True),
    Offer("freight", "Freight booking and weighbridge", "Bookings of lorries and trailers, weighing, dangerous goods "
          "declarations.", "freight", 11, 0.8),
    Offer("passes", "Commuter passes", "Season tickets of islanders, paid by their councils and employers.",
          "booking", 6, 0.8),
    Offer("ships", "Ship networks and wireless", "Links to the ships, wireless for passengers and crew.",
          "network", 9, 0.1, stormy=True),
    Offer("workplace", "Workplace and mail", "Computers, telephones, mail, printing and shared folders.",
          "devices", 14, 0.0),
    Offer("rosters", "Crew rosters", "Who sails when, with rest hours and certificates.", "control", 5, 0.0),
    Offer("payroll", "Payroll", "Salaries, sea allowances, expenses and payslips.", "payroll", 4, 0.0),
    Offer("facilities", "Terminal facilities", "Ramps, lifts, heating, lighting and waiting rooms.",
          "terminal", 9, 0.2, stormy=True),
    Offer("cafe", "On-board retail", "Tills, card terminals and stock of cafés and shops on board.",
          "terminal", 5, 0.0),
)  # fmt: skip

STANDARD = {1: (20, 240), 2: (40, 540), 3: (90, 1080), 4: (240, 2700), 5: (540, 5400)}
AGREEMENTS = (
    Agreed("General service levels", "Business hours", STANDARD),
    Agreed(
        "Online booking and ticketing, round the clock",
        "Around the clock",
        {1: (15, 180), 2: (30, 480), 3: (120, 1440), 4: (480, 4320), 5: (1440, 7200)},
        service="tickets",
    ),
    Agreed(
        "Berth allocation, round the clock",
        "Around the clock",
        {1: (10, 90), 2: (20, 240), 3: (60, 720), 4: (240, 2880), 5: (720, 5760)},
        service="berths",
        warn=70,
    ),
    Agreed(
        "Freight at Inverlacken Harbour",
        "Terminal counters",
        {1: (15, 180), 2: (30, 360), 3: (60, 900), 4: (180, 2700), 5: (450, 4500)},
        party="Inverlacken Harbour Authority",
        warn=80,
    ),
)

CUSTOMERS = {
    "Inverlacken Harbour Authority": "inverlacken-harbour",
    "Marram Island Council": "marram-council",
    "Saltmere Seafoods": "saltmere",
    "Tolland Freight Forwarding": "tolland-freight",
    "Brannock Coaches": "brannock-coaches",
    "Lantern Bay Holidays": "lantern-bay",
}
SUPPLIERS = {
    "Corran Card Terminals": "corran-terminals",
    "Fathom Link Networks": "fathom-link",
    "Merrow Marine Engineering": "merrow-marine",
}

CATEGORIES = {
    "Access": ("Password", "Missing rights", "Locked account"),
    "Hardware": ("Kiosk", "Scanner", "Printer", "Computer", "Card terminal"),
    "Software": ("Error message", "Slow", "Wrong result"),
    "Network": ("Wireless", "Ship link", "Wired"),
    "Data": ("Missing", "Wrong", "Interface"),
    "Facilities": ("Ramp and lift", "Heating and light", "Signs"),
    "Other": (),
}


def agreed_for(service: str, party: str) -> Agreed:
    """The agreement that holds for a service and a customer: the service's before the customer's before the general."""
    fits = [one for one in AGREEMENTS if one.service in ("", service) and one.party in ("", party)]
    return max(fits, key=lambda one: (bool(one.service), bool(one.party)))
