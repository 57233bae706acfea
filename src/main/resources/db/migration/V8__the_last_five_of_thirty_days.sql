-- Version 7 left a period of 30 days as it was if it ran in its last 5: these end when it does, so there was nothing to cut off, and
-- no room for their own period. The same is done to it here.
do $$
declare
  now_is integer := floor(extract(epoch from now()) / 86400 / 5);
  starts timestamptz := to_timestamp(now_is * 5.0 * 86400);
  ends   timestamptz := to_timestamp((now_is + 1) * 5.0 * 86400);
  name   text := 'message_' || to_char(date '1970-01-01' + now_is * 5, 'YYYYMMDD');
  whole  text;
begin
  select relname into whole
  from pg_inherits join pg_class c on c.oid = inhrelid
  where inhparent = 'message'::regclass and end_of_period(c.oid) = ends and relname <> name;
  if whole is not null then
    execute format('alter table %I rename to %I', whole, name);
    execute format('create index %I on %I (customer_no, fingerprint)', name || '_customer', name);
    execute format('drop index %I', whole || '_fingerprint');
    execute format(
      'create unique index %I on %I (customer_no, fingerprint) where decided_at >= %L', name || '_fingerprint', name, starts);
  end if;
end $$;
