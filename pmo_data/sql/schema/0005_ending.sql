-- one row per row version whose end was moved by a snapshot that came late: what its end was before
create table ending (
    snapshot integer,
    entity varchar,
    key varchar,
    valid_from bigint,
    valid_to_before bigint
);
