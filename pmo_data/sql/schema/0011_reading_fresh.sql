-- what the data alone would rate a reading, before a rating waits for it to last: by dimension
alter table reading add column fresh struct(schedule varchar, cost varchar, benefits varchar, risk varchar);
