-- one row per table of an imported file, with the plan by which it was read and the reconciliation
create table import_table (
    import_id integer,
    sheet varchar,
    entity varchar,
    source varchar,
    mode varchar,
    plan varchar,
    formats varchar,
    in_file bigint,
    loaded bigint,
    unchanged bigint,
    held_back bigint,
    not_data bigint,
    added bigint,
    changed bigint,
    removed bigint
);
