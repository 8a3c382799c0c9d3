-- A case is asked for by its number, whichever kind it is.
create index ix_finished_case_number on finished_case (number);
