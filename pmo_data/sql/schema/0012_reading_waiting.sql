-- which dimensions a reading kept at their worse rating because they have not been better for long enough
alter table reading add column waiting_dimensions varchar;
