-- The history in periods of 5 days instead of 30, named by their first day, and dropped by period.

-- A batch's messages go beside what their customers wrote earlier in the period. Of a customer in a hundred who writes now, each
-- message goes to a page of the index of its own if the others wrote in the same period too; the shorter it is, the more of a
-- batch goes to one page. Replies are few: theirs stay as they are.
create or replace function create_message_period(wanted integer) returns void language plpgsql
  security definer set search_path = "${flyway:defaultSchema}", pg_temp as $$
declare
  name text := 'message_' || to_char(date '1970-01-01' + wanted * 5, 'YYYYMMDD');
  reader regrole;
  ended regclass;
begin
  if to_regclass(name) is null then
    lock table message in share update exclusive mode; -- "if not exists" fails when two workers make it at the same time
    execute format(
      'create table if not exists %I partition of message for values from (%L) to (%L)'
      -- its rows are never updated: a vacuum after inserts would read and write each page again, for nothing
      ' with (autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_scale_factor = 0.3)',
      name, to_timestamp(wanted * 5.0 * 86400), to_timestamp((wanted + 1) * 5.0 * 86400));
    execute format(
      'create unique index if not exists %I on %I (customer_no, fingerprint)', name || '_fingerprint', name);
    -- nobody searches for these, and to sort samples of them takes the database's time whenever the table has grown
    execute format('alter table %I alter column headers set statistics 0, alter column value set statistics 0', name);
    -- who may read the history may read a period of it: see io.gatehouse.history.AcceptedMessages
    for reader in
      select distinct grantee from pg_class, aclexplode(relacl)
      where oid = to_regclass('message') and privilege_type = 'SELECT' and grantee not in (0, relowner)
    loop
      execute format('grant select on %I to %s', name, reader);
    end loop;
    -- what has ended is vacuumed once: then its index alone tells which messages a customer had
    for ended in
      select oid from pg_inherits join pg_class on oid = inhrelid
      where inhparent = to_regclass('message') and end_of_period(oid) <= now()
        and 'autovacuum_vacuum_insert_threshold=-1' = any (reloptions)
    loop
      execute format('alter table %s reset (autovacuum_vacuum_insert_threshold)', ended);
    end loop;
  end if;
end $$;

create function start_of_period(period oid) returns timestamptz language sql stable as $$
  select substring(pg_get_expr(relpartbound, oid) from $re$FROM \('(.*)'\) TO$re$)::timestamptz from pg_class where oid = period
$$;
create function end_of_period(period oid) returns timestamptz language sql stable as $$
  select substring(pg_get_expr(relpartbound, oid) from $re$TO \('(.*)'\)$re$)::timestamptz from pg_class where oid = period
$$;

-- Periods of 30 days that are to come go; the one of now ends with the 5 days of now, and becomes their period. What it has from
-- before these is looked for as in every earlier period, so its index must not refuse it.
do $$
declare
  now_is integer := floor(extract(epoch from now()) / 86400 / 5);
  starts timestamptz := to_timestamp(now_is * 5.0 * 86400);
  ends   timestamptz := to_timestamp((now_is + 1) * 5.0 * 86400);
  name   text := 'message_' || to_char(date '1970-01-01' + now_is * 5, 'YYYYMMDD');
  part   record;
begin
  for part in
    select c.relname, start_of_period(c.oid) as starts
    from pg_inherits join pg_class c on c.oid = inhrelid
    where inhparent = 'message'::regclass and end_of_period(c.oid) > ends
  loop
    execute format('alter table message detach partition %I', part.relname);
    if part.starts >= ends then
      execute format('drop table %I', part.relname); -- nothing is decided so far ahead
    else
      execute format('alter table %I rename to %I', part.relname, name);
      execute format('alter table message attach partition %I for values from (%L) to (%L)', name, part.starts, ends);
      execute format('create index %I on %I (customer_no, fingerprint)', name || '_customer', name);
      execute format('drop index %I', part.relname || '_fingerprint');
      execute format(
        'create unique index %I on %I (customer_no, fingerprint) where decided_at >= %L', name || '_fingerprint', name, starts);
    end if;
  end loop;
end $$;

-- Drops the oldest period, of messages or replies, that ended before a time, and returns its table, or null if there is none.
-- Runs as the tables' owner; whoever asks cannot have anything dropped that is younger than 30 days. Nothing is routed while it
-- waits for those who read the history, so it soon gives up.
create function drop_period_before(wanted timestamptz) returns text language plpgsql
  security definer set search_path = "${flyway:defaultSchema}", pg_temp set lock_timeout = '1s' as $$
declare
  part regclass;
begin
  select inhrelid into part from pg_inherits
  where inhparent in (to_regclass('message'), to_regclass('outbound_message'))
    and end_of_period(inhrelid) <= least(wanted, now() - interval '30 days')
  order by end_of_period(inhrelid), inhrelid limit 1;
  if part is not null then
    execute format('drop table if exists %s', part);
  end if;
  return part::text;
end $$;
