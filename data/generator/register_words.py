"""The vocabulary of the registers: risks, issues, assumptions, actions and decisions by kind of project."""

from __future__ import annotations

# Risk: name, cause, effect, category, mitigation, response.
RiskWords = tuple[str, str, str, str, str, str]

_ANY: tuple[RiskWords, ...] = (
    ("Key supplier cannot keep its dates", "Order book of the supplier is full", "Later deliveries hold up the works",
     "Supply", "Weekly call with the supplier; second source qualified", "treat"),
    ("Prices rise faster than the allowance", "Index for materials rises", "Budget no longer covers the scope",
     "Cost", "Fix prices by lot; quarterly check against the index", "treat"),
    ("Specialists are not free when needed", "Several projects want the same people", "Work waits for people",
     "People", "Book names two months ahead; agree priorities at the programme board", "treat"),
    ("Approval takes longer than planned", "Board calendar and comments in rounds", "Next stage starts late",
     "Governance", "Send drafts early; agree a comment window", "tolerate"),
    ("Scope grows during design", "Operations ask for additions", "More cost and time", "Scope",
     "Change control with price and days on each request", "treat"),
    ("Work can start early in the mild season", "Forecast of a dry spring", "Weeks gained on outdoor work", "Schedule",
     "Keep crews on call", "exploit"),
)  # fmt: skip
RISKS: dict[str, tuple[RiskWords, ...]] = {
    "water": (
        ("Ground is worse than surveyed", "Few boreholes along the line", "Redesign of supports", "Ground",
         "Extra boreholes before the contract; rate for poor ground", "treat"),
        ("Supply outage window is refused", "Low reservoir in summer", "Connection moves by a season", "Operations",
         "Agree two windows a year ahead", "treat"),
        ("Asbestos found in old pipework", "Assets from before 1980", "Removal and delay", "Safety",
         "Survey before dismantling; framework contractor on call", "treat"),
        ("Water quality incident during changeover", "Temporary connections", "Notices to customers", "Quality",
         "Sampling plan; rehearsed switch back", "treat"),
    ),
    "rivers": (
        ("Discharge permit is tightened", "New river standard under consultation", "Extra treatment stage",
         "Regulation", "Design with room for a further stage; monthly contact with the regulator", "treat"),
        ("Nesting birds stop site clearance", "Clearance planned for spring", "Eight weeks lost", "Environment",
         "Clear in winter; ecologist on site", "terminate"),
        ("Storm floods the open excavation", "Works next to the river", "Pumping and repair", "Weather",
         "Flood plan and insurance", "transfer"),
        ("Odour complaints from neighbours", "Open tanks during works", "Hours restricted", "Community",
         "Covers and a contact line", "treat"),
    ),
    "transport": (
        ("Buried services are not where drawn", "Old street records", "Diversions and redesign", "Ground",
         "Trial pits at every crossing", "treat"),
        ("Road closure is not granted", "Events in the city centre", "Night work and cost", "Permissions",
         "Joint closure calendar with the city", "treat"),
        ("Interfaces between signalling and vehicles do not match", "Two suppliers, two standards",
         "Retest and late opening", "Technical", "Interface board; test bench from the start", "treat"),
        ("Safety case is returned with questions", "New operating rules", "Opening is delayed", "Safety",
         "Independent assessor from design on", "treat"),
    ),
    "bridges": (
        ("Hidden corrosion in the structure", "No access to the bearings before the works", "More repair", "Condition",
         "Inspect by rope access; provisional quantity", "treat"),
        ("Traffic diversion fails at peak", "Ring road already full", "Works stopped at peak hours", "Operations",
         "Model and trial weekend", "treat"),
        ("Crane cannot work in high wind", "Exposed site", "Lifts postponed", "Weather", "Two windows", "tolerate"),
        ("Utility company moves its cables late", "Not under our control", "Deck works wait", "Third parties",
         "Agreement with daily rate", "treat"),
    ),
    "digital": (
        ("Data are worse than assumed", "Duplicates in the old systems", "Migration takes longer", "Data",
         "Profiling before each load; owner for each table", "treat"),
        ("Integration is finished late", "One architect for several projects", "Dependent releases wait", "Technical",
         "Interface mock-ups; priority list by the programme board", "treat"),
        ("Users do not take up the new way", "Little time for training", "Old system runs on", "Change",
         "Local champions; training in work time", "treat"),
        ("Security test finds serious weakness", "New components", "Go-live is withheld", "Security",
         "Test each release, not only the last", "treat"),
    ),
    "service": (
        ("Partners do not sign in time", "Their own approvals", "Pilot starts later", "Partners",
         "Letters of intent; start with two partners", "treat"),
        ("Demand is higher than planned", "More customers qualify", "Waiting times", "Demand",
         "Temporary staff on call", "treat"),
        ("Old contracts cannot be ended", "Notice periods", "Double cost for a time", "Commercial",
         "Notice served early", "treat"),
        ("Staff turnover in the team", "Fixed-term posts", "Knowledge is lost", "People", "Work in pairs", "treat"),
    ),
}  # fmt: skip
ANY_RISKS = _ANY

