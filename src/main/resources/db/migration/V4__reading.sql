-- What screens read: names that are found however they are spelt, lists in every order that is asked for, one customer's
-- messages backwards. Nothing here is written for every message.
-- All three are "trusted": an owner of the database who may create in it can make them.
create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists fuzzystrmatch;

-- ---------------------------------------------------------------------------------------------- names
-- The form in which names are compared and sorted: no accents, no case, full-width letters as others, signs as one space.
-- "pg_c_utf8" whatever the locale of the database is; a body that is bound here, so that no search path changes its
-- meaning. Short enough for an index, which would otherwise refuse the row, and with it the message.
create function search_form(value text) returns text language sql immutable parallel safe
begin atomic
  select trim(regexp_replace(
    lower(unaccent('unaccent'::regdictionary, normalize(left(value, 128), NFKC)) collate pg_c_utf8),
    '[[:space:][:punct:]]+' collate pg_c_utf8, ' ', 'g'));
end;

-- A line for each name, between line breaks: a name that is wanted as a whole is found with them.
create function names_form(nickname text, real_name text) returns text language plpgsql immutable parallel safe as $$
begin
  if nickname is null and real_name is null then
    return null;
  end if;
  return concat(e'\n', left("${flyway:defaultSchema}".search_form(nickname), 200),
                e'\n', left("${flyway:defaultSchema}".search_form(real_name), 200), e'\n');
end $$;

-- Who has no name is sorted by id.
create function sort_form(nickname text, real_name text, customer_id text) returns text
  language plpgsql immutable parallel safe as $$
begin
  if nickname is null and real_name is null then
    return lower(customer_id);
  end if;
  return left(coalesce(nullif("${flyway:defaultSchema}".search_form(coalesce(nickname, real_name)), ''),
                       lower(customer_id)), 200);
end $$;

create function ascii_trigrams(value text) returns text[] language sql immutable strict parallel safe
  return show_trgm(value);

-- What names are found by. pg_trgm knows letters by the database's locale: in "C", and in the builtin "C.UTF-8", it drops
-- all that is not ASCII. So it only does the names that are ASCII, where it is fast; the others are cut here in the same
-- way, two blanks before a word and one after it. From U+2E80 on (Chinese, Japanese, Korean) one and two characters are
-- looked for too: many names have no more. Whole names begin with "=".
create function name_grams(names text) returns text[] language plpgsql immutable strict parallel safe as $$
declare
  c text[];
  found text[];
begin
  if octet_length(names) = length(names) then
    found := "${flyway:defaultSchema}".ascii_trigrams(names);
  else
    c := string_to_array('  ' || regexp_replace(names, '\s+', '  ', 'g') || ' ', null);
    for i in 1 .. cardinality(c) - 2 loop
      if c[i + 1] <> ' ' or (c[i] = ' ' and c[i + 2] <> ' ') then
        found := found || (c[i] || c[i + 1] || c[i + 2]);
      end if;
      if c[i] >= u&'\2E80' collate "C" then
        found := found || c[i] || (c[i] || c[i + 1]);
      end if;
    end loop;
  end if;
  return found || ('=' || split_part(names, e'\n', 2)) || ('=' || split_part(names, e'\n', 3));
end $$;

alter table customer
  add column names text collate "C" generated always as (names_form(nickname, real_name)) stored,
  add column sort_name text collate "C" generated always as (sort_form(nickname, real_name, customer_id)) stored;

-- ---------------------------------------------------------------------------------------------- customers
-- A new customer's row changes twice at once: profile, open tickets. With room for that in its page no index changes with it.
alter table customer set (fillfactor = 40);
create index customer_created on customer (created_at, customer_no);
create index customer_sort_name on customer (sort_name, customer_no);
create index customer_blocked on customer (blocked_at, customer_no) where blocked_at is not null;
create index customer_blacklisted on customer (blacklisted_at, customer_no) where blacklisted_at is not null;
-- new names wait in a list that every search reads, so it is kept short
create index customer_names on customer using gin (name_grams(names) collate "C") with (gin_pending_list_limit = 256)
  where names is not null;
create index customer_id_part on customer using gin (lower(customer_id) gin_trgm_ops) with (gin_pending_list_limit = 256);

