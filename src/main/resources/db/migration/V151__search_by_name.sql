-- A case is also looked for by how its person's name begins. The index holds an expression that only that search uses: with one of
-- the column itself, the taking of a whole roster, which compares names, was planned through it, person after person.
create index ix_person_name_begins on person (lower(name) text_pattern_ops);
