-- What agents and BOTs say, with what was decided about it.

create type reply_author as enum ('agent', 'bot');
create type reply_decision as enum ('delivered', 'blacklisted', 'blocked', 'closed');

-- Every accepted reply, also one that did not reach the customer. Written once and never updated; which ticket a reply belongs
-- to now: ticket.merged_into. Rows go only together with their ticket. A partition holds a period of 30 days, as of message.
create table outbound_message (
  source_id     integer        not null,
  record_offset bigint         not null,
  customer_no   bigint         not null,
  ticket_no     bigint         not null,           -- the conversation that it was said in
  message_id    text collate "C" not null,
  said_by       reply_author   not null,
  actor_id      text           not null,
  decision      reply_decision not null,           -- all but delivered: why it was suppressed
  appended_at   timestamptz    not null,
  decided_at    timestamptz    not null,
  headers       bytea,                             -- the sender's own headers, null where there are none
  value         bytea          not null            -- as received, byte for byte
) partition by range (decided_at);

-- As create_message_period. The first index finds a conversation's replies, and refuses one that comes twice; the second finds
-- the decisions of a replay, and refuses a record that is decided twice.
create function create_outbound_period(wanted integer) returns void language plpgsql
  security definer set search_path = "${flyway:defaultSchema}", pg_temp as $$
declare
  name text := 'outbound_message_' || wanted;
begin
  if to_regclass(name) is null then
    lock table outbound_message in share update exclusive mode;
    execute format(
      'create table if not exists %I partition of outbound_message for values from (%L) to (%L)'
      ' with (autovacuum_vacuum_insert_threshold = -1)',
      name, to_timestamp(wanted * 30.0 * 86400), to_timestamp((wanted + 1) * 30.0 * 86400));
    execute format(
      'create unique index if not exists %I on %I (ticket_no, message_id)', name || '_said', name);
    execute format(
      'create unique index if not exists %I on %I (source_id, record_offset)', name || '_record', name);
    execute format('alter table %I alter column headers set statistics 0, alter column value set statistics 0', name);
  end if;
end $$;

-- The numbers of deleted tickets, and nothing else of them: a reply to one is told from a reply to a ticket that never was.
create table deleted_ticket (
  ticket_no   bigint primary key,
  customer_no bigint not null
);

-- A reply that is not accepted has no row in outbound_message; detail is the reason.
alter table unpublished_decision
  drop constraint unpublished_decision_kind_check,
  add constraint unpublished_decision_kind_check
    check (kind in ('dead-letter', 'duplicate', 'erased', 'ticket-moved', 'suppressed'));
