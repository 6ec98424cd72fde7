-- one row per remembered way of reading a source: versioned, the latest in force
create table remembered_mapping (
    signature varchar,
    version integer,
    entity varchar,
    mapping varchar,
    answers varchar,
    remembered_at timestamp,
    who varchar
);
