-- how a reading's project kept its registers until then: reports on time, oldest review, owners of benefits, evidence of gates
alter table reading add column kept struct(on_time boolean, review_age_days bigint, owned boolean, evidenced boolean);
