"""The vocabulary of the plans: phases, work packages and task names for each kind of project."""

from __future__ import annotations

# Phase: name, part of the duration, part of the tasks, cost per day of work relative to the others.
Phase = tuple[str, float, float, float]

_WORKS: tuple[Phase, ...] = (
    ("Initiation", 0.07, 0.08, 0.4),
    ("Design", 0.21, 0.22, 0.6),
    ("Procurement", 0.11, 0.12, 0.3),
    ("Construction", 0.44, 0.40, 2.2),
    ("Commissioning", 0.12, 0.12, 1.0),
    ("Handover", 0.05, 0.06, 0.3),
)
_DIGITAL: tuple[Phase, ...] = (
    ("Discovery", 0.12, 0.12, 0.6),
    ("Design", 0.18, 0.18, 0.9),
    ("Build", 0.36, 0.36, 1.3),
    ("Test", 0.16, 0.16, 1.0),
    ("Roll-out", 0.13, 0.12, 0.8),
    ("Close", 0.05, 0.06, 0.3),
)
_SERVICE: tuple[Phase, ...] = (
    ("Discovery", 0.18, 0.18, 0.6),
    ("Design", 0.24, 0.22, 0.8),
    ("Pilot", 0.26, 0.26, 1.2),
    ("Roll-out", 0.26, 0.28, 1.4),
    ("Close", 0.06, 0.06, 0.3),
)
PHASES: dict[str, tuple[Phase, ...]] = {
    "water": _WORKS, "rivers": _WORKS, "transport": _WORKS, "bridges": _WORKS, "digital": _DIGITAL, "service": _SERVICE,
}  # fmt: skip

# The gate that each phase ends with (by position), and the milestone's name.
GATES: dict[str, dict[int, str]] = {
    "works": {0: "Gate 1 Strategic case", 1: "Gate 2 Business case", 2: "Gate 3 Contract award",
              4: "Gate 4 Ready for service"},
    "change": {0: "Gate 1 Strategic case", 1: "Gate 2 Business case", 2: "Gate 3 Ready to test",
               3: "Gate 4 Ready for service"},
}  # fmt: skip
LAST_GATE = "Gate 5 Benefits review"

MILESTONES: dict[str, str] = {
    "Initiation": "Mandate approved",
    "Design": "Design accepted",
    "Procurement": "Contract awarded",
    "Construction": "Works complete",
    "Commissioning": "In service",
    "Handover": "Project closed",
    "Discovery": "Needs agreed",
    "Build": "Build complete",
    "Test": "Testing accepted",
    "Pilot": "Pilot evaluated",
    "Roll-out": "Live for all users",
    "Close": "Project closed",
}

PACKAGES: dict[str, tuple[str, ...]] = {
    "water": ("intake", "pumps", "pipework", "valve chambers", "filters", "control panels", "access road",
              "power supply", "tank lining", "outlet tower", "chemical dosing", "site drainage"),
    "rivers": ("storm tank", "inlet works", "settlement tanks", "dosing plant", "outfall", "screens",
               "pumping station", "sludge lines", "telemetry outstation", "reed beds", "odour control", "power supply"),
    "transport": ("track bed", "platforms", "overhead line", "substations", "signalling equipment", "cable routes",
                  "crossings", "depot roads", "stop furniture", "drainage", "radio masts", "maintenance pits"),
    "bridges": ("abutments", "deck", "bearings", "parapets", "approach road", "drainage", "lighting", "utilities",
                "surfacing", "expansion joints", "temporary works", "traffic management"),
    "digital": ("data model", "interfaces", "user accounts", "reporting", "migration", "mobile screens",
                "payment engine", "security controls", "hosting", "service desk", "archive", "training material"),
    "service": ("customer journey", "forms and letters", "case handling", "staff training", "partner agreements",
                "web content", "contact scripts", "quality measures", "premises", "volunteer network"),
}  # fmt: skip

TASKS: dict[str, tuple[str, ...]] = {
    "Initiation": ("Collect evidence of need for {}", "Estimate cost range of {}", "Agree scope of {}",
                   "Record constraints on {}"),
    "Discovery": ("Interview users about {}", "Map present state of {}", "Agree needs for {}",
                  "Compare options for {}", "Estimate effort for {}"),
    "Design": ("Survey {}", "Outline design of {}", "Model {}", "Detail design of {}", "Review design of {}",
               "Approve design of {}"),
    "Procurement": ("Specify {}", "Invite tenders for {}", "Evaluate tenders for {}", "Clarify offers for {}",
                    "Recommend award for {}"),
    "Construction": ("Set out {}", "Prepare ground for {}", "Deliver materials for {}", "Build {}", "Install {}",
                     "Inspect {}", "Make good around {}"),
    "Commissioning": ("Test {} without load", "Test {} under load", "Correct defects in {}", "Train operators on {}",
                      "Accept {}"),
    "Handover": ("Hand over records of {}", "Close accounts of {}", "Review lessons from {}"),
    "Build": ("Refine stories for {}", "Develop {}", "Review code of {}", "Integrate {}", "Document {}",
              "Demonstrate {}"),
    "Test": ("Prepare test data for {}", "Test {}", "Correct defects in {}", "Repeat tests of {}", "Accept {}"),
    "Pilot": ("Prepare pilot of {}", "Run pilot of {}", "Gather feedback on {}", "Adjust {}", "Evaluate {}"),
    "Roll-out": ("Brief teams on {}", "Switch over {}", "Support first weeks of {}", "Hand over {}"),
    "Close": ("Archive records of {}", "Close accounts of {}", "Review lessons from {}"),
}  # fmt: skip


def family(kind: str) -> str:
    """Works (built things) or change (systems and services): decides gates and the share of running cost."""
    return "works" if PHASES[kind] is _WORKS else "change"
