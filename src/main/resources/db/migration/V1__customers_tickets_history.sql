-- What Gatehouse keeps. Who writes what, and under which lock, is said at each table.
-- Two locks order everything about one customer: batches of messages hold the customer's stripe shared,
-- commands hold it exclusively (see io.gatehouse.customers.CustomerLocks).

create type queue as enum ('inbox', 'bot', 'unassigned', 'blocked');
create type route_reason as enum
  ('blacklisted', 'blocked', 'assigned', 'bot-inactive', 'open-ticket', 'bot-active', 'no-bot');

-- ---------------------------------------------------------------------------------------------- progress
-- One row for each partition of an input topic. Kafka's id of the topic, not its name, is the key: a topic that
-- was deleted and made anew starts anew. A batch locks the rows of its partitions, so that a zombie and the new
-- owner of a partition cannot both decide.
create table source_partition (
  id               integer generated always as identity primary key,
  topic_id         text    not null,
  topic_name       text    not null,
  partition_no     integer not null,
  decided_offset   bigint  not null default -1,  -- last offset whose decision is stored
  published_offset bigint  not null default -1,  -- last offset known to be published; at or below it nothing is sent again
  unique (topic_id, partition_no)
) with (fillfactor = 50);

-- Decisions that have no row in message, or need more than that row, until they are known to be published.
create table unpublished_decision (
  source_id     integer not null references source_partition,
  record_offset bigint  not null,
  kind          text    not null check (kind in ('dead-letter', 'duplicate', 'erased', 'ticket-moved')),
  detail        text,                            -- ticket-moved: the ticket's move, as JSON
  primary key (source_id, record_offset)
);

-- ---------------------------------------------------------------------------------------------- customers
create table customer (
  customer_no        bigint generated always as identity primary key,
  customer_id        text collate "C" not null unique,
  created_at         timestamptz not null,
  nickname           text,
  real_name          text,
  phone              text,
  qq                 text,
  email              text,
  company            text,
  note               text,
  blocked_at         timestamptz,                -- not null: blocked
  blocked_by         text,
  blocked_reason     text,
  blocked_until      timestamptz,
  blocked_command_id text,
  blacklisted_at     timestamptz,                -- not null: blacklisted
  blacklisted_by     text,
  blacklisted_reason text,
  -- Copies of what every batch needs to know, so that it reads one row for each customer and looks nowhere else:
  erased             boolean not null default false,  -- there are, or have been, rows in erased_message
  open_tickets       text                        -- null if there are none; see keep_open_tickets
) with (fillfactor = 85);                        -- room for these copies to change in place

-- The last command that asked for a flag, by the broker's append time; also for customers not seen yet.
-- A command older than that is superseded.
create table flag_word (
  customer_id text collate "C" not null,
  flag        text        not null check (flag in ('blocked', 'blacklisted')),
  wanted      boolean     not null,
  asked_at    timestamptz not null,
  primary key (customer_id, flag)
);

-- ---------------------------------------------------------------------------------------------- tickets
create table ticket (
  ticket_no   bigint generated always as identity primary key,
  customer_no bigint      not null references customer,
  channel     text        not null,
  queue       queue       not null,              -- the last one, once closed
  agent       text,
  opened_at   timestamptz not null,
  closed_at   timestamptz,                       -- null: open
  merged_into bigint references ticket           -- the ticket that its messages belong to now; never a merged one itself
);
-- at most one open ordinary and one open blocked ticket for each customer and channel
create unique index ticket_open on ticket (customer_no, channel, (queue = 'blocked')) where closed_at is null;
create index ticket_blocked on ticket (customer_no) where queue = 'blocked';
create index ticket_merged_into on ticket (merged_into) where merged_into is not null;

-- Whoever changes a ticket, the copy in its customer's row changes with it: a line for each open ticket, with its number,
-- channel, queue and, if it has one, agent, separated by tabs; no id has control characters. Not JSON, because that takes the
-- worker longer to read than all else in the row. The row is locked first and the tickets read
-- afterwards, in a statement of its own, which sees what others have committed until then.
create function keep_open_tickets() returns trigger language plpgsql as $$
begin
  -- "any (array ...)": looked up one by one, however large the table was when this was planned
  perform from customer where customer_no = any (array(select customer_no from changed))
    order by customer_no for no key update;
  update customer c set open_tickets = (
      select string_agg(concat_ws(e'\t', t.ticket_no, t.channel, t.queue, t.agent), e'\n' order by t.ticket_no)
      from ticket t where t.customer_no = c.customer_no and t.closed_at is null)
  where c.customer_no = any (array(select customer_no from changed));
  return null;
