-- How long a card counts with which a key beneficiary is treated before paying a deposit (连政办发〔2017〕22号 六(二)).
insert into procedure_parameter (area, parameter, value, valid_from_on, document_number, initial, entered_by)
select area, 'referral.deposit-waiver-days', '7', date '2014-01-01', '系统初始值（待经办机构发文确认）', true, 'system'
  from (values ('fushun'), ('lianyungang'), ('jining'), ('jiangmen'), ('heshan')) as areas (area);
