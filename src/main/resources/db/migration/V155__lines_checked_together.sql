-- The same checks as before, asked for a number: for an existence the plan hopes to find a fault early and looks up each of a
-- million lines by itself, and where there is no fault, which is always, it looks up all. The joins stay outer ones: each line is
-- looked up from its own side, so that no estimate of a month without statistics turns them round.
create or replace function hospital_statement_lines_state_postings() returns trigger language plpgsql as $$
declare
    wrong bigint;
begin
    select count(*) into wrong
      from fresh f
      left join (medaid.ledger_entry e
                 join medaid.ledger_transfer t on t.id = e.transfer_id
                 join medaid.ledger_account a on a.id = e.account_id) on e.id = f.entry_id
      left join medaid.hospital_statement s on s.id = f.statement_id
     where (s.kind = f.kind and s.area = t.area and t.kind = 'SETTLEMENT'
            and t.period >= s.period and t.period < s.period + make_interval(months => s.months)
            and sign(f.amount) = -sign(e.amount) and abs(f.amount) <= abs(e.amount)
            and case when s.kind in ('MONTHLY', 'QUARTERLY_SELF_PAID')
                     then a.holder = s.payee and a.kind in ('HOSPITAL_PAYABLE', 'HOSPITAL_SHARE')
                     else a.kind in ('HOSPITAL_PAYABLE', 'PERSON_PAYABLE') end) is not true;
    if wrong > 0 then
        raise exception 'a line states what was posted for this payee in this period'
            using errcode = 'check_violation', constraint = 'ck_hospital_statement_line_states_posting';
    end if;
    -- All lines of a statement come at once: later ones would not add up any more.
    select count(*) into wrong
      from (select f.statement_id, count(*) as lines, max(f.line_no) as last, sum(f.amount) as amount
              from fresh f group by f.statement_id) f
      join medaid.hospital_statement s on s.id = f.statement_id
     where f.lines <> s.line_count or f.last <> s.line_count or f.amount <> s.owed + s.own_share;
    if wrong > 0 then
        raise exception 'the lines of a statement add up to it'
            using errcode = 'check_violation', constraint = 'ck_hospital_statement_line_adds_up';
    end if;
    return null;
end $$;
