-- `truncate` for tests, which empty dozens of tables before each of hundreds of runs: a new file for each table and index costs thirty times what
-- deleting a few rows does. Waits for whoever writes, as `truncate` does. `how`: "restart identity" and "cascade", both or none.
create schema testing;

create function testing.emptied(tables text, how text default '') returns void language plpgsql as $$
declare
  listed oid[] := array(select btrim(name, E' \n')::regclass::oid from regexp_split_to_table(tables, ',') as name);
  sequence record;
  emptied regclass;
begin
  if how like '%cascade%' then
    with recursive reached as (
      select unnest(listed) as id
      union
      select c.conrelid from pg_constraint c join reached r on c.confrelid = r.id where c.contype = 'f'
    )
    select array_agg(id) into listed from reached;
  end if;
  if not (select rolsuper from pg_roles where rolname = current_user) or (select sum(pg_relation_size(id)) > 4000000 from unnest(listed) as id) then
    execute format('truncate %s %s', tables, how);
    return;
  end if;
  execute format('lock table %s in access exclusive mode', (select string_agg(id::regclass::text, ', ' order by id) from unnest(listed) as id));
  -- Neither the triggers that keep rows from being deleted, nor foreign keys.
  set local session_replication_role = replica;
  for emptied in select id::regclass from unnest(listed) as id where pg_relation_size(id) > 0 loop
    execute format('delete from %s', emptied);
  end loop;
  set local session_replication_role = origin;
  if how like '%restart identity%' then
    for sequence in
      select s.seqrelid, s.seqstart from pg_sequence s join pg_depend d on d.objid = s.seqrelid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')
      where d.refobjid = any (listed)
    loop
      perform setval(sequence.seqrelid, sequence.seqstart, false);
    end loop;
  end if;
end
$$;
