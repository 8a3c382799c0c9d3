-- What is counted beside Tasklist's lists is read from an index alone, as long as the rows' pages are known to be the same for
-- everybody. With a hundred thousand open steps the default waits for twenty thousand changed ones before it finds that out again.
alter table group_task set (autovacuum_vacuum_scale_factor = 0.005, autovacuum_vacuum_threshold = 200);
alter table work_task set (autovacuum_vacuum_scale_factor = 0.005, autovacuum_vacuum_threshold = 200);
