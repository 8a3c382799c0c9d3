-- Where somebody lives, as far as the office knows: the township of the latest application in which the person stands. Who has never
-- been in one is of no township here, and so the business of all of the office's.
create view person_town as
select distinct on (m.person_id) m.person_id, a.town_code::text as town_code
  from application_member m
  join application a on a.id = m.application_id
 order by m.person_id, a.opened_at desc, a.id;

-- The open steps of reviews, which had no township before.
update work_task w
   set town_code = t.town_code
  from person_town t
 where w.kind = 'ROSTER_REVIEW' and w.town_code is null and t.person_id = w.person_id;
update group_task g
   set town_code = w.town_code
  from work_task w
 where w.kind = 'ROSTER_REVIEW' and w.town_code is not null and g.task_id = w.task_id;
