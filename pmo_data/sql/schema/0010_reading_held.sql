-- which dimensions a reading held at their worse rating because they were not yet better by the margin that is set
alter table reading add column held_dimensions varchar;
