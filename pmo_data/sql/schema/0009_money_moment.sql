-- one row per snapshot whose money was read: those on which anything that sums of money depend on can have changed
create table money_moment (
    moment bigint,
    stamp varchar
);
