-- schedule performance index: value earned for each unit of value planned
create or replace macro spi(earned_value, planned_value) as
    ratio(earned_value, planned_value);
