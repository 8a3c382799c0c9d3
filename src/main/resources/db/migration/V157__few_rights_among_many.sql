-- Every open task brings rights of its own, and each command that asks for rights of another kind (which filters may be seen, which
-- processes started) went through all those of the user's groups: 28 ms of a page with 100,000 open tasks. Task is kind 7.
create index ix_act_ru_authorization_not_of_tasks on engine.act_ru_authorization (resource_type_) where resource_type_ <> 7;
