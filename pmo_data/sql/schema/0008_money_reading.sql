-- one row per snapshot, project and month: money planned, expected, spent and earned as read then; remade when it must
create table money_reading (
    moment bigint,
    project varchar,
    month date,
    baseline_value decimal(18, 2),
    planned_value decimal(18, 2),
    forecast_cost decimal(18, 2),
    actual_cost decimal(18, 2),
    earned_value decimal(18, 2),
    expected_cost decimal(18, 2),
    capex decimal(18, 2),
    opex decimal(18, 2),
    is_stated boolean,
    is_unconverted boolean,
    is_past boolean
);
