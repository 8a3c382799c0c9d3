-- A tie that has ended stays on record: who judged a hospital when must be explainable later.

alter table expert_tie drop constraint pk_expert_tie;
alter table expert_tie add column id uuid not null default gen_random_uuid();
alter table expert_tie add constraint pk_expert_tie primary key (id);
alter table expert_tie add column ended_by text;
alter table expert_tie add column ended_at timestamptz;
alter table expert_tie add column end_reason text;
alter table expert_tie add constraint ck_expert_tie_end_whole
    check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (end_reason is null));
create unique index uq_expert_tie_open on expert_tie (expert, hospital_code) where ended_at is null;

create function expert_tie_only_ends() returns trigger language plpgsql as $$
begin
    if old.ended_at is not null or new.ended_at is null
       or (old.id, old.expert, old.hospital_code, old.reason, old.entered_by, old.entered_at)
          is distinct from (new.id, new.expert, new.hospital_code, new.reason, new.entered_by, new.entered_at) then
        raise exception 'a tie is ended once and otherwise never changed'
            using errcode = 'restrict_violation', constraint = 'ck_expert_tie_only_ends';
    end if;
    return new;
end $$;
create trigger expert_tie_only_ends before update on expert_tie
    for each row execute function expert_tie_only_ends();
create trigger expert_tie_append_only before delete on expert_tie
    for each row execute function refuse_change();
create trigger expert_tie_no_truncate before truncate on expert_tie
    for each statement execute function refuse_change();
