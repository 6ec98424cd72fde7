"""The authority's 60 projects in one table: names, places, money, objectives, and how each is to fare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator import stories

OBJECTIVES = (
    ("O1", "Secure water for 2050", 0.25, "Helen Ashworth", "Days a year without supply restrictions",
     "365 days by March 2030", "Every customer has enough safe water, in a dry year and as the population grows."),
    ("O2", "Clean rivers and coast", 0.20, "Marcus Oyelaran", "Storm overflow spills a year",
     "Under 900 spills by December 2029", "Rivers and bathing waters in the region reach good ecological status."),
    ("O3", "Reliable low-carbon transport", 0.20, "Sofia Lindqvist", "Passenger journeys by tram and bus, million",
     "118 million by March 2029", "More people travel by tram, bus, cycle and on foot, and arrive on time."),
    ("O4", "Safe roads and bridges", 0.12, "Graham Tulloch", "Structures with load restrictions",
     "None by March 2028", "Nobody is hurt, and no road is closed, because an asset was left to age."),
    ("O5", "Easy services for everyone", 0.13, "Amara Nwosu", "Customer effort score",
     "4.3 of 5 by March 2028", "Any customer can get anything done in one contact, in the way that suits them."),
    ("O6", "Carbon-neutral operations by 2035", 0.10, "Daniel Whitcombe", "Tonnes of CO2e a year from operations",
     "Half of 2020 by March 2029", "The authority's own energy, fleet and processes stop adding carbon."),
)  # fmt: skip
PORTFOLIOS = (
    ("PF-INF", "Infrastructure", "Helen Ashworth", "Assets that carry water, waste water, trams and traffic."),
    ("PF-CHG", "Change", "Amara Nwosu", "Systems, services and buildings of the authority itself."),
)
PROGRAMMES = (
    ("PG-WTR", "Reservoir resilience", "PF-INF", "Callum Brodie", "Helen Ashworth",
     "Dams, mains and treatment that keep supply safe for the next generation."),
    ("PG-RIV", "Clean rivers", "PF-INF", "Yasmin Haddad", "Marcus Oyelaran",
     "Treatment, storage and monitoring that end pollution from waste water."),
    ("PG-TRM", "Tramlink extension", "PF-INF", "Oliver Stanhope", "Sofia Lindqvist",
     "Two new tram sections with control, vehicles, depot and ticketing."),
    ("PG-DIG", "Digital authority", "PF-CHG", "Naomi Feldman", "Ravi Chandrasekhar",
     "One data platform, one integration layer, and the services that build on them."),
)  # fmt: skip
DEPARTMENTS = {
    "W": ("Water supply", "Helen Ashworth"),
    "R": ("Waste water and environment", "Marcus Oyelaran"),
    "T": ("Public transport", "Sofia Lindqvist"),
    "H": ("Highways and bridges", "Graham Tulloch"),
    "D": ("Digital and data", "Ravi Chandrasekhar"),
    "C": ("Customer and communities", "Amara Nwosu"),
    "E": ("Estates and corporate", "Daniel Whitcombe"),
}
_KINDS = {"W": "water", "R": "rivers", "T": "transport", "H": "bridges", "D": "digital", "C": "service", "E": "service"}

# number | name | department | programme | category | start | months | £m | objective:strength:share … | outlook
# Outlook: slip as a part of the duration and cost as a part of the budget at the last status date, by word.
_TABLE = """
01|Harrow Fell dam strengthening|W|PG-WTR|Regulatory|2024-09|34|48.0|O1:4:80 O2:1:20|green
02|Calder Edge raw water main|W|PG-WTR|Asset renewal|2025-02|24|18.5|O1:3:100|green
03|Thornwick treatment works upgrade|W|PG-WTR|Asset renewal|2024-11|30|36.0|O1:4:100|recovered
04|Northern strategic pipeline, phase 1|W|PG-WTR|Capacity growth|2025-05|30|60.0|O1:4:100|green
05|Leakage reduction in Ashby district|W|PG-WTR|Service improvement|2025-01|20|7.2|O1:3:70 O5:1:30|green
06|Borehole rehabilitation, Elm Vale|W|PG-WTR|Asset renewal|2025-06|13|3.4|O1:2:100|green
07|Mere tunnel relining|W|PG-WTR|Asset renewal|2024-12|28|27.5|O1:4:100|risk_true
08|Service reservoir roof renewals|W|PG-WTR|Asset renewal|2025-04|17|5.8|O1:2:100|green
09|Drought pumping station, River Wend|W|PG-WTR|Capacity growth|2025-09|20|9.6|O1:3:100|amber_cost
10|Smart metering, first 60,000 homes|W|PG-WTR|Service improvement|2025-03|26|22.0|O1:3:50 O5:3:50|green
11|Lead pipe replacement in schools|W|PG-WTR|Regulatory|2025-07|18|2.9|O1:2:40 O5:3:60|green
12|Westbrook pumping station replacement|W|PG-WTR|Asset renewal|2025-01|24|14.8|O1:3:100|watermelon
13|Wend estuary storm storage|R|PG-RIV|Regulatory|2024-10|32|41.0|O2:4:100|green
14|Phosphorus removal at Kelby works|R|PG-RIV|Regulatory|2025-02|23|16.5|O2:4:100|amber_time
15|Phosphorus removal at Oakham Lane works|R|PG-RIV|Regulatory|2025-06|24|15.2|O2:4:100|green
16|Sludge treatment centre|R|PG-RIV|Asset renewal|2024-12|32|33.0|O2:3:100|past_gate
17|Sewer monitoring with 4,000 sensors|R|PG-RIV|Service improvement|2025-05|21|6.4|O2:3:100|green
18|Wetlands at Little Marsh|R|PG-RIV|Service improvement|2025-03|22|3.1|O2:3:90 O5:1:10|green
19|Combined sewer separation, Old Town|R|PG-RIV|Asset renewal|2025-08|26|12.7|O2:3:80 O4:1:20|amber_cost
20|Bathing water improvement, Sandhaven|R|PG-RIV|Service improvement|2025-02|15|8.8|O2:4:100|completed_short
21|Tramlink control centre|T|PG-TRM|Capacity growth|2025-03|24|19.5|O3:4:100|receiver
22|Tram signalling and communications|T|PG-TRM|Capacity growth|2025-01|25|24.0|O3:4:100|dragged_red
23|Tramlink track and civils, Harbour section|T|PG-TRM|Capacity growth|2024-10|34|58.0|O3:4:100|green
24|Tramlink track and civils, University section|T|PG-TRM|Capacity growth|2025-06|32|52.0|O3:4:100|green
25|Tram depot extension|T|PG-TRM|Capacity growth|2025-04|24|21.0|O3:3:100|amber_cost
26|Contactless ticketing on trams and buses|D|PG-TRM|Digital|2025-06|18|8.9|O3:3:60 O5:2:40|dragged
27|Tram vehicle order, 14 units|T|PG-TRM|Capacity growth|2025-01|38|46.0|O3:4:100|green
28|Passenger information displays|T|PG-TRM|Service improvement|2025-07|17|4.2|O3:2:70 O5:2:30|dragged
29|Park and ride, Eastgate|T|PG-TRM|Capacity growth|2025-10|19|6.7|O3:2:80 O5:1:20|green
30|Step-free access at nine stops|T|PG-TRM|Regulatory|2025-05|22|5.1|O3:2:50 O5:3:50|green
31|Core data platform|D|PG-DIG|Digital|2025-01|20|9.8|O5:3:70 O1:1:30|slip_red
32|Systems integration layer|D|PG-DIG|Digital|2025-03|19|6.2|O5:2:40 O3:2:60|giver
33|Telemetry platform replacement|D|PG-DIG|Digital|2025-05|22|7.4|O1:2:60 O2:2:40|slip_amber
34|Customer account and billing replacement|D|PG-DIG|Digital|2025-04|24|17.5|O5:4:100|slip_amber
35|Field workforce app|D|PG-DIG|Digital|2025-08|17|2.6|O5:2:60 O1:1:40|slip_amber
36|Identity and access renewal|D|PG-DIG|Digital|2025-06|18|1.9|O5:2:100|slip_amber
37|Records and archive migration|D|PG-DIG|Digital|2025-09|17|1.2|O5:1:100|slip_green
38|Open data portal|D|PG-DIG|Digital|2027-01|12|0.6|O5:2:100|proposed
39|Cyber security improvement|D|PG-DIG|Regulatory|2025-02|26|4.8|O5:1:50 O1:2:50|slip_green
40|Priory Bridge replacement|H||Asset renewal|2024-12|31|31.0|O4:4:100|red_cost
41|Ring road resurfacing 2025 to 2027|H||Asset renewal|2025-04|28|13.5|O4:3:90 O3:1:10|green
42|Wend viaduct bearings|H||Asset renewal|2025-06|18|8.1|O4:4:100|rebaselined
43|Junction safety at 22 sites|H||Service improvement|2025-03|22|6.9|O4:4:100|amber_time
44|Street lighting renewal|H||Asset renewal|2025-05|23|11.2|O4:2:100|green
45|Flood gate renewal, Quayside|H||Asset renewal|2025-09|18|4.4|O4:3:60 O1:2:40|green
46|Cycle network, stage 2|H||Service improvement|2026-12|20|7.7|O3:3:100|planned
47|Solar power at treatment works|E||Capacity growth|2025-03|21|10.4|O6:4:100|red_time
48|Electric fleet and depots|E||Asset renewal|2025-05|20|8.6|O6:3:100|red_cost
49|Heat from sewers pilot|R||Service improvement|2025-02|19|2.2|O6:3:100|red_time
50|Contact centre renewal|C||Service improvement|2025-06|14|3.3|O5:4:100|green
51|Priority services register|C||Regulatory|2027-02|10|0.9|O5:3:100|proposed
52|Complaints redesign|C||Service improvement|2025-10|11|0.4|O5:3:100|green
53|Community flood wardens|C||Service improvement|2025-08|17|0.5|O5:2:60 O2:1:40|amber_time
54|Affordable tariff reform|C||Regulatory|2026-01|15|0.8|O5:4:100|green
55|Head office refurbishment|E||Asset renewal|2025-04|22|9.1||green
56|Finance system replacement|E||Digital|2025-02|22|7.8|O5:1:100|stopped
57|Depot rationalisation|E||Service improvement|2025-07|20|5.5|O4:1:40 O5:1:60|stale
58|Apprenticeship academy|E||Service improvement|2026-04|14|0.7|O5:1:100|green
59|Cragside culvert emergency repair|H||Regulatory|2026-04|15|6.1|O4:4:80 O2:1:20|green
60|Flood alert service for customers|C||Service improvement|2026-06|13|1.4|O5:3:70 O1:1:30|green
"""


@dataclass(frozen=True)
class Project:
    """One line of the table, with what follows from its place. `budget` is in the project's own currency."""

    code: str
    name: str
    department: str
    sponsor: str
    kind: str
    programme: str
    portfolio: str
    category: str
    start: date
    months: int
    budget: int
    contributions: tuple[tuple[str, int, int], ...]
    outlook: str
    currency: str
    joins: int

    @property
    def mandatory(self) -> bool:
        return self.category == "Regulatory"


def _contributions(text: str) -> tuple[tuple[str, int, int], ...]:
    parts = (entry.split(":") for entry in text.split())
    return tuple((objective, int(strength), int(share)) for objective, strength, share in parts)


def _project(line: str) -> Project:
    number, name, letter, programme, category, start, months, millions, serves, outlook = line.split("|")
    code = f"NM-{number}"
    department, sponsor = DEPARTMENTS[letter]
    year, month = (int(part) for part in start.split("-"))
    portfolio = {p[0]: p[2] for p in PROGRAMMES}.get(programme, "PF-INF" if letter in "WRTH" else "PF-CHG")
    kind = "digital" if category == "Digital" else _KINDS[letter]
    if code in ("NM-47", "NM-48", "NM-55"):
        kind = "bridges" if code == "NM-55" else "transport"
    return Project(
        code, name, department, sponsor, kind, programme, portfolio, category, date(year, month, 1), int(months),
        round(float(millions) * 1_000_000), _contributions(serves), outlook,
        "EUR" if code in stories.EUR_PROJECTS else "GBP", stories.JOINERS.get(code, 0),
    )  # fmt: skip


PROJECTS = tuple(_project(line) for line in _TABLE.strip().splitlines())