end $$;
create trigger ticket_opened after insert on ticket
  referencing new table as changed for each statement execute function keep_open_tickets();
create trigger ticket_changed after update on ticket
  referencing new table as changed for each statement execute function keep_open_tickets();
create trigger ticket_deleted after delete on ticket
  referencing old table as changed for each statement execute function keep_open_tickets();

-- ---------------------------------------------------------------------------------------------- history
-- Written by COPY, one row for each message accepted, and never updated: queue, reason, ticket and agent are the
-- decision as it was made, which a replay publishes again. Which ticket a message belongs to now: ticket.merged_into.
-- A partition holds a period of 30 days, counted from 1970. It has one index, because an index costs more than the row:
-- a customer's messages, each by its fingerprint, which is how a message that comes again is known, and how a replay
-- finds its decision. A ticket's messages are found among its customer's.
-- No foreign keys: a check for each row would cost more than the row, and rows go only together with their ticket.
create table message (
  customer_no   bigint       not null,
  fingerprint   bigint,                          -- a keyed hash of customer, channel and message id; null: forgotten
  record_offset bigint       not null,
  ticket_no     bigint,                          -- null: accepted without a conversation (blacklisted)
  appended_at   timestamptz  not null,
  decided_at    timestamptz  not null,
  source_id     integer      not null,
  queue         queue,                           -- null: suppressed (blacklisted)
  reason        route_reason not null,
  new_ticket    boolean      not null,
  agent         text,
  headers       bytea,                           -- the connector's own headers, null where there are none
  value         bytea        not null            -- as received, byte for byte
) partition by range (decided_at);

-- Runs as its owner, because the worker's own role makes no tables. The search path is fixed, so that it finds nothing that
-- its caller has put in the way.
create function create_message_period(wanted integer) returns void language plpgsql
  security definer set search_path = "${flyway:defaultSchema}", pg_temp as $$
declare
  name text := 'message_' || wanted;
begin
  if to_regclass(name) is null then
    lock table message in share update exclusive mode; -- "if not exists" fails when two workers make it at the same time
    execute format(
      'create table if not exists %I partition of message for values from (%L) to (%L)'
      -- its rows are never updated: a vacuum after inserts would read and write each page again, for nothing
      ' with (autovacuum_vacuum_insert_threshold = -1)',
      name, to_timestamp(wanted * 30.0 * 86400), to_timestamp((wanted + 1) * 30.0 * 86400));
    execute format(
      'create unique index if not exists %I on %I (customer_no, fingerprint)', name || '_fingerprint', name);
    -- nobody searches for these, and to sort samples of them takes the database's time whenever the table has grown
    execute format('alter table %I alter column headers set statistics 0, alter column value set statistics 0', name);
  end if;
end $$;

-- What is left of a deleted message until the time for duplicates has passed: a connector that sends it again
-- brings nothing back.
create table erased_message (
  customer_no bigint      not null,
  fingerprint bigint      not null,
  accepted_at timestamptz not null,
  primary key (customer_no, fingerprint)
);

-- ---------------------------------------------------------------------------------------------- commands
create table setting (
  name       text collate "C" primary key,
  value      boolean     not null,
  changed_at timestamptz not null
);

-- Every command decided, with what is to be published for it: a replay, or the command sent again, publishes this.
create table command (
  command_no    bigint generated always as identity,
  kind          text collate "C" not null,       -- block, unblock, delete-all, settings ...
  command_key   text collate "C" not null,       -- customer id; setting name for settings
  command_id    text collate "C" not null,
  source_id     integer          not null references source_partition,
  record_offset bigint           not null,
  content_hash  bytea            not null,
  decided_at    timestamptz      not null,
  outcome       text             not null,       -- the value on commands.outcome
  effects       text             not null,       -- what is published before it, as JSON
  primary key (command_key, kind, command_id)
);
create unique index command_record on command (source_id, record_offset);
create index command_latest on command (command_key, command_no);

-- Records on tickets.blocked that a delete-all has to erase: their message rows are gone, these stay until the
-- tombstones are known to be published.
create table erasure (
  command_source_id integer not null,
  command_offset    bigint  not null,
  source_id         integer not null,
  record_offset     bigint  not null,
  ticket_no         bigint  not null,
  primary key (command_source_id, command_offset, source_id, record_offset)
);

-- The key of the fingerprints: made at the first start, or only a check that the configured one is still the same.
create table fingerprint_key (
  only_row    boolean primary key default true check (only_row),
  made        bytea,
  check_value bytea not null
);
