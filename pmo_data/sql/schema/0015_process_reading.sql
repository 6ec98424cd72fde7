-- one row per snapshot and project: how good its data was, and how far out the forecasts of milestones told as met then were
create table process_reading (
    moment bigint,
    stamp varchar,
    project varchar,
    quality double,
    forecasts bigint,
    forecast_error_days double
);
