-- one row per finding of an import
create table finding (
    import_id integer,
    sheet varchar,
    entity varchar,
    rule varchar,
    severity varchar,
    message varchar,
    row_number integer,
    column_name varchar,
    cell varchar,
    cell_value varchar,
    fix varchar
);
