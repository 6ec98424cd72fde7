-- how much of a project's demand on people named nobody, and whether that decided the rating of its people
alter table reading add column demand struct(asked_fte double, unfilled_fte double, unfilled_pct double, decides boolean);
