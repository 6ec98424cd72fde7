-- one row per imported file; files of one batch share a snapshot
create table import_file (
    import_id integer,
    batch integer,
    snapshot integer,
    status_date date,
    file_name varchar,
    sha256 varchar,
    size_bytes bigint,
    who varchar,
    imported_at timestamp,
    undone_at timestamp
);
