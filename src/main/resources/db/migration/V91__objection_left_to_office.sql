-- What is no letter is hidden at the ends of a name too.
alter table notice drop constraint ck_notice_names_are_masked;
alter table notice add constraint ck_notice_names_are_masked check (
    masked_names = ''
    or masked_names ~ '^[^,*]?[*·•・．]*\*[*·•・．]*[^,*]?(,[^,*]?[*·•・．]*\*[*·•・．]*[^,*]?)*$');

-- Objections that no case takes up, because it has moved on: the office itself looks into them.
create table objection_left_to_office (
    objection_id uuid primary key references objection,
    left_at      timestamptz not null
);

create trigger objection_left_to_office_append_only
    before update or delete or truncate on objection_left_to_office
    for each statement execute function refuse_change();
