-- one row per snapshot: a state of the portfolio made by one import (or one reporting date within it)
create table snapshot (
    snapshot integer,
    moment bigint,
    status_date date,
    batch integer,
    committed_at timestamp,
    who varchar,
    label varchar,
    undone_at timestamp,
    undone_by varchar
);