-- When a customer last wrote in a conversation, to the minute; until then, when they were created. In a table of its own,
-- because customer's rows are locked by whoever decides something about the customer. Written by io.gatehouse.activity.
-- No foreign keys here nor in open_ticket: a check for each row would cost as much as the row.
create table customer_activity (
  customer_no bigint primary key,
  last_at     timestamptz not null
) with (fillfactor = 80);
insert into customer_activity select customer_no, created_at from customer;
create index customer_activity_last on customer_activity (last_at, customer_no);

create function begin_customer_activity() returns trigger language plpgsql as $$
begin
  insert into customer_activity select customer_no, created_at from created;
  return null;
end $$;
create trigger customer_created after insert on customer
  referencing new table as created for each statement execute function begin_customer_activity();

-- ---------------------------------------------------------------------------------------------- tickets
create index ticket_customer on ticket (customer_no, ticket_no);

-- The open tickets, as the queues' lists need them: ticket keeps the closed ones too. A copy, which changes with ticket
-- whoever changes it; but last_message_at is io.gatehouse.activity's, to the minute.
create table open_ticket (
  ticket_no       bigint primary key,
  customer_no     bigint      not null,
  channel         text        not null,
  queue           queue       not null,
  agent           text,
  opened_at       timestamptz not null,
  last_message_at timestamptz not null
) with (fillfactor = 80);
insert into open_ticket
  select ticket_no, customer_no, channel, queue, agent, opened_at, opened_at from ticket where closed_at is null;
create index open_ticket_queue on open_ticket (queue, last_message_at, ticket_no);
create index open_ticket_agent on open_ticket (agent, last_message_at, ticket_no) where agent is not null;

create function list_opened_tickets() returns trigger language plpgsql as $$
begin
  insert into open_ticket
    select ticket_no, customer_no, channel, queue, agent, opened_at, opened_at from changed where closed_at is null;
  return null;
end $$;
create function list_changed_tickets() returns trigger language plpgsql as $$
begin
  delete from open_ticket where ticket_no = any (array(select ticket_no from changed where closed_at is not null));
  update open_ticket o set queue = t.queue, agent = t.agent
  from changed t
  where o.ticket_no = t.ticket_no and t.closed_at is null
    and (o.queue <> t.queue or o.agent is distinct from t.agent);
  return null;
end $$;
create function list_deleted_tickets() returns trigger language plpgsql as $$
begin
  delete from open_ticket where ticket_no = any (array(select ticket_no from changed));
  return null;
end $$;
create trigger ticket_opened_list after insert on ticket
  referencing new table as changed for each statement execute function list_opened_tickets();
create trigger ticket_changed_list after update on ticket
  referencing new table as changed for each statement execute function list_changed_tickets();
create trigger ticket_deleted_list after delete on ticket
  referencing old table as changed for each statement execute function list_deleted_tickets();

-- ---------------------------------------------------------------------------------------------- history
-- Where in the history a time, or a record, is: a few bytes for 64 pages, and nothing to do when a message is written.
-- Together with the customer's index it finds a page of a customer with 100,000 messages.
create index message_place on message using brin (decided_at, record_offset int8_minmax_multi_ops)
  with (pages_per_range = 64);

-- Notes what has been written since: otherwise vacuum does, which does not come by here. Runs as the tables' owner, as
-- create_message_period does. One at a time; who comes second has nothing to do.
create function note_message_places() returns void language plpgsql
  security definer set search_path = "${flyway:defaultSchema}", pg_temp as $$
declare
  part regclass;
begin
  if pg_try_advisory_xact_lock(1195463761, 0) then -- "GATQ"
    for part in select inhrelid from pg_inherits where inhparent = to_regclass('message_place') loop
      perform brin_summarize_new_values(part);
    end loop;
  end if;
end $$;

-- ---------------------------------------------------------------------------------------------- audit
-- each filter in the order of the list
drop index audit_entry_customer;
drop index audit_entry_actor;
create index audit_entry_customer on audit_entry (customer_id, at, audit_no);
create index audit_entry_actor on audit_entry (actor_id, at, audit_no);
create index audit_entry_command on audit_entry (command, at, audit_no);
create index audit_entry_at on audit_entry (at, audit_no);
create index audit_entry_setting on audit_entry (setting, at, audit_no) where setting is not null;
