-- For how long a pre-settlement holds a person's ceilings: the documents leave it to the offices.
insert into procedure_parameter (area, parameter, value, valid_from_on, document_number, initial, entered_by)
select area, 'one-stop.reservation-days', '15', date '2014-01-01', '系统初始值（待经办机构发文确认）', true, 'system'
  from (values ('fushun'), ('lianyungang'), ('jining'), ('jiangmen'), ('heshan')) as areas (area);