ISSUES: tuple[tuple[str, str, str], ...] = (
    ("Late drawings from the designer", "Design", "Second team on the remaining sheets"),
    ("Site access blocked by a parked contractor compound", "Site", "Compound moved; access plan renewed"),
    ("Test environment not available", "Technical", "Slots shared by rota until the second is built"),
    ("Invoice in dispute over extra work", "Commercial", "Quantity surveyor to settle"),
    ("Position of team member vacant", "People", "Agency cover, then recruitment"),
    ("Complaints about noise after 18:00", "Community", "Quieter plant; hours cut on Fridays"),
    ("Defects found at the factory test", "Quality", "Supplier repairs; witness test repeated"),
    ("Records of the old asset are missing", "Data", "Survey on site"),
    ("Users ask for a change in the agreed layout", "Scope", "Change request priced and put to the board"),
    ("Delivery damaged in transport", "Supply", "Replacement ordered at the carrier's cost"),
)  # fmt: skip
ASSUMPTIONS: tuple[tuple[str, str, str], ...] = (
    ("Outage windows stay as agreed for the year", "Confirm with operations each quarter", "A season is lost"),
    ("Interest and inflation stay within the finance plan", "Finance plan of each quarter", "Budget must be revisited"),
    ("Land is handed over without objection", "Letter from the land agent", "Compulsory purchase, about a year"),
    ("The supplier stays solvent until handover", "Credit check twice a year", "New tender"),
    ("Existing power supply is sufficient", "Load measurement over a month", "New connection, about nine months"),
    ("Staff can be released for training", "Rota agreed with team leaders", "Go-live moves"),
)
ACTIONS: tuple[str, ...] = (
    "Agree dates with the supplier", "Update the cost plan", "Arrange a site visit with operations",
    "Settle the open change request", "Book the test slot", "Send the draft report to the sponsor",
    "Check insurance cover", "Find cover for the vacant post", "Renew the traffic plan", "Answer the regulator",
    "Collect missing records", "Confirm the outage window",
)  # fmt: skip
# Decision: question, options, what was decided, cost of waiting.
DECISIONS: tuple[tuple[str, str, str, str], ...] = (
    (
        "Which supplier for the main lot of {}?",
        "Lowest price; best quality; split the lot",
        "Best quality",
        "Offer lapses after 60 days",
    ),
    ("Release contingency for {}?", "Release in full; release half; refuse", "Release half", "Works pause"),
    ("Accept the changed scope of {}?", "Accept; accept in part; reject", "Accept in part", "Design team stands idle"),
    ("Work weekends on {}?", "Every weekend; alternate weekends; none", "Alternate weekends", "A week lost each month"),
    ("Extend the survey for {}?", "Extend; proceed with what is known", "Extend", "Season for surveys ends"),
)
