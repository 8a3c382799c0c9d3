-- Every rule file that was ever deployed, by the hash that sheets name. Added to, never changed.

create table policy_rule_file (
    hash      text        not null,
    area      text        not null,
    content   bytea       not null,
    stored_at timestamptz not null,
    constraint pk_policy_rule_file primary key (hash),
    constraint ck_policy_rule_file_hash_is_of_content check (hash = encode(sha256(content), 'hex'))
);

create trigger policy_rule_file_append_only before update or delete on policy_rule_file
    for each row execute function refuse_change();
create trigger policy_rule_file_no_truncate before truncate on policy_rule_file
    for each statement execute function refuse_change();
