-- The same checks as before, asked of the statements' own months: matching the lines with all that was ever posted took longer
-- with every month in the books. Every join goes by keys of whole sets, never row by row: what the statistics do not know yet
-- (a month that was just posted) can make it slower, but not endless. The office is compared, not joined by: it would pair every
-- statement of an office with every posting of it, which a million lines do not end.
create or replace function hospital_statement_lines_state_postings() returns trigger language plpgsql set enable_nestloop = off as $$
declare
    stated bigint;
    states_posting bigint;
    lowest bigint;
    highest bigint;
    areas text[];
    first date;
    after_last date;
    wrong_sums bigint;
begin
    select sum(f.lines), min(f.lowest), max(f.highest), array_agg(distinct s.area), min(s.period), max(s.period + make_interval(months => s.months)),
           count(*) filter (where f.lines <> s.line_count or f.last <> s.line_count or f.amount <> s.owed + s.own_share)
      into stated, lowest, highest, areas, first, after_last, wrong_sums
      from (select f.statement_id, count(*) as lines, max(f.line_no) as last, sum(f.amount) as amount,
                   min(f.entry_id) as lowest, max(f.entry_id) as highest
              from fresh f group by f.statement_id) f
      left join medaid.hospital_statement s on s.id = f.statement_id;
    select count(*) into states_posting
      from fresh f
      join medaid.hospital_statement s on s.id = f.statement_id
      join medaid.ledger_entry e on e.id = f.entry_id
      join medaid.ledger_transfer t on t.id = e.transfer_id
      join medaid.ledger_account a on a.id = e.account_id
     where e.id between lowest and highest and t.area = any (areas) and t.period >= first and t.period < after_last
       and s.kind = f.kind and s.area is not distinct from t.area and t.kind = 'SETTLEMENT'
       and t.period >= s.period and t.period < s.period + make_interval(months => s.months)
       and sign(f.amount) = -sign(e.amount) and abs(f.amount) <= abs(e.amount)
       and case when s.kind in ('MONTHLY', 'QUARTERLY_SELF_PAID')
                then a.holder = s.payee and a.kind in ('HOSPITAL_PAYABLE', 'HOSPITAL_SHARE')
                else a.kind in ('HOSPITAL_PAYABLE', 'PERSON_PAYABLE') end;
    if states_posting <> stated then
        raise exception 'a line states what was posted for this payee in this period'
            using errcode = 'check_violation', constraint = 'ck_hospital_statement_line_states_posting';
    end if;
    -- All lines of a statement come at once: later ones would not add up any more.
    if wrong_sums > 0 then
        raise exception 'the lines of a statement add up to it'
            using errcode = 'check_violation', constraint = 'ck_hospital_statement_line_adds_up';
    end if;
    return null;
end $$;
