"""Lists that hold several registers, and what columns of risks and tasks say besides: made here, a few lines each."""

from __future__ import annotations

from pmo_data.ingest.prepare import Options, prepare_file
from pmo_data.ingest.recognise import remember
from tests.ingest.test_habits import fields
from tests.ingest.test_unseen import adds_up, read, rules, table, values

RAID = (
    "RAID ID,Type,Title,Owner,Status,Impact,Probability,Mitigation,Target date\n"
    "1,Risk,Late steel,Ana,Open,High,Medium,Chase,2026-05-01\n"
    "2,Issue,Crane broken,Bo,Open,High,N/A,Repair,2026-05-02\n"
    "3,Assumption,Permit comes,Cy,Open,Low,,Ask,2026-05-03\n"
    "4,Risk,Frost,Ana,Closed,Low,Low,Wait,2026-05-04\n"
    "5,Dependency,Power from the grid,Di,Open,,,Agree,2026-05-05\n"
    "6,Action,Order cement,Ed,Open,,,,2026-05-06\n"
)


def test_a_raid_log_is_several_registers_and_no_issue_becomes_a_risk() -> None:
    found = read(RAID, "log.csv").tables
    assert [(t.entity, values(t, "name")) for t in found] == [
        ("risk", ["Late steel", "Frost"]),
        ("issue", ["Crane broken"]),
        ("assumption", ["Permit comes"]),
        ("action", ["Order cement"]),
        ("dependency", ["Power from the grid"]),
    ]
    assert sum(t.counts.in_file for t in found) == 6
    assert all(adds_up(t) for t in found)
    assert values(found[0], "code") == ["1", "4"]
    assert values(found[1], "resolution") == ["Repair"]
    assert [str(d) for d in values(found[4], "need_by")] == ["2026-05-05"]


def test_rows_of_a_kind_nobody_knows_go_with_the_first_and_it_is_said() -> None:
    found = read(RAID + "7,Wish,A bridge,Ana,Open,,,,\n8,,Nothing said,Bo,Open,,,,\n").tables
    assert values(found[0], "name") == ["Late steel", "Frost", "A bridge", "Nothing said"]
    said = [f.message for f in found[0].findings if f.rule == "kind_unknown"]
    assert said == ["“Wish” is no register we know; 1 row so called, from row 8, was read as risk."]
    assert sum(t.counts.in_file for t in found) == 8


def test_a_total_below_several_registers_is_counted_once() -> None:
    found = read(RAID + ",,Total: 6,,,,,,\n").tables
    assert sum(t.counts.in_file for t in found) == 7
    assert all(adds_up(t) for t in found)


def test_the_letters_of_a_raid_column_and_words_of_other_languages_name_registers() -> None:
    letters = read("RAID,Ref,Description,Owner\nR,1,Flood,Ana\nI,2,Leak,Bo\nA,3,Dry,Cy\nD,4,Pump,Di\n").tables
    assert [t.entity for t in letters] == ["risk", "issue", "assumption", "dependency"]
    foreign = read("Id,Typ,Titel,Verantwortlich\n1,Risiko,Flut,Ana\n2,Entscheidung,Damm,Bo\n3,Risiko,Eis,Cy\n").tables
    assert [t.entity for t in foreign] == ["risk", "decision"]


def test_a_type_that_names_no_registers_leaves_the_table_whole() -> None:
    found = read("Risk ID,Risk,Type,Probability,Impact\n1,Flood,Threat,3,4\n2,Sun,Opportunity,2,2\n").tables
    assert [t.entity for t in found] == ["risk"]


def test_each_register_of_a_list_is_remembered_by_itself() -> None:
    first = read(RAID).tables
    memory = dict(remember(t.plan) for t in first)
    again = prepare_file(RAID.encode(), "june.csv", options=Options(memory=memory)).tables
    assert [(t.entity, t.counts.loaded) for t in again] == [(t.entity, t.counts.loaded) for t in first]


def test_probabilities_stated_as_parts_of_one_or_in_per_cent_are_kept_as_stated() -> None:
    found = table("Risk ID,Risk,Probability,Impact\n1,Flood,0.35,4\n2,Fire,0.8,2\n3,Ice,1,1\n")
    assert values(found, "probability_pct") == [35.0, 80.0, 100.0]
    assert values(found, "probability") == [2.0, 4.0, 5.0]
    assert "scale_other" not in rules(found)
    percents = table("Risk ID,Risk,Likelihood,Impact\n1,Flood,20%,4\n2,Fire,75 %,2\n")
    assert values(percents, "probability_pct") == [20.0, 75.0]
    steps = table("Risk ID,Risk,Likelihood,Impact\n1,Flood,1,4\n2,Fire,1,2\n")
    assert "probability_pct" not in steps.rows.column_names


def test_a_task_whose_kind_is_milestone_is_one() -> None:
    found = table(
        "id,title,type,start,end\n1,Kick-off,Milestone,2026-01-05,2026-01-05\n2,Dig,Task,2026-01-06,2026-01-09\n"
    )
    assert values(found, "milestone") == [True, False]


def test_amounts_are_in_the_currency_their_header_names_and_not_in_another_column_s() -> None:
    found = table("Project ID,Project name,Currency,Budget (USD)\n1,Ash,GBP,400000\n2,Elm,USD,300000\n")
    assert values(found, "currency") == ["USD", "USD"]
    assert "currency_contradicted" in rules(found)
    assert dict(found.rows.column("extra").to_pylist()[0])["Currency (2)"] == "GBP"
    glued = table("ProjectID,ProjectName,BudgetDKK\n1,Ask,7500000\n2,Elm,2400000\n")
    assert values(glued, "currency") == ["DKK", "DKK"]
    assert fields(glued)["BudgetDKK"] == "approved_budget"


def test_money_is_never_a_score() -> None:
    found = table('Risk ID,Risk description,Likelihood,Residual risk\n1,Flood,2,"300,000 CHF"\n2,Fire,3,"10,000 CHF"\n')
    assert fields(found)["Residual risk"] is None


def test_stakeholders_by_interest_and_influence_are_no_matrix_of_objectives() -> None:
    text = (
        "stakeholder,interest,influence,engagement_strategy\nSponsor,high,high,Weekly\nCustomers,high,low,Interviews\n"
    )
    found = table(text, "stakeholder_map.csv")
    assert found.entity == "stakeholder"
    assert values(found, "influence") == ["high", "low"]


def test_owners_and_due_dates_alone_are_no_dependencies() -> None:
    found = read("Condition,Owner,Due Date,Status\nSign,Ana,2026-05-01,Open\nTrain,Bo,2026-06-01,Closed\n", "list.csv")
    assert "dependency" not in [t.entity for t in found.tables]
