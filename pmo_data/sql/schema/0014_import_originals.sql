-- original texts of a table that are the same for every cell with the same value: {field: {value: text}} as JSON
alter table import_table add column originals varchar;
