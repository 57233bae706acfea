-- Less upkeep of the history while messages come fast.

-- Where in the history a record is: by thousands of offsets, which a range of pages has few of. By single offsets, to note
-- what has been written cost twice as much.
drop index message_place;
create index message_place on message using brin (decided_at, (record_offset >> 10) int8_minmax_multi_ops)
  with (pages_per_range = 64);

-- As before, but that statistics are taken again after 30 % instead of 10 %: they hardly change, and while a new partition
-- grows fast that took a thirtieth of all processor time.
create or replace function create_message_period(wanted integer) returns void language plpgsql
  security definer set search_path = "${flyway:defaultSchema}", pg_temp as $$
declare
  name text := 'message_' || wanted;
begin
  if to_regclass(name) is null then
    lock table message in share update exclusive mode; -- "if not exists" fails when two workers make it at the same time
    execute format(
      'create table if not exists %I partition of message for values from (%L) to (%L)'
      -- its rows are never updated: a vacuum after inserts would read and write each page again, for nothing
      ' with (autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_scale_factor = 0.3)',
      name, to_timestamp(wanted * 30.0 * 86400), to_timestamp((wanted + 1) * 30.0 * 86400));
    execute format(
      'create unique index if not exists %I on %I (customer_no, fingerprint)', name || '_fingerprint', name);
    -- nobody searches for these, and to sort samples of them takes the database's time whenever the table has grown
    execute format('alter table %I alter column headers set statistics 0, alter column value set statistics 0', name);
  end if;
end $$;

do $$
declare
  part regclass;
begin
  for part in select inhrelid from pg_inherits where inhparent = 'message'::regclass loop
    execute format('alter table %s set (autovacuum_analyze_scale_factor = 0.3)', part);
  end loop;
end $$;

-- without statistics of what is in a new index, the planner reads the whole history instead
analyze message;
